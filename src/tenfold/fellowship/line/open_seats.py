"""Open seats of circles that exist, and who of the line they are offered to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Count as CountRows
from django.db.models import Q

from tenfold.engine.formation import NOBODY
from tenfold.engine.formation.offers import Doors, fill
from tenfold.engine.hours import QUARTER
from tenfold.fellowship.circles.apart import pairs_kept_apart
from tenfold.fellowship.circles.bridge import Task, is_free_at, slot_of, task_of
from tenfold.fellowship.circles.by_hand import hand
from tenfold.fellowship.circles.explaining import reader_of
from tenfold.fellowship.circles.models import Circle, Placement, Seat
from tenfold.fellowship.circles.options import RunOptions
from tenfold.fellowship.circles.proposal import CircleDraft, PlacementDraft, Proposal
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Fellowship, Member

from .queries import waiting

MOST_DOORS = 2000
"""Of so many circles at most the open seats are offered in one round, those with fewest people first."""

AGAIN_AFTER = timedelta(days=60)
"""Who did not answer is asked for the same ten again after so long at the earliest, when others had their turn."""

LONG = timedelta(weeks=3)
"""Who has waited so long is also offered a chair of a ten that has as many people as is usual, but not its most."""

TAKES_PEOPLE = (Circle.Standing.FORMING, Circle.Standing.ALIVE)

Wishes = Callable[[Sequence[Circle]], Mapping[int, int]]
_wishes: list[Wishes] = []


def ask_tens(wishes: Wishes) -> None:
    """Let a room say how many more people tens wish for: ``wishes(circles)`` gives numbers by primary key.

    It counts instead of what the usual size leaves open: 0 for a ten that wants to stay as it is, more for one that
    asked for new members (never beyond its most seats). Called in ``AppConfig.ready``.
    """
    if wishes not in _wishes:
        _wishes.append(wishes)


@dataclass(frozen=True, slots=True)
class Door:
    """A ten with open chairs; ``inside`` are the members who sit there or are asked, by primary key. ``beyond``: it has
    as many people as is usual, and a chair for whoever has waited :data:`LONG`."""

    circle: Circle
    inside: tuple[int, ...]
    chairs: int
    urgent: bool
    beyond: bool = False


def open_doors(here: Fellowship, *, beyond: bool = False) -> list[Door]:
    """Tens that are forming or alive and have chairs to offer now, those that cannot begin yet first. Three queries.

    A chair that somebody is asked for, or that is kept for somebody who pauses, is not open.

    :param beyond: also tens of the usual size, with one chair each; not those that wish to stay as they are.
    """
    asked = Q(placements__standing=Placement.Standing.OFFERED)
    tens = list(
        Circle.objects.filter(level=1, standing__in=TAKES_PEOPLE)
        .annotate(
            sit=CountRows("seats", filter=Q(seats__left_at__isnull=True), distinct=True),
            asked=CountRows("placements", filter=asked, distinct=True),
        )
        .order_by("number")
    )
    wished: dict[int, int] = {}
    for wishes in _wishes:
        wished.update(wishes(tens))
    usual = here.size_target
    chairs = {
        ten.pk: min(wished.get(ten.pk, max(usual - ten.sit, 0)) - ten.asked, ten.seats_max - ten.sit - ten.asked)
        for ten in tens
    }
    large = {
        ten.pk
        for ten in tens
        if beyond and chairs[ten.pk] <= 0 and ten.pk not in wished and ten.sit + ten.asked < ten.seats_max
    }
    chairs |= dict.fromkeys(large, 1)
    open_now = [ten for ten in tens if chairs[ten.pk] > 0]
    open_now.sort(key=lambda ten: (ten.sit + ten.asked >= ten.seats_min, ten.sit + ten.asked, ten.number))
    open_now = open_now[:MOST_DOORS]
    inside = _inside(open_now)
    return [
        Door(ten, tuple(inside[ten.pk]), chairs[ten.pk], ten.sit + ten.asked < ten.seats_min, ten.pk in large)
        for ten in open_now
    ]


def _inside(tens: Sequence[Circle]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    seats = Seat.objects.filter(circle__in=tens, left_at__isnull=True)
    asked = Placement.objects.filter(circle__in=tens, standing=Placement.Standing.OFFERED)
    for rows in (seats, asked):
        for circle, member in rows.order_by("pk").values_list("circle", "member"):
            found[circle].append(member)
    return found


def _closed(tens: Sequence[Circle], now: datetime) -> Mapping[int, set[int]]:
    """For each ten those it is not offered to: who said no to it or left it, and who let it pass by not long ago."""
    found: dict[int, set[int]] = defaultdict(set)
    refused = Q(standing=Placement.Standing.DECLINED)
    passed_by = Q(standing=Placement.Standing.LAPSED, decided_at__gt=now - AGAIN_AFTER)
    for rows in (
        Placement.objects.filter(refused | passed_by, circle__in=tens),
        Seat.objects.filter(circle__in=tens, left_at__isnull=False),
    ):
        for circle, member in rows.values_list("circle", "member"):
            found[circle].add(member)
    return found


def proposal_for_open_seats(here: Fellowship, *, options: RunOptions, now: datetime) -> Proposal | None:
    """Who of the line is asked for which open chair, with the reasons; None where nobody fits."""
    doors = open_doors(here, beyond=waiting().filter(waits_since__lte=now - LONG).exists())
    codes = {door.circle.language for door in doors}
    speak = waiting().filter(languages__code__in=codes).distinct() if doors else Member.objects.none()
    since = dict(speak.values_list("pk", "waits_since"))
    if not since:
        return None
    inside = {member for door in doors for member in door.inside}
    people = people_for_formation(Member.objects.filter(Q(pk__in=speak.order_by().values("pk")) | Q(pk__in=inside)))
    task = task_of(people, options=options, on=now.date())
    number = {pk: place for place, pk in enumerate(task.members)}
    line = {number[pk]: now - (began or now) for pk, began in since.items() if pk in number}
    arrays = _as_arrays(doors, number, task, now)
    found = _fill(task, arrays, line, chairs=[0 if door.beyond else door.chairs for door in doors])
    left = {person: passed for person, passed in line.items() if passed >= LONG} if any(d.beyond for d in doors) else {}
    for _door, person in found:
        left.pop(person, None)
    found += _fill(task, arrays, left, chairs=[door.chairs if door.beyond else 0 for door in doors])
    return _proposal(task, doors, number, found) if found else None


def _fill(task: Task, doors: Doors, line: Mapping[int, timedelta], *, chairs: Sequence[int]) -> list[tuple[int, int]]:
    """Who of some people (by number, and for how long they have waited) is asked for which of these chairs."""
    if not line:
        return []
    return fill(
        task.problem,
        replace(doors, chairs=np.array(chairs, np.int32)),
        waiting=np.array(list(line), np.int32),
        waited=np.array([passed / timedelta(days=1) for passed in line.values()]),
    )


def _as_arrays(doors: Sequence[Door], number: Mapping[int, int], task: Task, now: datetime) -> Doors:
    spoken = {code: place for place, code in enumerate(task.index.languages)}
    closed = _closed([door.circle for door in doors], now)
    blocked: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs_kept_apart():
        blocked[one].add(other)
        blocked[other].add(one)
    shut = [closed[door.circle.pk].union(*(blocked[pk] for pk in door.inside)) for door in doors]
    return Doors(
        inside=[[number[pk] for pk in door.inside if pk in number] for door in doors],
        chairs=np.array([door.chairs for door in doors], np.int32),
        language=np.array([spoken.get(door.circle.language, NOBODY) for door in doors], np.int32),
        start=np.array([slot_of(door.circle, on=task.index.on) for door in doors], np.int32),
        minutes=np.array([-(-door.circle.minutes // QUARTER) * QUARTER for door in doors], np.int32),
        urgent=np.array([door.urgent for door in doors], bool),
        closed=[[number[pk] for pk in pks if pk in number] for pks in shut],
    )


def _proposal(
    task: Task, doors: Sequence[Door], number: Mapping[int, int], found: Sequence[tuple[int, int]]
) -> Proposal:
    """The offers as drafts in circles that are there, explained as any placement is."""
    chosen = sorted({door for door, _person in found})
    place_of = {door: place for place, door in enumerate(chosen)}
    places = [NOBODY] * len(task.members)
    for door in chosen:
        for pk in doors[door].inside:
            if pk in number:
                places[number[pk]] = place_of[door]
    for door, person in found:
        places[person] = place_of[door]
    reader = reader_of(task, hand(task, [doors[door].circle for door in chosen], places), by_hand=True)
    everyone = {door: _everyone(task, doors[door].circle, places, place_of[door]) for door in chosen}
    return Proposal(
        circles=tuple(CircleDraft.of(doors[door].circle) for door in chosen),
        placements=tuple(
            PlacementDraft(
                place_of[door],
                task.members[person],
                reader.kept(reader.explain(person)) | {"everyone": everyone[door], "alternative": None},
            )
            for door, person in found
        ),
        quality={"people": len(found), "seated": len(found), "circles": len(chosen)},
    )


def _everyone(task: Task, circle: Circle, places: Sequence[int], place: int) -> dict[str, bool]:
    """What is true of everybody in the ten by now: people change their hours and languages after they sat down."""
    people = [task.index.people[person] for person, there in enumerate(places) if there == place]
    return {
        "speak": all(circle.language in person.languages for person in people),
        "free": all(is_free_at(person, circle, on=task.index.on) for person in people),
    }
