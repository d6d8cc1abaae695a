"""People who wait, and tens with room: the beginnings of stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.jobs import run_formation
from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.members.models import Member
from tests.cast import member
from tests.fellowship.circles.stories import offered, placement_of

TUESDAY_EVENING = "Tue 19:00-21:00"


def waiting_people(count: int, *, name: str = "Waiting", days: float = 0, **more: Any) -> list[Member]:
    """Members who have waited so many days; they speak Hebrew in Jerusalem and are free on Tuesday evening."""
    said = {"languages": ("he",), "zone": "Asia/Jerusalem", "country": "IL", "hours": TUESDAY_EVENING} | more
    people = [member(f"{name}{number:02}", **said) for number in range(count)]
    since = timezone.now() - timedelta(days=days)
    Member.objects.filter(pk__in=[person.pk for person in people]).update(waits_since=since)
    for person in people:
        person.waits_since = since
    return people


def nobody_else_waits() -> None:
    """The cast is there, but waits for nothing."""
    Member.objects.update(waits_since=None)


def living_ten(people: Sequence[Member], **more: Any) -> Circle:
    """A ten in which people sit, on Tuesdays at seven in the evening in Jerusalem."""
    said = {"language": "he", "seats_min": 3, "seats_max": 5} | more
    ten = offered(people, **said)
    Circle.objects.filter(pk=ten.pk).update(zone="Asia/Jerusalem", weekday=1, starts_at=time(19))
    for person in people:
        accept_placement(actor=person.account, placement=placement_of(person, ten))
    return Circle.objects.get(pk=ten.pk)


def work_off() -> None:
    """Let a worker do the formations that were started."""
    for formation in Formation.objects.filter(standing=Formation.Standing.QUEUED):
        run_formation.call(formation.pk)


def asked_for(ten: Circle) -> list[Member]:
    """Who is asked to sit in a ten now."""
    found = Placement.objects.filter(circle=ten, standing=Placement.Standing.OFFERED)
    return [placement.member for placement in found.select_related("member").order_by("pk")]
