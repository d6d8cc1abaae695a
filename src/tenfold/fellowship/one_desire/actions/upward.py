"""A one desire goes up: its circle's delegate carries it into the circle above, where it is answered like any other."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.desires.actions import write_for_circle
from tenfold.fellowship.desires.actions.common import acting, out_of_date
from tenfold.fellowship.desires.models import Counts, Desire
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
    desire = write_for_circle(
        actor=actor,
        from_circle=now.circle,
        circle=above(now.circle),
        text=text,
        language=now.language,
        season_round=open_round(),
    )
    if former is not None:
        _give_way(former, desire)
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
        end_desire(carried.desire)
        words_gone.send(sender=Desire, desire=carried.desire)
    record(actor=actor, verb="one_desire.take_back_from_above", target=now, concerns=[member])


def end_desire(desire: Desire) -> None:
    """Ask nobody any more about a desire that a circle had carried up."""
    if desire.standing == Desire.Standing.OPEN:
        desire.standing, desire.ended_at = Desire.Standing.WITHDRAWN, timezone.now()
        desire.save(update_fields=["standing", "ended_at"])
        out_of_date(desire.circle)


def say_anew(carried: Carried, text: str) -> Desire:
    """The desire that a circle carried up in other words: a new one, for nobody has answered these."""
    former = carried.desire
    end_desire(former)
    made = Desire.objects.create(
        circle=former.circle,
        from_circle=former.from_circle,
        text=text,
        language=former.language,
        season_round=former.season_round,
        follows=former,
    )
    Counts.objects.create(desire=made)
    out_of_date(made.circle)
    Carried.objects.filter(pk=carried.pk).update(desire=made)
    return made


def _carried_by(composition: Composition) -> QuerySet[Carried]:
    """What the same circle carried up of an earlier text and did not take back."""
    found = Carried.objects.filter(composition__circle=composition.circle, ended_at__isnull=True)
    return found.exclude(composition=composition).select_related("desire")


def _give_way(former: Carried, desire: Desire) -> None:
    former.ended_at = timezone.now()
    former.save(update_fields=["ended_at"])
    end_desire(former.desire)
    if former.desire.circle_id == desire.circle_id:
        desire.follows = former.desire
        desire.save(update_fields=["follows"])
