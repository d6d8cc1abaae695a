"""How the stories of this room begin: tens under a hundred, each with a voice there."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.circles.options import RunOptions
from tenfold.fellowship.members.models import Member
from tests.fellowship.circles.stories import ten_of

EVENING = "Mon 17:00-23:45; Tue 00:00-02:00"
"""Hours that hold Monday at eight in London on the clock of London, Moscow, Jerusalem or Lisbon."""


def a_hundred(*tens: Sequence[Member]) -> Circle:
    """A living hundred whose tens hold these people; the first of each carries its voice. All speak English."""
    formation = Formation.objects.create(
        standing=Formation.Standing.PUBLISHED,
        published_at=timezone.now(),
        for_date=timezone.now().date(),
        options=RunOptions().as_json(),
    )
    hundred = ten_of([], formation=formation, level=2, seats_min=1, seats_max=len(tens))
    for people in tens:
        ten = ten_of(people, formation=formation, parent=hundred, seats_min=1)
        for person in people:
            _speak_english_on_monday_evening(person)
            yes(person, ten)
        Placement.objects.create(
            formation=formation,
            circle=hundred,
            member=people[0],
            level=2,
            standing=Placement.Standing.OFFERED,
            explanation={"of": [1, ten.number]},
        )
        yes(people[0], hundred)
    return Circle.objects.get(pk=hundred.pk)


def yes(person: Member, circle: Circle) -> None:
    """They take the seat that is open for them there."""
    assert person.account is not None
    asked = Placement.objects.get(member=person, circle=circle, standing=Placement.Standing.OFFERED)
    accept_placement(actor=person.account, placement=asked)


def _speak_english_on_monday_evening(person: Member) -> None:
    if not person.languages.filter(code="en").exists():
        person.languages.create(code="en", rank=9)
    person.hours = EVENING
    person.zone = "Europe/London"
    person.save()
