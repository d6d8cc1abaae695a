"""Members as the problem that the engine is asked, and hours of circles as slots of its week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations

import numpy as np

from tenfold.engine.formation import Problem
from tenfold.engine.hours import DAY, QUARTER, SLOTS, best_anchor, local_week, offset, to_local
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Attribute, Member
from tenfold.people.matching import Index, Options, problem_of
from tenfold.people.person import Person

from .apart import kept_apart
from .company import unheld
from .models import Circle, Seat
from .options import RunOptions, Who
from .queries.answers import known_already
from .queries.proposals import to_be_seated

MOST_LISTED = 1000
"""No query names more rows one by one than this."""


@dataclass(frozen=True, slots=True)
class Task:
    """A problem with what is needed to read its plan; ``members`` are the primary keys by number of person."""

    problem: Problem
    index: Index
    members: tuple[int, ...]
    options: RunOptions


def whole_task(options: RunOptions, *, on: date) -> Task:
    """The problem of a run: everybody whom its options name."""
    members = None if options.who == Who.ALL else to_be_seated(options.who)
    return task_of(people_for_formation(members), options=options, on=on)


def task_of(people: Iterable[Person], *, options: RunOptions, on: date) -> Task:
    """The problem of seating these people, as the options weigh it.

    Former circles are either kept (``previous``) or, where the steward wants new ones, count as having met.
    """
    found = tuple(people)
    keys = _primary_keys(found)
    found = unheld(tuple(kept_apart(found, keys)))
    features = dict(Attribute.objects.values_list("key", "weight"))
    asked_about = {key for person in found for key in person.attributes}
    problem, index = problem_of(
        found,
        options=Options(
            size=options.size,
            minutes=options.minutes,
            weights=options.weights,
            features={key: weight for key, weight in features.items() if key in asked_about},
        ),
        on=on,
        previous=_seats_now(found) if options.keep else None,
        met=[*(() if options.keep else _met(found)), *_know_each_other(keys)],
    )
    return Task(problem, index, tuple(keys[person.id] for person in found), options)


def _primary_keys(people: Sequence[Person]) -> dict[str, int]:
    """The primary key of everybody, by their public key; of many people all are read, for a list can be too long."""
    members = Member.objects.all()
    if len(people) <= MOST_LISTED:
        members = members.filter(key__in=[person.id for person in people])
    return dict(members.values_list("key", "pk"))


def _seats_now(people: Iterable[Person]) -> Mapping[str, object]:
    """The ten that each key sits in."""
    seats = Seat.objects.filter(level=1, left_at__isnull=True).values_list("member__key", "circle_id")
    known = {person.id for person in people}
    return {key: circle for key, circle in seats if key in known}


def _met(people: Iterable[Person]) -> list[tuple[str, str, float]]:
    """Pairs who sit, or once sat, in one ten."""
    known = {person.id for person in people}
    tens: dict[int, list[str]] = defaultdict(list)
    for key, circle in Seat.objects.filter(level=1).values_list("member__key", "circle_id"):
        if key in known:
            tens[circle].append(key)
    return [(one, other, 1.0) for keys in tens.values() for one, other in combinations(sorted(set(keys)), 2)]


def _know_each_other(keys: Mapping[str, int]) -> list[tuple[str, str, float]]:
    """Pairs of whom one asked for others, because they know each other."""
    key_of = {pk: key for key, pk in keys.items()}
    pairs = {(min(pair), max(pair)) for pair in known_already()}
    return [(key_of[one], key_of[other], 1.0) for one, other in sorted(pairs) if one in key_of and other in key_of]


@dataclass(frozen=True, slots=True)
class AnchoredHour:
    """A weekly hour on the clock of one zone, and for how many of the coming 52 weeks everybody is free then."""

    zone: str
    weekday: int
    starts_at: time
    minutes: int
    weeks: int


def anchored(start: int, people: Iterable[Person], *, minutes: int, on: date) -> AnchoredHour:
    """The hour that begins at a UTC slot, on the clock on which it lasts best through the year."""
    found = list(people)
    local = np.stack([local_week(person.hours) for person in found])
    quarters = -(-minutes // QUARTER)
    zone, weeks = best_anchor(local, [person.zone for person in found], start, quarters, on)
    weekday, past_midnight = to_local(start, zone, on)
    return AnchoredHour(zone, weekday, time(*divmod(past_midnight, 60)), minutes, weeks)


def slot_of(circle: Circle, *, on: date) -> int:
    """The UTC slot at which a circle's hour begins, by the clocks of a date: the inverse of :func:`anchored`."""
    local = circle.weekday * DAY + (circle.starts_at.hour * 60 + circle.starts_at.minute) // QUARTER
    return (local - offset(circle.zone, on) // QUARTER) % SLOTS


def is_free_at(person: Person, circle: Circle, *, on: date) -> bool:
    """Whether a person is free for the whole hour of a circle, by the clocks of a date."""
    begin = slot_of(circle, on=on) + offset(person.zone, on) // QUARTER  # on the person's own clock
    hour = (begin + np.arange(-(-circle.minutes // QUARTER))) % SLOTS
    return bool(local_week(person.hours)[hour].all())
