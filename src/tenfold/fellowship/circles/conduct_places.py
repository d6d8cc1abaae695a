"""What the room of conduct asks of the circles: who sits where and with whom, and that a decided seat ends."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tenfold.fellowship.conduct.places import Places, SeatHeld, use
from tenfold.fellowship.conduct.signals import seat_to_end

from .models import Circle, Seat
from .names import circle_name


def make_known() -> None:
    """Tell the room of conduct how to ask; called once, when the program starts."""
    use(
        Places(
            beside=beside,
            ever_beside=ever_beside,
            seated_in=seated_in,
            seats_of=seats_of,
            name_of=name_of,
            address_of=address_of,
        )
    )
    seat_to_end.connect(end_decided_seat, dispatch_uid="circles.end_decided_seat")


def beside(member_id: int) -> set[int]:
    """Who sits in one ten with a member now."""
    own = Seat.objects.filter(member=member_id, level=1, left_at__isnull=True).values("circle")
    return _others(Seat.objects.filter(circle__in=own, left_at__isnull=True), member_id)


def ever_beside(member_id: int) -> set[int]:
    """Who sits or once sat with a member: in a circle of any level, one of them after the other does not count."""
    met: set[int] = set()
    for circle, since, left_at in Seat.objects.filter(member=member_id).values_list("circle", "since", "left_at"):
        others = Seat.objects.filter(circle=circle).exclude(left_at__lt=since)
        if left_at is not None:
            others = others.filter(since__lte=left_at)
        met |= _others(others, member_id)
    return met


def _others(seats: Any, member_id: int) -> set[int]:
    return set(seats.values_list("member_id", flat=True)) - {member_id}


def seated_in(where: str) -> set[int]:
    """Who sits in a circle now."""
    circle = _circle(where)
    return set(circle.seats.filter(left_at__isnull=True).values_list("member_id", flat=True)) if circle else set()


def seats_of(member_id: int) -> list[SeatHeld]:
    """The seats of a member, the ten first."""
    seats = Seat.objects.filter(member=member_id, left_at__isnull=True).select_related("circle").order_by("level")
    return [SeatHeld(_where(seat.circle), _called(seat.circle)) for seat in seats]


def name_of(where: str) -> str:
    """What a circle is called; "" where there is none, and for a proposal, which only stewards know of."""
    circle = _circle(where)
    return _called(circle) if circle and circle.standing != Circle.Standing.PROPOSED else ""


def address_of(where: str) -> str:
    """The address of a circle's page."""
    level, number = where.split("-")
    return reverse("circle", args=[int(level), int(number)])


def end_decided_seat(*, actor: Any, member: Any, where: str, **_more: Any) -> None:
    """End the seat that a decision ends; where it was left in the meantime, there is nothing to end."""
    from .actions.ending import end_seat

    circle = _circle(where)
    seat = circle.seats.filter(member=member, left_at__isnull=True).first() if circle else None
    if seat is not None:
        end_seat(actor=actor, seat=seat)


def _circle(where: str) -> Circle | None:
    level, _dash, number = where.partition("-")
    if not (level.isdecimal() and number.isdecimal() and len(where) <= 12):
        return None
    return Circle.objects.filter(level=int(level), number=int(number)).first()


def _where(circle: Circle) -> str:
    return f"{circle.level}-{circle.number}"


def _called(circle: Circle) -> str:
    return circle_name(circle.level, circle.number, circle.name)
