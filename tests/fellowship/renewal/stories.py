"""How the stories of this room begin: living tens, and a re-forming carried through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement, publish_formation
from tenfold.fellowship.circles.models import Circle, Formation, Seat
from tenfold.fellowship.members.models import Account, Fellowship, Member
from tenfold.fellowship.renewal.actions.repairs import queue
from tenfold.fellowship.renewal.jobs import run_renewal
from tests.cast import member
from tests.fellowship.circles.stories import offered, placement_of

MONDAY, TUESDAY = "Mon 19:00-21:00", "Tue 19:00-21:00"


def small_tens(least: int = 2) -> None:
    """A fellowship of tens of two (or so many) to four."""
    Fellowship.objects.filter(pk=1).update(size_min=least, size_target=3, size_max=4)


def people(names: str, **said: Any) -> list[Member]:
    """Members with one hour and one language each."""
    return [member(name, **{"hours": MONDAY, **said}) for name in names.split()]


def account(person: Member) -> Account:
    assert person.account is not None
    return person.account


def ten(people: Sequence[Member], *, weekday: int = 0, least: int = 2, most: int = 4, **said: Any) -> Circle:
    """A living ten in which these people sit; at eight in London unless something else is said."""
    circle = offered(people, seats_min=least, seats_max=most)
    fields = {"weekday": weekday, "starts_at": time(20), "zone": "Europe/London", **said}
    Circle.objects.filter(pk=circle.pk).update(**fields)
    for person in people:
        accept_placement(actor=account(person), placement=placement_of(person, circle))
    Circle.objects.filter(pk=circle.pk).update(standing=Circle.Standing.ALIVE)
    circle.refresh_from_db()
    return circle


def found_by(steward: Member, kind: str = Formation.Kind.REPAIR) -> Formation:
    """A re-forming that a steward started, as it comes from the worker."""
    with transaction.atomic():
        formation = queue(kind=kind, actor=account(steward))
    run_renewal.func(formation.pk)
    formation.refresh_from_db()
    return formation


def published_by(steward: Member) -> Formation:
    formation = found_by(steward)
    publish_formation(actor=account(steward), formation=formation)
    formation.refresh_from_db()
    return formation


def sits_in(person: Member) -> Circle | None:
    seat = Seat.objects.filter(member=person, level=1, left_at__isnull=True).select_related("circle").first()
    return seat.circle if seat else None


def free(person: Member, hours: str) -> None:
    person.hours = hours
    person.save(update_fields=["hours"])


def wait_no_more(people: Sequence[Member]) -> None:
    Member.objects.filter(pk__in=[person.pk for person in people]).update(waits_since=None)


def wait(person: Member) -> None:
    person.waits_since = timezone.now()
    person.save(update_fields=["waits_since"])
