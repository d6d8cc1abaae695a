"""Open seats are offered to fitting people in the line."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.actions.formations import AT_WORK, propose
from tenfold.fellowship.circles.actions.locks import lock_nest
from tenfold.fellowship.circles.actions.publishing import publish_by_itself
from tenfold.fellowship.circles.models import Formation
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import fellowship

from ..models import Count
from ..open_seats import proposal_for_open_seats
from .forming import options_of

EVERY = timedelta(hours=1)
"""Open seats are looked for so often: whoever just came has time to fill in their hours."""


@transaction.atomic
def offer_by_itself(now: datetime) -> Formation | None:
    """Offer open seats to those who fit, one seat to a person and one person to a seat; at most once an hour.

    What is found is published at once, unless a steward wants to look first.
    """
    here = fellowship()
    if not here.forms_by_itself or _under_way():
        return None
    lock_nest()
    count = Count.objects.select_for_update().filter(pk=1).first()
    if count is None or (count.offers_at is not None and count.offers_at > now - EVERY) or _under_way():
        return None
    count.offers_at = now
    count.save(update_fields=["offers_at"])
    options = options_of(here)
    proposal = proposal_for_open_seats(here, options=options, now=now)
    if proposal is None:
        return None
    formation = propose(kind=Formation.Kind.OFFER, proposal=proposal, by_itself=True, options=options, on=now.date())
    if here.publishes_by_itself:
        publish_by_itself(formation=formation)
    return formation


def _under_way() -> bool:
    """Whether open seats are proposed already and wait for a steward to look at them."""
    standing = Q(standing__in=AT_WORK) | Q(standing=Formation.Standing.PROPOSED)
    return Formation.objects.filter(standing, kind=Formation.Kind.OFFER).exists()


@transaction.atomic
def offer_open_seats(*, actor: Account) -> Formation:
    """Look for people who fit open seats, now; the steward looks at what is found and publishes it.

    :raises Refused: if such a proposal lies there already, or nobody fits.
    """
    require(actor, Permission.FORM_CIRCLES)
    lock_nest()
    if _under_way():
        raise Refused(_("There is a proposal for open seats already. Publish it or set it aside first."))
    here = fellowship()
    options = options_of(here)
    proposal = proposal_for_open_seats(here, options=options, now=timezone.now())
    if proposal is None:
        raise Refused(_("Nobody who waits fits an open seat at the moment."))
    return propose(kind=Formation.Kind.OFFER, proposal=proposal, by_itself=False, actor=actor, options=options)
