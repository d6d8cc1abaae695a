"""What a change of clocks does to the hour of a circle: from a day on, it is at another time for some of its people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tenfold.engine.hours import DAY, QUARTER, SLOTS, local_week, offset
from tenfold.fellowship.circles.models import Circle
from tenfold.people.person import Person

WEEKS_AHEAD = 6
"""So many weeks are looked ahead: long enough to be asked, and to answer, before the clocks change."""


PASSES = timedelta(weeks=6)
"""What clocks give back within so long is no loss: between the changes of two countries lie weeks, and for these nobody
is asked to move."""


@dataclass(frozen=True, slots=True)
class Lost:
    """From a date on the hour is where somebody is not free; ``was`` and ``becomes`` are slots of their week."""

    key: str
    since: date
    was: int
    becomes: int


def days_ahead(today: date, weeks: int = WEEKS_AHEAD) -> tuple[date, ...]:
    """Today and the same weekday in the coming weeks."""
    return tuple(today + timedelta(weeks=week) for week in range(weeks + 1))


def regimes(zones: Iterable[str], days: Sequence[date]) -> list[date]:
    """The days on which the clocks of these zones stand differently than on the one before, the first among them."""
    chosen = sorted(set(zones))
    found: list[date] = []
    last: tuple[int, ...] | None = None
    for day in days:
        now = tuple(offset(zone, day) for zone in chosen)
        if now != last:
            found.append(day)
        last = now
    return found


def local_start(circle: Circle, zone: str, day: date) -> int:
    """The slot of somebody's own week at which a circle's hour begins, by the clocks of a day."""
    own = circle.weekday * DAY + (circle.starts_at.hour * 60 + circle.starts_at.minute) // QUARTER
    return (own + (offset(zone, day) - offset(circle.zone, day)) // QUARTER) % SLOTS


def is_free(person: Person, start: int, minutes: int) -> bool:
    """Whether a person is free from a slot of their own week on."""
    week = local_week(person.hours)
    return all(week[(start + step) % SLOTS] for step in range(-(-minutes // QUARTER)))


def passes(circle: Circle, person: Person, day: date) -> bool:
    """Whether somebody who is not free at the hour of a circle on a day soon is again, by a change of clocks."""
    now, then = (local_start(circle, person.zone, on) for on in (day, day + PASSES))
    return now != then and not is_free(person, now, circle.minutes) and is_free(person, then, circle.minutes)


def lost_hours(circle: Circle, people: Iterable[Person], days: Sequence[date]) -> list[Lost]:
    """Who of a circle can come now and from a day on cannot, for more than some weeks, because clocks change."""
    found = []
    for person in people:
        starts = [local_start(circle, person.zone, day) for day in days]
        if len(set(starts)) == 1 or not is_free(person, starts[0], circle.minutes):
            continue
        for day, start in zip(days, starts, strict=True):
            if start == starts[0] or is_free(person, start, circle.minutes):
                continue
            if not passes(circle, person, day):
                found.append(Lost(person.id, _first_day(circle, person.zone, starts[0], day), starts[0], start))
                break
    return found


def _first_day(circle: Circle, zone: str, was: int, by: date) -> date:
    """The first of the seven days up to ``by`` on which the hour has moved."""
    day = by
    while day > by - timedelta(days=7) and local_start(circle, zone, day - timedelta(days=1)) != was:
        day -= timedelta(days=1)
    return day
