"""A one desire goes up: its circle's delegate carries it into the circle above, where it is answered like any other."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.desires.actions import end_for_circle, write_for_circle
from tenfold.fellowship.desires.actions.common import acting
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.desires.signals import words_gone
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.refusals import Refused

from ..models import Carried, Composition
from ..reach import above, may_carry
from ..tracing import GAP
from .common import current, locked, of_circle, open_round


@transaction.atomic
def carry_up(*, actor: Account, composition: Composition) -> Carried:
    """Carry the one desire that stands in a circle up: as a desire of the circle above; at the top, of the whole.

    What the circle had carried up before gives way to it: answers are asked anew, for these are other words. Where
    the earlier words were taken into a text above, they stay there until the circle takes them back.

    :raises PermissionDenied: for whoever does not carry the circle's voice.
    :raises Refused: for a text that does not stand, has a gap, was carried up already, or is that of the whole.
    """
    member = acting(actor)
    now = locked(composition)
    if now.circle is None:
        raise Refused(_("This is the one desire of the whole. There is nothing above it."))
    if not may_carry(member, now.circle):
        raise PermissionDenied(_("The one desire of a circle is carried up by who carries its voice."))
    if now.standing != Composition.Standing.STANDS:
        raise Refused(_("Only what stands is carried up."))
    text = current(now).text
    if GAP in text and now.words_back_at is not None:
        raise Refused(_("Somebody has had words back since it stands. Let the circle agree to a new text first."))
    if now.carried.filter(ended_at__isnull=True).exists():
        raise Refused(_("It was carried up already."))
    former = _carried_by(now).select_for_update().first()
    if former is not None:
        former.ended_at = timezone.now()
        former.save(update_fields=["ended_at"])
        end_for_circle(former.desire)
    over = above(now.circle)
    desire = write_for_circle(
        actor=actor,
        from_circle=now.circle,
        circle=over,
        text=text,
        language=now.language,
        season_round=open_round(),
        follows=former.desire if former and former.desire.circle == over else None,
    )
    made = Carried.objects.create(composition=now, desire=desire, by=member)
    record(actor=actor, verb="one_desire.carry_up", target=now, concerns=[member], details=of_circle(now.circle))
    return made


@transaction.atomic
def take_back_from_above(*, actor: Account, composition: Composition) -> None:
    """Take what a circle had carried up back: nobody above is asked about it any more, and its words leave the texts.

    :raises PermissionDenied: for whoever does not carry the circle's voice.
    """
    member = acting(actor)
    now = locked(composition)
    if now.circle is None or not may_carry(member, now.circle):
        raise PermissionDenied(_("The one desire of a circle is carried up by who carries its voice."))
    for carried in now.carried.filter(ended_at__isnull=True).select_related("desire"):
        carried.ended_at = timezone.now()
        carried.save(update_fields=["ended_at"])
        end_for_circle(carried.desire)
        words_gone.send(sender=Desire, desire=carried.desire)
    record(actor=actor, verb="one_desire.take_back_from_above", target=now, concerns=[member])


def _carried_by(composition: Composition) -> QuerySet[Carried]:
    """What the same circle carried up of an earlier text and did not take back."""
    found = Carried.objects.filter(composition__circle=composition.circle, ended_at__isnull=True)
    return found.exclude(composition=composition).select_related("desire")
