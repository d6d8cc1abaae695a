"""Why those who wish for a ten have none: what each of them lacks, by counting, without the engine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.hours import local_week, parse_stretches, utc_week
from tenfold.fellowship.circles.bridge import slot_of
from tenfold.fellowship.circles.models import Circle, Placement, Seat
from tenfold.fellowship.members.models import Member, MemberLanguage, Standing
from tenfold.fellowship.members.queries import fellowship

Cells = dict[str, NDArray[np.int64]]
"""How many could meet at each start of the week (672,), by language."""


@dataclass(frozen=True)
class Lacks:
    """How many wish for a ten and have none, each counted once: the first of these that is true of them."""

    asked: int = 0
    later: int = 0
    alone: int = 0
    here: int = 0
    open_chair: int = 0
    beyond: int = 0
    passed: int = 0
    others_sit: int = 0

    @property
    def waiting(self) -> int:
        """All who wish for a ten and have none."""
        return sum(getattr(self, one.name) for one in fields(self))

    @property
    def could(self) -> int:
        """Those of them who could be seated, if everybody else were seated anew."""
        return self.waiting - self.later - self.alone


WORDS = {
    "asked": "a seat is proposed to them, and they have not answered yet",
    "later": "they asked not to be proposed anything before a day",
    "alone": "the whole fellowship has too few others for a ten who speak a language of theirs and are free with them",
    "here": "enough others in the line could meet with them: a formation is due, or found the places for others",
    "open_chair": "a ten that fits them is smaller than usual, and nobody is asked for the chair yet",
    "beyond": "tens that fit them have a chair left, but as many people as is usual",
    "passed": "tens that fit them have a chair, but they said no to each, left it, or let the proposal pass by",
    "others_sit": "those who could meet with them sit in tens that are full, at other hours or in another language",
}


@dataclass(frozen=True)
class Door:
    """A ten with a chair on which nobody sits and for which nobody is asked; ``usual`` tells whether it is as large as
    is usual, ``shut`` who said no to it, left it or let it pass by."""

    start: int
    usual: bool
    shut: frozenset[int]


def what_the_rest_lack(now: datetime) -> Lacks:
    """Count those who wish for a ten and have none."""
    here, on = fellowship(), now.date()
    members = {
        pk: (hours, zone, since is not None, not_before)
        for pk, hours, zone, since, not_before in Member.objects.filter(standing=Standing.ENTERED).values_list(
            "pk", "hours", "zone", "waits_since", "not_before"
        )
    }
    spoken: dict[int, list[str]] = defaultdict(list)
    for pk, code in MemberLanguage.objects.filter(
        member__in=Member.objects.filter(standing=Standing.ENTERED)
    ).values_list("member", "code"):
        spoken[pk].append(code)
    starts = {pk: _starts(hours, zone, here.minutes, on) for pk, (hours, zone, *_rest) in members.items()}
    offered = Placement.objects.filter(level=1, standing=Placement.Standing.OFFERED)
    asked = set(offered.values_list("member", flat=True))
    wish = [pk for pk, (_hours, _zone, waits, _day) in members.items() if waits]
    line = [pk for pk in wish if pk not in asked and not _later(members[pk][3], on)]
    everybody, in_line = _cells(members, spoken, starts), _cells(line, spoken, starts)
    doors = _doors(on, here.size_target)
    counted: dict[str, int] = defaultdict(int)
    for pk in wish:
        if pk in asked:
            counted["asked"] += 1
        elif _later(members[pk][3], on):
            counted["later"] += 1
        elif not _enough(pk, everybody, spoken, starts, here.size_min):
            counted["alone"] += 1
        elif _enough(pk, in_line, spoken, starts, here.size_min):
            counted["here"] += 1
        else:
            fitting = [door for code in spoken[pk] for door in doors.get(code, ()) if starts[pk][door.start]]
            counted[_through(fitting, pk)] += 1
    return Lacks(**counted)


def _later(day: date | None, on: date) -> bool:
    return day is not None and day > on


def _starts(hours: str, zone: str, minutes: int, on: date) -> NDArray[np.bool_]:
    """At which slots of the week in UTC somebody could begin a meeting."""
    week = utc_week(local_week(parse_stretches(hours)), zone, on)
    free = week.copy()
    for quarter in range(1, -(-minutes // 15)):
        free &= np.roll(week, -quarter)
    return free


def _cells(people: Iterable[int], spoken: dict[int, list[str]], starts: dict[int, NDArray[np.bool_]]) -> Cells:
    cells: Cells = {}
    for pk in people:
        for code in spoken[pk]:
            cells.setdefault(code, np.zeros(672, np.int64))[starts[pk]] += 1
    return cells


def _enough(
    pk: int, cells: Cells, spoken: dict[int, list[str]], starts: dict[int, NDArray[np.bool_]], least: int
) -> bool:
    return any(bool((cells[code][starts[pk]] >= least).any()) for code in spoken[pk] if code in cells)


def _through(fitting: list[Door], pk: int) -> str:
    able = [door for door in fitting if pk not in door.shut]
    if not fitting:
        return "others_sit"
    if not able:
        return "passed"
    return "beyond" if all(door.usual for door in able) else "open_chair"


def _doors(on: date, usual: int) -> dict[str, list[Door]]:
    """Open doors by language."""
    seats = Seat.objects.filter(level=1, left_at__isnull=True)
    offers = Placement.objects.filter(level=1, standing=Placement.Standing.OFFERED)
    sits, asked = (Counter(rows.values_list("circle", flat=True)) for rows in (seats, offers))
    shut: dict[int, set[int]] = defaultdict(set)
    no = Placement.objects.filter(level=1, standing__in=[Placement.Standing.DECLINED, Placement.Standing.LAPSED])
    for rows in (no, Seat.objects.filter(level=1, left_at__isnull=False)):
        for circle, member in rows.values_list("circle", "member"):
            shut[circle].add(member)
    doors: dict[str, list[Door]] = defaultdict(list)
    takes = (Circle.Standing.FORMING, Circle.Standing.ALIVE)
    for ten in Circle.objects.filter(level=1, standing__in=takes):
        taken = sits[ten.pk] + asked[ten.pk]
        if taken < ten.seats_max:
            doors[ten.language].append(Door(slot_of(ten, on=on), taken >= usual, frozenset(shut[ten.pk])))
    return doors
