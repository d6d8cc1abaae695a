"""The nest from the whole down to one's own ten: how many people where, and the way between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, QuerySet

from tenfold.fellowship.members.models import Member, MemberLanguage, Standing

from ..models import LIVE, Circle, Seat
from .mine import my_seats

MOST_RINGS = 60
"""The whole is drawn with so many rings of its own at most; what stands apart beyond them is counted together."""

FEWEST_SHOWN = 5
"""A country, language or origin is named only when so many people share it: fewer could be known by name, and what
they said of themselves was said to their ten."""


SECONDS_KEPT = 300
"""For so long what was counted of languages, countries and origins is told again."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle with the people below it, ready to be drawn; ``circle`` is None for what is counted together."""

    circle: Circle | None
    people: int
    mine: bool
    children: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How many people share one value; ``value`` is "" for all that are too few to be named."""

    value: str
    people: int


@dataclass(frozen=True, slots=True)
class Whole:
    """The fellowship counted: members, those seated, circles per level, and what they bring together."""

    members: int
    seated: int
    circles: dict[int, int]
    countries: tuple[Share, ...]
    languages: tuple[Share, ...]
    origins: tuple[Share, ...]
    countries_count: int
    languages_count: int
    origins_count: int


def way_up(circle: Circle) -> list[Circle]:
    """The circle and all above it, the nearest first."""
    way = [circle]
    while (above := way[-1].parent) is not None:
        way.append(above)
    return way


def own_way(member: Member | None) -> list[Circle]:
    """The reader's ten and all above it; empty for whoever has no seat. One query."""
    seats = my_seats(member) if member is not None else []
    return way_up(seats[0].circle) if seats else []


def top_rings(member: Member | None) -> tuple[Ring, ...]:
    """The circles that stand directly in the whole, the reader's own first, each with its children.

    At most :data:`MOST_RINGS`, the rest counted in a last ring without a circle.
    """
    own = own_way(member)
    tops = list(Circle.objects.filter(parent__isnull=True, standing__in=LIVE))
    mine = {circle.pk for circle in own}
    tops.sort(key=lambda top: (top.pk not in mine, -top.level, top.number))
    shown, rest = tops[:MOST_RINGS], tops[MOST_RINGS:]
    rings = rings_of(shown, mine=mine, storeys=2 if len(tops) > 1 else 3)
    if rest:
        rings.append(Ring(None, sum(people_below(rest).values()), mine=False))
    return tuple(rings)


def ring_of(circle: Circle, member: Member | None, *, storeys: int = 3) -> Ring:
    """One circle with the circles below it, so many storeys deep. A query for each storey, and one that counts."""
    mine = {above.pk for above in own_way(member)}
    return rings_of([circle], mine=mine, storeys=storeys)[0]


def rings_of(circles: Sequence[Circle], *, mine: set[int], storeys: int) -> list[Ring]:
    """Rings for circles, with their children down to ``storeys`` levels. People are counted in the lowest shown."""
    opened = {circle.pk for circle in circles if storeys > 1 and circle.level > 1}
    below = list(live_children(circle for circle in circles if circle.pk in opened)) if opened else []
    children: dict[int, list[Ring]] = {pk: [] for pk in opened}
    if below:
        for circle, ring in zip(below, rings_of(below, mine=mine, storeys=storeys - 1), strict=True):
            children[circle.parent_id or 0].append(ring)
    people = people_below(circle for circle in circles if circle.pk not in opened)
    people |= {pk: sum(ring.people for ring in rings) for pk, rings in children.items()}
    return [
        Ring(circle, people.get(circle.pk, 0), circle.pk in mine, tuple(children.get(circle.pk, ())))
        for circle in circles
    ]


def live_children(circles: Iterable[Circle]) -> QuerySet[Circle]:
    return Circle.objects.filter(parent__in=[circle.pk for circle in circles], standing__in=LIVE).order_by("number")


def people_below(circles: Iterable[Circle]) -> dict[int, int]:
    """How many people sit in the tens below each circle (or in it, for a ten). One query for each level present."""
    by_level: dict[int, list[int]] = {}
    for circle in circles:
        by_level.setdefault(circle.level, []).append(circle.pk)
    found: dict[int, int] = {}
    for level, pks in by_level.items():
        path = "circle" + "__parent" * (level - 1)
        counted = (
            Seat.objects.filter(level=1, left_at__isnull=True, **{f"{path}__in": pks})
            .values_list(path)
            .annotate(Count("pk"))
            .order_by()
        )
        found.update(dict(counted))
    return found


def whole() -> Whole:
    """The fellowship counted. Nothing is told of fewer than :data:`FEWEST_SHOWN` people. Six queries, mostly three:
    what people bring together is counted anew when one more or less is here, and every few minutes.
    """
    members = Member.objects.filter(standing=Standing.ENTERED)
    count, seated = members.count(), Seat.objects.filter(level=1, left_at__isnull=True).count()
    circles = Circle.objects.filter(standing__in=LIVE).values_list("level").annotate(Count("pk")).order_by("level")
    key = f"brought-together:{count}:{seated}"
    brought = cache.get(key)
    if brought is None:
        brought = _brought_together(members)
        cache.set(key, brought, SECONDS_KEPT)
    return Whole(members=count, seated=seated, circles=dict(circles), **brought)


def _brought_together(members: QuerySet[Member]) -> dict[str, Any]:
    spoken = MemberLanguage.objects.filter(member__standing=Standing.ENTERED)
    values = {
        "countries": members.exclude(country="").values_list("country"),
        "languages": spoken.values_list("code"),
        "origins": members.exclude(origin="").values_list("origin"),
    }
    counted = {name: list(rows.annotate(Count("pk")).order_by()) for name, rows in values.items()}
    shares = {name: _shares(rows) for name, rows in counted.items()}
    return shares | {f"{name}_count": len(rows) for name, rows in counted.items()}


def _shares(counted: Iterable[tuple[str, int]]) -> tuple[Share, ...]:
    """Values by how many share them; the rare ones together, and only if together they are enough."""
    counts = sorted(counted, key=lambda row: (-row[1], row[0]))
    named = [Share(value, people) for value, people in counts if people >= FEWEST_SHOWN]
    others = sum(people for _, people in counts if people < FEWEST_SHOWN)
    return tuple(named) + ((Share("", others),) if others >= FEWEST_SHOWN else ())
