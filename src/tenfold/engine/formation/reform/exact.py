"""The best change there is, by trying all: hours for the circles concerned, then a place for each person concerned.

Whole branches are left out when what is already settled is worse than the best change known (branch and bound).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tenfold.engine.formation.problem import NOBODY

from .proper import is_proper
from .remedies import Steps
from .table import Cost, Table, Time
from .times import times_for

MOST_PEOPLE = 40
"""No more people can be concerned in a search of everything."""


@dataclass(slots=True)
class Search:
    """What is tried, and the best so far; ``left`` is for how many more nodes there is patience."""

    table: Table
    best: Cost
    left: int
    most_worth: float = 0.0
    steps: Steps = field(default_factory=list)
    found: bool = False

    def look(self) -> None:
        """Keep what lies on the table if it is the best so far."""
        cost = self.table.cost()
        if cost < self.best and is_proper(self.table):
            self.best, self.steps, self.found = cost, self.table.since(0), True


def search_all(table: Table, best: Cost, nodes: int) -> tuple[Steps | None, bool]:
    """Steps from the table as it is to the best change, None if none is better than ``best``; and whether all was
    tried, or left out for a reason, within so many nodes."""
    concerned = [c for c in range(table.old) if table.open[c] or table.wishes(c)]
    people = [p for c in concerned for p in table.movable(c)]
    line = [p for p, home in enumerate(table.home) if home == NOBODY]
    if not concerned or len(people) + len(line) > MOST_PEOPLE:
        return None, not concerned
    hours = [_hours(table, c, [*people, *line]) for c in [*concerned, *range(table.old, table.count)]]
    search = Search(table, best, nodes)
    _choose_hours(search, [*concerned, *range(table.old, table.count)], hours, [*people, *line])
    return (search.steps if search.found else None), search.left > 0


def _hours(table: Table, circle: int, people: list[int]) -> list[Time]:
    """All hours of a circle that differ in who can come, as they are first."""
    now = table.times[circle]
    if circle >= table.old:
        near = table.times[0]
        return [now, *times_for(table, people, table.quarters[circle], near=near, fewest=table.problem.size.min)]
    if not table.may_retime(circle):
        return [now]
    matter = list(dict.fromkeys([*sorted(table.people[circle]), *people]))
    quarters, other = table.quarters[circle], bool(table.case.rehours[circle])
    found = times_for(table, matter, quarters, near=now, fewest=1)
    if other:
        found += times_for(table, matter, quarters, near=now, fewest=1, other=True)
    return [now, *(time for time in dict.fromkeys(found) if time != now)]


def _choose_hours(search: Search, circles: list[int], hours: list[list[Time]], people: list[int]) -> None:
    if not circles:
        table = search.table
        options = {p: _options(table, p) for p in people}
        order = sorted(people, key=lambda p: len(options[p]))
        touched = {place for places in options.values() for place in places} - {NOBODY}
        inside = {p for circle in touched for p in table.people[circle]}
        search.most_worth = table.most_worth(touched, len(inside | set(people)))
        _choose_places(search, order, options, 0)
        return
    circle, table = circles[0], search.table
    parts = [NOBODY]
    if circle >= table.old:
        parts += [c for c in range(table.old) if table.case.divides[c]]
    for time in hours[0]:
        for part in parts if time[0] != NOBODY else [NOBODY]:
            mark = table.mark()
            if time != table.times[circle]:
                table.retime(circle, time)
            if part != NOBODY:
                table.part(circle, part)
            _choose_hours(search, circles[1:], hours[1:], people)
            table.undo(mark)
            if search.left <= 0:
                return


def _options(table: Table, person: int) -> list[int]:
    """Where a person could sit, as things are first."""
    home = table.home[person]
    able = (c for c in range(table.count) if c != home and table.fits(person, table.times[c], table.quarters[c]))
    if home == NOBODY:
        able = (c for c in able if table.open[c] or table.wanted[c] > 0)
    return [home, *(c for c in able if (person, c) not in table.shut and _takes_people(table, c))]


def _takes_people(table: Table, circle: int) -> bool:
    """A circle of old in which nobody is present is not filled from others: it rests."""
    return circle >= table.old or bool(table.base[circle])


def _choose_places(search: Search, order: list[int], options: dict[int, list[int]], at: int) -> None:
    table = search.table
    search.left -= 1
    if search.left <= 0:
        return
    if at == len(order):
        search.look()
        return
    if _bound(search, order, options, at) >= search.best:
        return
    person = order[at]
    for place in options[person]:
        mark = table.mark()
        if place != table.home[person]:
            if not table.may_enter(person, place):
                continue
            table.move(person, place)
        _choose_places(search, order, options, at + 1)
        table.undo(mark)


def _bound(search: Search, order: list[int], options: dict[int, list[int]], at: int) -> Cost:
    """No completion of what is settled up to ``at`` costs less."""
    table = search.table
    price = table.problem.weights.kept
    undecided = set(order[at:])
    certain = 0
    for person in order[:at]:
        home = table.home[person]
        if home != NOBODY and table.circle[person] == home:
            certain += int(table.asks[person])
            certain += int(not table.fits(person, table.times[home], table.quarters[home]))
    could: dict[int, int] = {}
    for person in undecided:
        for place in options[person]:
            could[place] = could.get(place, 0) + 1
    for circle in {table.circle[p] for p in order[:at]} - {NOBODY}:
        here = [p for p in table.present(circle) if p not in undecided]
        able = sum(table.fits(p, table.times[circle], table.quarters[circle]) for p in here)
        if here:
            certain += max(0, table.least[circle] - able - could.get(circle, 0))
    moved = sum(table.circle[p] != table.home[p] and table.home[p] != NOBODY and not table.asks[p] for p in order[:at])
    return certain, round(float(price * moved - search.most_worth), 9)
