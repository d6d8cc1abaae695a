"""How the stories of this room begin: a proposal for some of the cast, published or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from django.utils import timezone

from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.circles.options import RunOptions
from tenfold.fellowship.members.models import Member
from tests.cast import member


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


def crowd(count: int) -> list[Member]:
    """Members beyond the cast who share a language and an evening, and differ in origin and country."""
    origins, countries = ("north", "south", "east", "west"), ("GB", "IE", "PT")
    return [
        member(
            f"Person{number:02}",
            languages=("en", "he") if number % 3 else ("en",),
            zone=("Europe/London", "Europe/Lisbon")[number % 2],
            hours="Mon 18:00-22:00; Wed 19:00-21:00",
            country=countries[number % 3],
            origin=origins[number % 4],
        )
        for number in range(count)
    ]
