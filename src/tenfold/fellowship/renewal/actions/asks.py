"""Asking: one for oneself, in confidence; a ten together, in the open."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions.locks import lock_circles
from tenfold.fellowship.circles.models import LIVE, Circle, Reason, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Account, Member, Standing

from ..models import Ask, Support

MOST_LETTERS = 500
"""Of the words in which somebody says what should be different."""


@transaction.atomic
def ask_to_move(*, actor: Account, reasons: Collection[str] = (), words: str = "") -> Ask:
    """Ask for a seat in another ten. Nobody in one's ten learns of it; the seat is kept until one says yes to another.

    ``reasons`` are values of :class:`~tenfold.fellowship.circles.models.Reason`; none is needed. A second call replaces
    what was said.

    :raises Refused: for whoever sits in no ten.
    :raises ValidationError: for reasons that there are not, or too many words.
    """
    member = _lock(actor)
    seat = Seat.objects.filter(member=member, level=1, left_at__isnull=True).first()
    if seat is None:
        raise Refused(_("You sit in no ten. Who waits for one is proposed a seat as soon as there is one."))
    tidy = " ".join(words.split())
    if set(reasons) - set(Reason.values):
        raise ValidationError({"reasons": _("There is no such reason.")})
    if len(tidy) > MOST_LETTERS:
        raise ValidationError({"words": _("Say it in up to %(most)d letters.") % {"most": MOST_LETTERS}})
    said = [*(reason for reason in Reason.values if reason in reasons), *([tidy] if tidy else [])]
    ask, _made = Ask.objects.update_or_create(
        begun_by=member,
        kind=Ask.Kind.MOVE,
        standing=Ask.Standing.OPEN,
        defaults={"circle_id": seat.circle_id, "reasons": said},
    )
    record(actor=actor, verb="renewal.ask_to_move", target=ask, concerns=[member])
    return ask


@transaction.atomic
def take_back_move(*, actor: Account) -> None:
    """Ask to move no more. What was already proposed stays open for an answer."""
    member = _lock(actor)
    for ask in Ask.objects.filter(begun_by=member, kind=Ask.Kind.MOVE, standing=Ask.Standing.OPEN):
        end(ask, Ask.Standing.TAKEN_BACK)
        record(actor=actor, verb="renewal.take_back_move", target=ask, concerns=[member])


@transaction.atomic
def begin_ask(*, actor: Account, circle: Circle, kind: str) -> Ask:
    """Begin to ask for something as a ten; whoever begins supports it. Where it is asked already, support it.

    :raises PermissionDenied: for whoever does not sit in the ten.
    :raises Refused: if one is away for a while, or the ten is full and asks for a new member.
    """
    if kind not in (Ask.Kind.PERSON, Ask.Kind.DIVIDE, Ask.Kind.HOUR):
        raise ValidationError({"kind": _("A ten cannot ask for this.")})
    member = _lock(actor)
    locked = lock_circles([circle.pk])[circle.pk]
    _present(member, locked)
    taken = Seat.objects.filter(circle=locked, left_at__isnull=True).count()
    if kind == Ask.Kind.PERSON and taken >= locked.seats_max:
        raise Refused(_("All seats of your ten are taken. It could ask to become two."))
    ask, made = Ask.objects.get_or_create(
        circle=locked, kind=kind, standing=Ask.Standing.OPEN, defaults={"begun_by": member}
    )
    Support.objects.get_or_create(ask=ask, member=member)
    verb = "renewal.begin_ask" if made else "renewal.support"
    record(actor=actor, verb=verb, target=ask, concerns=[member], details={"kind": kind, "circle": circle.pk})
    return ask


@transaction.atomic
def support_ask(*, actor: Account, ask: Ask) -> None:
    """Support what one's ten asks for.

    :raises PermissionDenied: for whoever does not sit in the ten.
    :raises Refused: if it is asked for no more.
    """
    begin = _open(ask)
    begin_ask(actor=actor, circle=begin.circle, kind=begin.kind)


@transaction.atomic
def take_back_support(*, actor: Account, ask: Ask) -> None:
    """Support it no more; when nobody does, the ten asks for it no more."""
    member = _lock(actor)
    lock_circles([ask.circle_id])
    removed, _counts = Support.objects.filter(ask=ask, member=member).delete()
    if not removed:
        return
    found = Ask.objects.get(pk=ask.pk)
    if found.standing == Ask.Standing.OPEN and not found.supports.exists():
        end(found, Ask.Standing.TAKEN_BACK)
    record(actor=actor, verb="renewal.take_back_support", target=ask, concerns=[member], details={"kind": ask.kind})


def end(ask: Ask, standing: str) -> None:
    """Close an ask; for actions, which record."""
    ask.standing, ask.ended_at = standing, timezone.now()
    ask.save(update_fields=["standing", "ended_at"])


def _open(ask: Ask) -> Ask:
    found = Ask.objects.select_related("circle").get(pk=ask.pk)
    if found.standing != Ask.Standing.OPEN or found.kind == Ask.Kind.MOVE:
        raise Refused(_("Your ten asks for this no more."))
    return found


def _lock(actor: Account) -> Member:
    member = Member.objects.select_for_update().filter(account=actor, standing=Standing.ENTERED).first()
    if member is None:
        raise PermissionDenied(_("You are not a member."))
    return member


def _present(member: Member, circle: Circle) -> Seat:
    seat = Seat.objects.filter(member=member, circle=circle, left_at__isnull=True).first()
    if seat is None or circle.level != 1:
        raise PermissionDenied(_("Only those who sit in a ten ask for something with it."))
    if circle.standing not in LIVE:
        raise Refused(_("This ten is closed."))
    if seat.paused_until is not None:
        raise Refused(_("You are away for a while. When you are back you can ask with your ten again."))
    return seat
