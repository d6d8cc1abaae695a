"""The pen passes: one holds it, others ask for it, and where its holder has put it down, anybody takes it up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.desires.actions.common import acting
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.refusals import Refused

from ..models import Composition
from ..reach import composer, seats_of
from .common import being_written

PUT_DOWN = timedelta(minutes=30)
"""Who has written nothing for so long has put the pen down."""


@transaction.atomic
def take_pen(*, actor: Account, composition: Composition) -> Composition:
    """Take up the pen that nobody holds.

    :raises PermissionDenied: for whoever does not compose here.
    :raises Refused: while somebody else holds it.
    """
    member = acting(actor)
    now = being_written(composition)
    composer(member, now.circle)
    if not pen_is_free(now, timezone.now()) and now.pen_id != member.pk:
        raise Refused(_("Somebody else holds the pen now. You can ask for it."))
    hand_to(now, member)
    record(actor=actor, verb="one_desire.take_pen", target=now, concerns=[member])
    return now


@transaction.atomic
def ask_for_pen(*, actor: Account, composition: Composition) -> Composition:
    """Ask whoever holds the pen to pass it on; where it lies there, one has it at once."""
    member = acting(actor)
    now = being_written(composition)
    composer(member, now.circle)
    if pen_is_free(now, timezone.now()):
        hand_to(now, member)
    elif now.pen_id != member.pk:
        now.pen_wanted_by = member
        now.save(update_fields=["pen_wanted_by"])
    record(actor=actor, verb="one_desire.ask_for_pen", target=now, concerns=[member])
    return now


@transaction.atomic
def pass_pen(*, actor: Account, composition: Composition) -> Composition:
    """Pass the pen to whoever asked for it; where nobody did, lay it down for anybody.

    :raises PermissionDenied: for whoever does not hold it.
    """
    member = acting(actor)
    now = being_written(composition)
    holds(member, now)
    wanted = now.pen_wanted_by
    if wanted is not None and seats_of(now.circle).filter(member=wanted).exists():
        hand_to(now, wanted)
    else:
        now.pen = now.pen_wanted_by = now.pen_used_at = None
        now.save(update_fields=["pen", "pen_wanted_by", "pen_used_at"])
    record(actor=actor, verb="one_desire.pass_pen", target=now, concerns=[member])
    return now


def hand_to(composition: Composition, member: Member) -> None:
    """Give the pen of a locked composition to somebody."""
    composition.pen, composition.pen_used_at = member, timezone.now()
    if composition.pen_wanted_by_id == member.pk:
        composition.pen_wanted_by = None
    composition.save(update_fields=["pen", "pen_used_at", "pen_wanted_by"])


def pen_is_free(composition: Composition, now: datetime) -> bool:
    """Whether anybody may take the pen: nobody holds it, or who does has put it down or does not sit here any more."""
    if composition.pen_id is None or composition.pen_used_at is None:
        return True
    if composition.pen_used_at + PUT_DOWN <= now:
        return True
    return not seats_of(composition.circle).filter(member=composition.pen_id, paused_until__isnull=True).exists()


def holds(member: Member, composition: Composition) -> None:
    """Let only the holder of the pen pass, who still composes here.

    :raises PermissionDenied: for everybody else.
    """
    composer(member, composition.circle)
    if composition.pen_id != member.pk:
        raise PermissionDenied(_("Only who holds the pen writes. Take it up, or ask for it."))
