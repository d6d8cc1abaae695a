"""How the stories of this room begin: a proposal for some of the cast, published or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from django.utils import timezone

from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.circles.options import RunOptions
from tenfold.fellowship.members.models import Member


def proposal_for(
    people: Sequence[Member], *, standing: str = Formation.Standing.PROPOSED, options: RunOptions | None = None
) -> Formation:
    """A formation that has come to an end, with one ten of ``people``, Mondays at eight in London."""
    formation = Formation.objects.create(
        standing=standing, for_date=date(2025, 7, 1), options=(options or RunOptions()).as_json()
    )
    ten_of(people, formation=formation)
    return formation


def ten_of(
    people: Sequence[Member],
    *,
    formation: Formation,
    level: int = 1,
    parent: Circle | None = None,
    seats_min: int = 2,
    seats_max: int = 12,
    language: str = "en",
    standing: str | None = None,
) -> Circle:
    """A circle of a formation with a placement for each of ``people``."""
    published = formation.standing == Formation.Standing.PUBLISHED
    last = Circle.objects.filter(level=level).order_by("-number").first()
    circle = Circle.objects.create(
        formation=formation,
        level=level,
        number=last.number + 1 if last else 1,
        standing=standing or (Circle.Standing.FORMING if published else Circle.Standing.PROPOSED),
        parent=parent,
        language=language,
        zone="Europe/London",
        weekday=0,
        starts_at=time(20),
        minutes=60,
        seats_min=seats_min,
        seats_max=seats_max,
    )
    Placement.objects.bulk_create(
        Placement(
            formation=formation,
            circle=circle,
            member=person,
            level=level,
            standing=Placement.Standing.OFFERED if published else Placement.Standing.DRAFT,
        )
        for person in people
    )
    return circle


def offered(people: Sequence[Member], **circle: object) -> Circle:
    """A published ten that asks ``people``."""
    formation = Formation.objects.create(
        standing=Formation.Standing.PUBLISHED,
        published_at=timezone.now(),
        for_date=date(2025, 7, 1),
        options=RunOptions().as_json(),
    )
    return ten_of(people, formation=formation, **circle)  # type: ignore[arg-type]


def placement_of(person: Member, circle: Circle) -> Placement:
    return Placement.objects.get(member=person, circle=circle)
