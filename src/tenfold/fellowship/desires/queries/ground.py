"""The common ground of a circle or of the whole, as it was last reckoned and may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tenfold.engine.unity.pooling import SMALLEST
from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member

from ..models import Desire, Figure, Fit
from ..reach import may_see
from .reading import with_all

SHOWN = 50
"""So many desires a page of common ground goes through at most."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A desire with what may be told of it; ``figure`` is on ``desire.figure`` and never None here."""

    desire: Desire
    figure: Figure


def told_desires(circle: Circle | None) -> QuerySet[Desire]:
    """Open desires of a circle (None: of the whole) of which something may be told."""
    found = Desire.objects.filter(circle=circle, standing=Desire.Standing.OPEN, figure__isnull=False)
    return with_all(found)


def common_ground_of(circle: Circle | None, *, viewer: Member, count: int = SHOWN) -> list[Ground]:
    """What unites, the most uniting first: by the lower bound of agreement in the side that agrees least.

    Only what every side really answered. Empty for whoever does not belong to the circle. Bounded queries.
    """
    if not may_see(viewer, circle):
        return []
    heard = told_desires(circle).filter(figure__heard=True, figure__bound__gte=0.5)
    ordered = heard.order_by("-figure__bound", "-figure__level", "pk")[:count]
    return [Ground(desire, desire.figure) for desire in ordered]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """When a circle's figures were made, from how many people and answers, and whether newer answers wait.

    ``alike`` is the interval of how often two of its people would answer a desire alike, 0.5 (as a coin would) to 1.
    """

    made_at: datetime | None
    people: int
    responses: int
    camps: int
    waiting: bool
    alike: tuple[float, float] | None


def reckoned(circle: Circle | None) -> Reckoned:
    """What stands behind the figures of a circle. One query."""
    found = Fit.objects.filter(circle=circle).first()
    if found is None or found.made_at is None:
        return Reckoned(None, 0, 0, 0, waiting=found is not None, alike=None)
    known = found.alike_low is not None and found.alike_high is not None
    alike = (found.alike_low or 0.0, found.alike_high or 0.0) if known else None
    return Reckoned(found.made_at, found.people, found.responses, found.camps, found.wanted_at is not None, alike)


def strong_of_few(circle: Circle | None, *, viewer: Member, count: int = SHOWN) -> list[Ground]:
    """Desires that a part holds dear though most do not share them, the most particular first.

    At least five said “mine too”, at most four in ten would; what is answered most unlike the usual comes first.
    """
    if not may_see(viewer, circle):
        return []
    found = told_desires(circle).filter(figure__agreed__gte=SMALLEST, figure__share__lte=0.4)
    ordered = found.order_by("-figure__specificity", "-figure__agreed", "pk")[:count]
    return [Ground(desire, desire.figure) for desire in ordered]


GUARDS = 0.3
"""A side guards a desire when so much more of it agrees than of the side that agrees least."""
COMPARED = 500
"""So many desires are looked at, those on which it depends most where people stand."""


def guarded_by_sides(circle: Circle | None, *, viewer: Member, count: int = 5) -> list[list[Ground]]:
    """For each side of a circle what it holds that another does not: what it guards for all. Empty sides are left out.

    Sides are in the order of the reckoning; they have no names, and nobody is told to be in one.
    """
    if not may_see(viewer, circle):
        return []
    found = Figure.objects.filter(desire__circle=circle, desire__standing=Desire.Standing.OPEN).exclude(sides=[])
    sides: dict[int, list[tuple[float, int]]] = {}
    for key, agreement in found.order_by("-specificity", "pk").values_list("pk", "sides")[:COMPARED]:
        most = max(range(len(agreement)), key=agreement.__getitem__)
        apart = agreement[most] - min(agreement)
        if apart >= GUARDS and agreement[most] >= 0.5:
            sides.setdefault(most, []).append((-apart, key))
    chosen = [[key for _apart, key in sorted(held)[:count]] for _side, held in sorted(sides.items())]
    rows = {
        desire.pk: desire for desire in told_desires(circle).filter(pk__in=[key for held in chosen for key in held])
    }
    return [[Ground(rows[key], rows[key].figure) for key in held if key in rows] for held in chosen]


def worth_uniting_on(circle: Circle | None, *, viewer: Member, count: int = SHOWN) -> list[Ground]:
    """The common ground once more, in the order of what it is worth: strength first, then how particular it is."""
    found = common_ground_of(circle, viewer=viewer, count=count)
    return sorted(found, key=lambda ground: (-ground.figure.strength, -ground.figure.specificity, ground.desire.pk))


def picture(circle: Circle | None, *, viewer: Member) -> dict[str, Any]:
    """The map of a circle as numbers; empty for whoever does not belong to it, and before anything was reckoned."""
    if not may_see(viewer, circle):
        return {}
    found = Fit.objects.filter(circle=circle).values_list("picture", flat=True).first()
    return dict(found or {})
