"""How many more people tens ask for, so that the waiting line offers their chairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.members.queries import fellowship

from .models import Ask
from .scene import carried


def newcomers_asked_for(tens: Sequence[Circle]) -> Mapping[int, int]:
    """For the tens that ask for a new member: up to the usual size, and one more where they have that already."""
    asking = set(Ask.objects.filter(kind=Ask.Kind.PERSON, standing=Ask.Standing.OPEN).values_list("circle", flat=True))
    concerned = [ten for ten in tens if ten.pk in asking]
    wishes = carried(concerned)
    seats = Seat.objects.filter(circle__in=concerned, left_at__isnull=True)
    sitting = dict(seats.values_list("circle").annotate(Count("pk")).order_by())
    usual = fellowship().size_target
    return {ten.pk: max(usual - sitting.get(ten.pk, 0), 1) for ten in concerned if Ask.Kind.PERSON in wishes[ten.pk]}
