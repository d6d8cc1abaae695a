"""The common ground of a circle or of the whole, as it was last reckoned and may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member

from ..models import Desire, Figure, Fit
from ..reach import may_see

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
    return found.select_related("figure", "counts", "author", "from_circle").prefetch_related("renderings")


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
