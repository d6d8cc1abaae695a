"""Taking a seat, refusing one, leaving one. Only the member's own act makes a seat, and only theirs is needed to leave.

Locks are taken in one order, so that no two acts wait for each other: the member's row, then circles by number.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.models import Standing as MemberStanding

from ..models import Circle, Formation, Placement, Seat
from ..refusals import Refused

FEWEST_THAT_MEET = 2
"""A living circle in which fewer people are left rests: one person cannot meet."""

ANSWERABLE = (Placement.Standing.OFFERED, Placement.Standing.DECLINED)
"""Who said no may still say yes while the circle has room."""


@transaction.atomic
def accept_placement(*, actor: Account, placement: Placement) -> Seat:
    """Take the proposed seat. Whoever already has one at this level moves: the former seat is left in the same act.

    :raises PermissionDenied: if the placement is somebody else's.
    :raises Refused: if it is no longer open, the circle is full, or a delegate has no seat below.
    """
    member = _lock_own(actor, placement.member_id)
    asked = Placement.objects.select_for_update().get(pk=placement.pk)
    if asked.standing == Placement.Standing.ACCEPTED:
        return _seat_already_taken(asked)
    if asked.standing not in ANSWERABLE or asked.formation.standing != Formation.Standing.PUBLISHED:
        raise Refused(_("This proposal is no longer open."))
    former = set(open_seats(member.pk, from_level=asked.level).values_list("circle_id", flat=True))
    circles = _lock_circles(former | {asked.circle_id})
    _check_room(circles[asked.circle_id], asked)
    open_seats(member.pk, from_level=asked.level).update(left_at=timezone.now())
    asked.standing = Placement.Standing.ACCEPTED
    asked.decided_at = timezone.now()
    asked.save(update_fields=["standing", "decided_at"])
    seat = Seat.objects.create(circle_id=asked.circle_id, member=member, level=asked.level, placement=asked)
    for circle in circles.values():
        settle(circle)
    record(actor=actor, verb="circles.accept", target=asked, concerns=[member], details={"circle": asked.circle_id})
    return seat


def _seat_already_taken(placement: Placement) -> Seat:
    seat: Seat = placement.seat
    if seat.left_at is not None:
        raise Refused(_("You have left this circle. A new proposal can bring you back."))
    return seat


def _check_room(circle: Circle, placement: Placement) -> None:
    if circle.standing == Circle.Standing.CLOSED:
        raise Refused(_("This circle has closed. You will be part of the next proposal."))
    if Seat.objects.filter(circle=circle, left_at__isnull=True).count() >= circle.seats_max:
        raise Refused(_("All seats of this circle are taken by now. You will be part of the next proposal."))
    if (
        placement.level > 1
        and not Seat.objects.filter(
            member_id=placement.member_id, level=placement.level - 1, circle__parent_id=circle.pk, left_at__isnull=True
        ).exists()
    ):
        raise Refused(_("A delegate first takes the seat in the circle whose voice they carry."))


@transaction.atomic
def decline_placement(*, actor: Account, placement: Placement) -> None:
    """Say no to a proposed seat. No reason is asked for, and nothing else changes.

    :raises PermissionDenied: if the placement is somebody else's.
    :raises Refused: if it is no longer open.
    """
    member = _lock_own(actor, placement.member_id)
    asked = Placement.objects.select_for_update().get(pk=placement.pk)
    if asked.standing == Placement.Standing.DECLINED:
        return
    if asked.standing != Placement.Standing.OFFERED:
        raise Refused(_("This proposal is no longer open. A seat you have taken can be left on the circle's page."))
    asked.standing = Placement.Standing.DECLINED
    asked.decided_at = timezone.now()
    asked.save(update_fields=["standing", "decided_at"])
    above = _withdraw(member, from_level=asked.level + 1, formation_id=asked.formation_id)
    for circle in _lock_circles(above | {asked.circle_id}).values():
        settle(circle)
    record(actor=actor, verb="circles.decline", target=asked, concerns=[member], details={"circle": asked.circle_id})


@transaction.atomic
def leave_circle(*, actor: Account, seat: Seat) -> None:
    """Leave a circle, at once. The voice a delegate carried upwards from it is laid down in the same act.

    :raises PermissionDenied: if the seat is somebody else's.
    """
    member = _lock_own(actor, seat.member_id)
    if not open_seats(member.pk, from_level=seat.level).filter(pk=seat.pk).exists():
        return
    _vacate(member, seats_from=seat.level, offers_from=seat.level + 1)
    record(actor=actor, verb="circles.leave", target=seat, concerns=[member], details={"circle": seat.circle_id})


@transaction.atomic
def clear_places_of(*, member: Member) -> None:
    """Close every seat and withdraw every proposal of a member who leaves the fellowship."""
    if circles := _vacate(member, seats_from=1, offers_from=1):
        record(actor=None, verb="circles.clear", concerns=[member], details={"circles": sorted(circles)})


def open_seats(member_id: int, *, from_level: int) -> QuerySet[Seat]:
    """The seats a member holds now, at a level and above, locked."""
    return Seat.objects.select_for_update().filter(member_id=member_id, level__gte=from_level, left_at__isnull=True)


def settle(circle: Circle) -> None:
    """Let a locked circle's standing follow its people: alive with enough, resting with one, closed with nobody.

    A living circle goes on with fewer than it began with, as long as there are people to meet.
    """
    if circle.standing in (Circle.Standing.CLOSED, Circle.Standing.PROPOSED):
        return
    seated = Seat.objects.filter(circle=circle, left_at__isnull=True).count()
    standing = circle.standing
    if seated >= circle.seats_min:
        standing = Circle.Standing.ALIVE
    elif seated == 0 and not circle.placements.filter(standing=Placement.Standing.OFFERED).exists():
        standing = Circle.Standing.CLOSED
    elif seated < FEWEST_THAT_MEET and standing == Circle.Standing.ALIVE:
        standing = Circle.Standing.RESTING
    if standing != circle.standing:
        circle.standing = standing
        circle.save(update_fields=["standing"])


def _lock_own(actor: Account, member_id: int) -> Member:
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None or member.account_id is None or member.account_id != actor.pk:
        raise PermissionDenied(_("Only the person themselves can answer for their seat."))
    if member.standing != MemberStanding.ENTERED:
        raise Refused(_("First enter the fellowship; then you can answer."))
    return member


def _lock_circles(pks: set[int]) -> dict[int, Circle]:
    return {circle.pk: circle for circle in Circle.objects.select_for_update().filter(pk__in=pks).order_by("pk")}


def _vacate(member: Member, *, seats_from: int, offers_from: int) -> set[int]:
    """Leave a locked member's seats and take back what is proposed to them, from these levels up."""
    left = set(open_seats(member.pk, from_level=seats_from).values_list("circle_id", flat=True))
    circles = _lock_circles(left | _withdraw(member, from_level=offers_from))
    open_seats(member.pk, from_level=seats_from).update(left_at=timezone.now())
    for circle in circles.values():
        settle(circle)
    return set(circles)


def _withdraw(member: Member, *, from_level: int, formation_id: int | None = None) -> set[int]:
    """Take back what is still proposed to a member (by one formation, or by any); returns the circles it was in."""
    waiting = Placement.objects.filter(
        member=member,
        level__gte=from_level,
        standing__in=[Placement.Standing.DRAFT, Placement.Standing.OFFERED],
    )
    if formation_id is not None:
        waiting = waiting.filter(formation_id=formation_id)
    circles = set(waiting.values_list("circle_id", flat=True))
    waiting.update(standing=Placement.Standing.WITHDRAWN, decided_at=timezone.now())
    return circles
