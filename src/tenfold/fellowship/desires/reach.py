"""Whose a desire is to answer: everybody below its circle, or every member where it is for the whole."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tenfold.fellowship.circles.models import LIVE, Circle, Seat
from tenfold.fellowship.circles.queries.mine import PARENTS, my_seats
from tenfold.fellowship.circles.queries.nest import way_up
from tenfold.fellowship.members.models import Member, Standing

from .models import Desire

STOREYS = PARENTS.count("__") + 1


def circles_of(member: Member) -> list[Circle]:
    """The circles a member belongs to: their ten, those where they carry its voice, and all above, the ten first.

    One query. These are the circles whose desires one reads, answers and may add to, beside the whole.
    """
    found = {circle.pk: circle for seat in my_seats(member) for circle in way_up(seat.circle)}
    return sorted(found.values(), key=lambda circle: (circle.level, circle.number))


def may_see(member: Member, circle: Circle | None) -> bool:
    """Whether a member reads and answers what is desired for ``circle`` (None: for the whole)."""
    if member.standing != Standing.ENTERED:
        return False
    return circle is None or any(own.pk == circle.pk for own in circles_of(member))


def people_of(circle: Circle | None) -> QuerySet[Member]:
    """Who sits anywhere below a circle or in it; every member where it is None."""
    entered = Member.objects.filter(standing=Standing.ENTERED)
    return entered if circle is None else entered.filter(pk__in=seats_below(circle).values("member"))


def seats_below(circle: Circle) -> QuerySet[Seat]:
    """All open seats in a circle and in the circles below it."""
    within = Q(circle=circle)
    above = "circle"
    for _storey in range(min(circle.level - 1, STOREYS)):
        above += "__parent"
        within |= Q(**{above: circle})
    return Seat.objects.filter(within, left_at__isnull=True)


def audience(desire: Desire) -> QuerySet[Member]:
    """Those whose answers to a desire are asked for."""
    return people_of(desire.circle)


def open_to_desires(circle: Circle) -> bool:
    """Whether desires can still be written for a circle."""
    return circle.standing in LIVE
