"""Taking a seat and leaving one. Only the member's own act makes a seat, and only theirs is needed to leave."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.actions.waiting import stop_waiting
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.models import Standing as MemberStanding

from ..apart import kept_apart_in
from ..holding import held, lock_together
from ..models import LIVE, Circle, Formation, Placement, Seat
from ..options import RunOptions
from ..refusals import Refused
from ..returning import may_come_back
from ..signals import seat_left, seat_taken
from .locks import lock_circles
from .settling import settle

ANSWERABLE = (Placement.Standing.OFFERED, Placement.Standing.DECLINED, Placement.Standing.LAPSED)
"""Who said no, or did not answer in time, may still say yes while there is a chair that nobody else is asked for."""


@transaction.atomic
def accept_placement(*, actor: Account, placement: Placement) -> Seat | None:
    """Take the proposed seat. Whoever already has one at this level moves: the former seat is left in the same act.

    :returns: None where the yes holds only together with that of others, and waits for them.
    :raises PermissionDenied: if the placement is somebody else's.
    :raises Refused: if it is no longer open, the circle is full, or a delegate has no seat below. A proposal that was
        open stays open then.
    """
    lock_together(placement)
    member = lock_own(actor, placement.member_id)
    asked = (
        Placement.objects.select_for_update(of=("self",)).select_related("formation", "replaces").get(pk=placement.pk)
    )
    if asked.standing == Placement.Standing.ACCEPTED:
        return _seat_already_taken(asked)
    if asked.standing not in ANSWERABLE or asked.formation.standing != Formation.Standing.PUBLISHED:
        raise Refused(_("This proposal is no longer open."))
    return None if held(asked, actor) else _sit_down(actor, member, asked)


@transaction.atomic
def come_back(*, actor: Account, circle: Circle) -> Seat:
    """Return into a ten that one left a while ago, where a chair is free and its language and hour still fit.

    :raises PermissionDenied: for whoever is not a member.
    :raises Refused: if it cannot be; the message says why, as far as it is the member's own to know.
    """
    member = _lock_member_of(actor)
    may_come_back(member, circle)
    now = timezone.now()
    formation = Formation.objects.create(
        kind=Formation.Kind.OFFER,
        standing=Formation.Standing.PUBLISHED,
        started_by=actor,
        finished_at=now,
        published_at=now,
        for_date=now.date(),
        options=RunOptions().as_json() | {"came_back": True},
    )
    asked = Placement.objects.create(
        formation=formation,
        circle=circle,
        member=member,
        standing=Placement.Standing.DRAFT,
        explanation={"came_back": True},
        offered_at=now,
    )
    return _sit_down(actor, member, asked)


def _sit_down(actor: Account, member: Member, asked: Placement) -> Seat:
    """Turn a placement into a seat; the member and the placement are locked."""
    concerned = set(open_seats(member.pk, from_level=asked.level).values_list("circle_id", flat=True))
    concerned |= _withdraw_what_this_ends(member, asked)
    circles = lock_circles(concerned | {asked.circle_id})
    chair = _free_chair(circles[asked.circle_id], asked)
    _leave(open_seats(member.pk, from_level=asked.level), actor=actor)
    if asked.replaces is not None and asked.level > 1:
        # the voice of a circle passes on: its former delegate lays it down, their seat below stays
        _leave(Seat.objects.filter(pk=asked.replaces.pk, level=asked.level, left_at__isnull=True), actor=actor)
    asked.standing = Placement.Standing.ACCEPTED
    asked.decided_at = timezone.now()
    asked.answer = ""
    asked.reasons = []
    asked.save(update_fields=["standing", "decided_at", "answer", "reasons"])
    seat = Seat.objects.create(
        circle_id=asked.circle_id,
        member=member,
        level=asked.level,
        placement=asked,
        chair=chair,
        chairs=circles[asked.circle_id].seats_max,
    )
    if asked.level == 1:
        stop_waiting(member=member)
    seat_taken.send(sender=Seat, seat=seat, actor=actor)
    for circle in circles.values():
        settle(circle)
    verb = "circles.come_back" if asked.explanation.get("came_back") else "circles.accept"
    record(actor=actor, verb=verb, target=asked, concerns=[member], details={"circle": asked.circle_id})
    return seat


def _withdraw_what_this_ends(member: Member, asked: Placement) -> set[int]:
    """Take back the other open proposals that a yes makes pointless: of this level, and voices of the former circle.

    :returns: the circles that they were in.
    """
    above = set()
    circle = Circle.objects.select_related("parent").get(pk=asked.circle_id)
    while (parent := circle.parent) is not None:
        above.add(parent.pk)
        circle = parent
    others = Placement.objects.filter(
        member=member, level__gte=asked.level, standing=Placement.Standing.OFFERED
    ).exclude(pk=asked.pk)
    return _withdraw(others.exclude(level__gt=asked.level, circle__in=above))


def _seat_already_taken(placement: Placement) -> Seat:
    seat: Seat = placement.seat
    if seat.left_at is not None:
        raise Refused(_("You have left this circle. A new proposal can bring you back."))
    return seat


def _free_chair(circle: Circle, placement: Placement) -> int:
    """The first chair nobody sits on. Who comes late does not take one for which somebody else is asked."""
    if circle.standing not in LIVE:
        raise Refused(_("This circle has closed. You will be part of the next proposal."))
    sitting = Seat.objects.filter(circle=circle, left_at__isnull=True)
    if placement.replaces_id is not None and placement.level > 1:
        sitting = sitting.exclude(pk=placement.replaces_id)
    taken = set(sitting.values_list("chair", flat=True))
    promised = 0
    if placement.standing != Placement.Standing.OFFERED:
        offers = Placement.objects.filter(circle=circle, standing=Placement.Standing.OFFERED)
        promised = offers.exclude(pk=placement.pk).count()
    if len(taken) + promised >= circle.seats_max:
        raise Refused(_("All seats of this circle are taken by now. You will be part of the next proposal."))
    if kept_apart_in(circle, placement.member_id):
        raise Refused(_("This seat is no longer free. You will be part of the next proposal."))
    if placement.level > 1 and not _sits_below(circle, placement):
        raise Refused(_("A delegate first takes the seat in the circle whose voice they carry."))
    if placement.level > 1 and _carried(circle, placement):
        raise Refused(_("Somebody else of your circle carries its voice by now. You may be asked again."))
    return next(chair for chair in range(circle.seats_max) if chair not in taken)


def _sits_below(circle: Circle, placement: Placement) -> bool:
    return Seat.objects.filter(
        member_id=placement.member_id, level=placement.level - 1, circle__parent=circle, left_at__isnull=True
    ).exists()


def _carried(circle: Circle, placement: Placement) -> bool:
    """Whether another already carries the voice that is proposed: a circle has one voice in the circle above."""
    below = Seat.objects.filter(member_id=placement.member_id, level=placement.level - 1, left_at__isnull=True)
    beside = Seat.objects.filter(circle__in=below.values("circle"), left_at__isnull=True)
    carriers = Seat.objects.filter(circle=circle, left_at__isnull=True, member__in=beside.values("member"))
    return carriers.exclude(pk=placement.replaces_id or 0).exists()


@transaction.atomic
def leave_circle(*, actor: Account, seat: Seat) -> None:
    """Leave a circle, at once. The voice a delegate carried upwards from it is laid down in the same act.

    :raises PermissionDenied: if the seat is somebody else's.
    """
    member = lock_own(actor, seat.member_id)
    if not open_seats(member.pk, from_level=seat.level).filter(pk=seat.pk).exists():
        return
    vacate(member, seats_from=seat.level, offers_from=seat.level + 1, actor=actor)
    record(actor=actor, verb="circles.leave", target=seat, concerns=[member], details={"circle": seat.circle_id})


@transaction.atomic
def clear_places_of(*, member: Member) -> None:
    """Close every seat and withdraw every proposal of a member who leaves the fellowship."""
    locked = Member.objects.select_for_update().get(pk=member.pk)
    if circles := vacate(locked, seats_from=1, offers_from=1, actor=None):
        record(actor=None, verb="circles.clear", concerns=[member], details={"circles": sorted(circles)})


def open_seats(member_id: int, *, from_level: int) -> QuerySet[Seat]:
    """The seats a member holds now, at a level and above; the member's row is locked, so nobody adds to them."""
    return Seat.objects.filter(member_id=member_id, level__gte=from_level, left_at__isnull=True)


