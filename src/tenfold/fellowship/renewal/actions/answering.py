"""Answers to what holds only together, and what follows when there are enough of them.

Locks are taken in the order of :mod:`tenfold.fellowship.circles.actions.locks`: all members concerned before anything
else, so that two who say the last yes at once do not wait for each other.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions import accept_placement, decline_placement
from tenfold.fellowship.circles.actions.locks import lock_circles
from tenfold.fellowship.circles.actions.settling import settle
from tenfold.fellowship.circles.models import Formation, Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Account, Member

from ..models import Ask, Change, Consent
from ..signals import hour_changed
from .asks import end

ALL = (Change.Kind.HOUR, Change.Kind.JOIN, Change.Kind.EXCHANGE)
"""Kinds that take the yes of everybody asked."""


@transaction.atomic
def answer_change(*, actor: Account, change: Change, yes: bool | None) -> Change:
    """Say yes or no to a change, or (None) take back what was said, as long as it is open.

    :raises PermissionDenied: for whoever is not asked.
    :raises Refused: if it is no longer open.
    """
    lock_all(change)
    consent = Consent.objects.select_related("placement", "member").filter(change=change, member__account=actor).first()
    if consent is None:
        raise PermissionDenied(_("You are not asked about this."))
    locked = Change.objects.select_for_update().select_related("formation").get(pk=change.pk)
    if locked.standing != Change.Standing.OPEN or locked.formation.standing != Formation.Standing.PUBLISHED:
        raise Refused(_("This is no longer open."))
    if consent.placement is not None and yes is not None:
        (accept_placement if yes else decline_placement)(actor=actor, placement=consent.placement)
    else:
        say(consent, yes)
        verb = {True: "renewal.agree", False: "renewal.disagree", None: "renewal.take_back_answer"}[yes]
        record(actor=actor, verb=verb, target=change, concerns=[consent.member])
    follow(locked)
    locked.refresh_from_db()
    return locked


def say(consent: Consent, yes: bool | None) -> None:
    consent.said, consent.said_at = yes, timezone.now() if yes is not None else None
    consent.save(update_fields=["said", "said_at"])


def lock_all(change: Change) -> None:
    """Lock the rows of everybody whom a change asks, in their order."""
    asked = Consent.objects.filter(change=change).values_list("member", flat=True)
    seated = Seat.objects.filter(circle__in=change.hours.values("circle"), left_at__isnull=True)
    concerned = {*asked, *seated.values_list("member", flat=True)}
    list(Member.objects.select_for_update().filter(pk__in=concerned).order_by("pk"))


@transaction.atomic
def follow(change: Change, *, but: Placement | None = None) -> bool:
    """Let a change take effect if enough have said yes, or drop it if that can no longer be; all members are locked.

    :param but: a placement whose yes is being carried out by the caller
    :returns: whether it took effect.
    """
    found = Change.objects.select_for_update().get(pk=change.pk)
    if found.standing != Change.Standing.OPEN:
        return found.standing == Change.Standing.DONE
    consents = _counting(found)
    agreed = [one for one in consents if one.said]
    still = [one for one in consents if one.said is not False]
    if not _can_be(found, consents, still):
        drop(found)
        return False
    if len(agreed) < (len(consents) if found.kind in ALL else found.needed):
        return False
    try:
        with transaction.atomic():
            _take_effect(found, agreed, but)
    except Refused:
        drop(found)
        return False
    return True


@transaction.atomic
def follow_up(change: Change) -> None:
    """Look at a change that somebody's act elsewhere, or time, may have ended."""
    lock_all(change)
    follow(change)


def _counting(change: Change) -> list[Consent]:
    """The consents that count: of those who may still take their seat, and of those present where an hour changes.

    Who has come into such a circle since is asked as well; who has left it, or is away, is not waited for.
    """
    present = dict(
        Seat.objects.filter(
            circle__in=change.hours.values("circle"), left_at__isnull=True, paused_until__isnull=True
        ).values_list("member", "circle")
    )
    consents = list(change.consents.select_related("placement", "member__account").order_by("member"))
    new = sorted(set(present) - {one.member_id for one in consents})
    consents += [Consent.objects.create(change=change, member_id=member) for member in new]
    return [
        one
        for one in consents
        if (one.placement is not None and one.placement.standing == Placement.Standing.OFFERED)
        or (one.placement is None and one.member_id in present)
    ]


def _can_be(change: Change, consents: list[Consent], still: list[Consent]) -> bool:
    gone = change.consents.filter(placement__isnull=False).exclude(placement__standing=Placement.Standing.OFFERED)
    if change.kind == Change.Kind.EXCHANGE and gone.exists():
        return False
    refused = gone.filter(placement__standing__in=[Placement.Standing.DECLINED, Placement.Standing.LAPSED])
    if change.kind in ALL:
        return bool(consents) and len(still) == len(consents) and not refused.exists()
    return len(still) >= change.needed


def _take_effect(change: Change, agreed: list[Consent], but: Placement | None) -> None:
    """Change the hours and let everybody who said yes sit down; then it is done."""
    moving = [one for one in agreed if one.placement is not None and one.placement != but]
    hours = list(change.hours.all())
    seats = Seat.objects.filter(member__in=[one.member_id for one in agreed], left_at__isnull=True)
    circles = {one.placement.circle_id for one in agreed if one.placement is not None}
    locked = lock_circles({*circles, *seats.values_list("circle", flat=True), *(hour.circle_id for hour in hours)})
    change.standing, change.ended_at = Change.Standing.DONE, timezone.now()
    change.save(update_fields=["standing", "ended_at"])
    for hour in hours:
        circle = locked[hour.circle_id]
        circle.language, circle.zone = hour.language, hour.zone
        circle.weekday, circle.starts_at = hour.weekday, hour.starts_at
        circle.save(update_fields=["language", "zone", "weekday", "starts_at"])
        hour_changed.send(sender=Change, circle=circle)
        for ask in Ask.objects.filter(circle=circle, kind=Ask.Kind.HOUR, standing=Ask.Standing.OPEN):
            end(ask, Ask.Standing.ANSWERED)
    if change.kind == Change.Kind.DIVIDE:
        for ask in Ask.objects.filter(circle=change.circle, kind=Ask.Kind.DIVIDE, standing=Ask.Standing.OPEN):
            end(ask, Ask.Standing.ANSWERED)
    for one in moving:
        account = one.member.account
        if account is None or one.placement is None:
            raise Refused(_("Somebody has left since."))
        accept_placement(actor=account, placement=one.placement)
    record(actor=None, verb="renewal.done", target=change, concerns=[one.member for one in agreed])


def drop(change: Change) -> None:
    """Let a change go: nothing changes for anybody. Its members are locked."""
    waiting = Placement.objects.filter(together__change=change, standing=Placement.Standing.OFFERED)
    found = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    Placement.objects.filter(pk__in=[one.pk for one in found]).update(
        standing=Placement.Standing.WITHDRAWN, decided_at=timezone.now()
    )
    for circle in lock_circles({one.circle_id for one in found}).values():
        settle(circle)
    change.standing, change.ended_at = Change.Standing.DROPPED, timezone.now()
    change.save(update_fields=["standing", "ended_at"])
    asked = Member.objects.filter(consents__change=change)
    record(actor=None, verb="renewal.dropped", target=change, concerns=asked)