def vacate(member: Member, *, seats_from: int, offers_from: int, actor: Account | None) -> set[int]:
    """Leave a locked member's seats and take back what is proposed to them, from these levels up."""
    waiting = Placement.objects.filter(
        member=member,
        level__gte=offers_from,
        standing__in=[Placement.Standing.DRAFT, Placement.Standing.OFFERED],
    )
    withdrawn = _withdraw(waiting)
    left = set(open_seats(member.pk, from_level=seats_from).values_list("circle_id", flat=True))
    circles = lock_circles(left | withdrawn)
    _leave(open_seats(member.pk, from_level=seats_from), actor=actor)
    for circle in circles.values():
        settle(circle)
    return set(circles)


def withdraw_above(member: Member, placement: Placement, *, standing: str = Placement.Standing.WITHDRAWN) -> set[int]:
    """Take back the voices that one formation proposed to a locked member above a seat they do not take."""
    above = Placement.objects.filter(
        member=member,
        formation=placement.formation_id,
        level__gt=placement.level,
        standing__in=[Placement.Standing.DRAFT, Placement.Standing.OFFERED],
    )
    return _withdraw(above, standing=standing)


def _withdraw(waiting: QuerySet[Placement], *, standing: str = Placement.Standing.WITHDRAWN) -> set[int]:
    """Lock placements in their order and close them; returns the circles they were in."""
    found = list(waiting.select_for_update().order_by("pk"))
    Placement.objects.filter(pk__in=[placement.pk for placement in found]).update(
        standing=standing, decided_at=timezone.now()
    )
    return {placement.circle_id for placement in found}


def _leave(seats: QuerySet[Seat], *, actor: Account | None) -> None:
    """Close seats, whose circles are locked; a pause ends with the seat."""
    leaving = list(seats.order_by("level"))
    now = timezone.now()
    Seat.objects.filter(pk__in=[seat.pk for seat in leaving]).update(left_at=now, paused_until=None)
    for seat in leaving:
        seat.left_at, seat.paused_until = now, None
        seat_left.send(sender=Seat, seat=seat, actor=actor)


def lock_own(actor: Account, member_id: int) -> Member:
    """The actor's own row, locked.

    :raises PermissionDenied: if it is somebody else's.
    :raises Refused: for whoever has not entered.
    """
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None or member.account_id is None or member.account_id != actor.pk:
        raise PermissionDenied(_("Only the person themselves can answer for their seat."))
    if member.standing != MemberStanding.ENTERED:
        raise Refused(_("First enter the fellowship; then you can answer."))
    return member


def _lock_member_of(actor: Account) -> Member:
    member = Member.objects.select_for_update().filter(account=actor, standing=MemberStanding.ENTERED).first()
    if member is None:
        raise PermissionDenied(_("You are not a member."))
    return member
