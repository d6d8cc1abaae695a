"""What can be done for one circle: other places for those who cannot come, people from the line, another hour, joining
another circle, parting in two. Each remedy is tried on the table, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np

from tenfold.engine.formation.problem import NOBODY

from .proper import breaks, is_proper
from .table import Table, Time
from .times import times_for

TIMES = 6
"""So many other hours are tried for a circle."""

PARTNERS = 12
"""So many other circles are tried to join."""

LINE = 40
"""So many of those who wait are compared for one seat: the ones who wait longest."""

Steps = list[tuple[Any, ...]]


def heal(table: Table, circle: int) -> bool:
    """Do the best that can be done for a circle with the circles there are; whether anything was."""
    return _best_of(table, _remedies(table, circle))


def heal_anew(table: Table, circle: int) -> bool:
    """Open a new circle for those who cannot come to this one or ask to go. To be tried when nothing else is left: a
    new circle takes the yes of many, a seat elsewhere that of one."""
    return _best_of(table, (partial(gather, table, circle, new) for new in _free(table)))


def _best_of(table: Table, remedies: Iterable[Callable[[], None]]) -> bool:
    best, steps = table.cost(), None
    for remedy in remedies:
        mark = table.mark()
        remedy()
        polish(table, table.since(mark))
        if table.cost() < best and is_proper(table):
            best, steps = table.cost(), table.since(mark)
        table.undo(mark)
    if steps:
        table.take(steps)
    return steps is not None


def _remedies(table: Table, circle: int) -> Iterator[Callable[[], None]]:
    yield partial(_as_it_is, table, circle)
    around = sorted(table.people[circle])
    present = table.present(circle)
    quarters, now = table.quarters[circle], table.times[circle]
    asked = circle < table.old and bool(table.case.rehours[circle])
    if table.may_retime(circle):
        for time in times_for(table, around[:60], quarters, near=now, fewest=1, other=asked)[:TIMES]:
            if time != now:
                yield partial(_at_another_hour, table, circle, time)
    if not table.whole[circle]:
        yield partial(_dissolve, table, circle)
    for other in () if table.whole[circle] else _partners(table, circle):
        both = sorted(table.people[other]) + present
        for time in times_for(table, both[:60], table.quarters[other], near=table.times[other])[:2]:
            yield partial(_join, table, circle, other, time)
    for new in _free(table):
        if circle < table.old and table.case.divides[circle] and len(present) > 1:
            for time in (now, *times_for(table, present[:60], quarters, near=now)[:2]):
                yield partial(_part, table, circle, new, time)


def _free(table: Table) -> Iterable[int]:
    """The first circle that is not used yet."""
    return [c for c in range(table.old, table.count) if not table.people[c]][:1]


def _as_it_is(table: Table, circle: int) -> None:
    """Other places for those who cannot come or ask to go, then people from the line."""
    for person in sorted({*table.misfits(circle), *_askers(table, circle), *_conflicting(table, circle)}):
        _elsewhere(table, person)
    fill(table, circle)


def _at_another_hour(table: Table, circle: int, time: Time) -> None:
    table.retime(circle, time)
    _as_it_is(table, circle)


def _askers(table: Table, circle: int) -> list[int]:
    return [p for p in table.present(circle) if table.asks[p] and table.home[p] == circle]


def _conflicting(table: Table, circle: int) -> list[int]:
    return [p for one in table.ailments(circle) if len(one.people) == 2 for p in one.people if not table.paused[p]]


def _elsewhere(table: Table, person: int, *, must: bool = False) -> None:
    """Seat a person in the circle where it costs least; where they are, if that costs no more and they need not go."""
    left = table.circle[person]
    best, where = (table.cost() if not must else (1 << 30, 0.0)), left
    for to in places(table, person):
        mark = table.mark()
        table.move(person, to)
        if table.cost() < best and not breaks(table, to):
            best, where = table.cost(), to
        table.undo(mark)
    table.move(person, where)


def places(table: Table, person: int) -> list[int]:
    """The other circles that a person could be proposed; one who waits only where somebody is needed."""
    here = table.circle[person]
    waits = table.home[person] == NOBODY
    return [
        c
        for c in table.able(person)
        if c != here and table.people[c] and (not waits or needs(table, c)) and table.may_enter(person, c)
    ]


def needs(table: Table, circle: int) -> bool:
    """Whether one more of the line is asked into a circle: as many as it wishes; where anything lacks, up to the
    usual size."""
    came = sum(table.home[p] == NOBODY for p in table.people[circle])
    wanted = table.wanted[circle]
    usual = min(table.problem.size.target, table.most[circle])
    return came < wanted or (table.open[circle] and len(table.people[circle]) < usual)


def fill(table: Table, circle: int) -> None:
    """Ask people of the line, the best for the circle first, as long as it needs somebody."""
    while needs(table, circle):
        best, who = table.cost(), NOBODY
        for person in _line(table, circle):
            mark = table.mark()
            table.move(person, circle)
            if table.cost() < best:
                best, who = table.cost(), person
            table.undo(mark)
        if who == NOBODY:
            return
        table.move(who, circle)


def _line(table: Table, circle: int) -> list[int]:
    waiting = (p for p, c in enumerate(table.circle) if c == NOBODY and table.home[p] == NOBODY)
    return _first((p for p in waiting if table.may_enter(p, circle)), LINE)


def _first(found: Iterable[int], most: int) -> list[int]:
    return [one for _, one in zip(range(most), found, strict=False)]


def _dissolve(table: Table, circle: int) -> None:
    """Seat everybody who is here in other circles, those with the fewest choices first."""
    present = table.present(circle)
    choices = {p: len(places(table, p)) for p in present}
    for person in sorted(present, key=lambda p: (choices[p], p)):
        _elsewhere(table, person, must=True)


def _partners(table: Table, circle: int) -> list[int]:
    """Circles that lack something too and could hold both, those with most people first."""
    here = len(table.present(circle))
    found = [
        other
        for other in range(table.old)
        if other != circle
        and table.present(other)
        and not table.whole[other]
        and len(table.people[other]) + here <= table.most[other]
    ]
    return sorted(found, key=lambda other: (-len(table.people[other]), other))[:PARTNERS]


def _join(table: Table, circle: int, other: int, time: Time) -> None:
    """Bring everybody of a circle into another one, which may change its hour for that."""
    if time != table.times[other]:
        table.retime(other, time)
    for person in table.present(circle):
        if table.may_enter(person, other):
            table.move(person, other)
    for person in (*table.misfits(other), *table.present(circle)):
        _elsewhere(table, person)
    fill(table, other)


def gather(table: Table, circle: int, new: int) -> None:
    """Open a new circle for those who cannot come to this one or ask to go, together with others like them and with
    people of the line."""
    own = {*table.misfits(circle), *_askers(table, circle)}
    if not own:
        return
    others = [p for c in range(table.old) if c != circle for p in {*table.misfits(c), *_askers(table, c)}]
    line = [p for p, c in enumerate(table.circle) if c == NOBODY]
    able = [*sorted(own), *sorted(others), *line][:60]
    least, target = table.problem.size.min, table.problem.size.target
    for time in times_for(table, able, table.quarters[new], near=table.times[circle], fewest=least)[:1]:
        table.retime(new, time)
        for person in able:
            if len(table.people[new]) < target and table.may_enter(person, new):
                table.move(person, new)
        fill(table, circle)


def _part(table: Table, circle: int, new: int, time: Time) -> None:
    """Let a circle become two: as few go as are needed, those first from whom the others differ least."""
    table.part(new, circle)
    table.retime(new, time)
    least = table.problem.size.min
    movable = [p for p in table.present(circle) if table.fits(p, time, table.quarters[new])]
    line = [p for p in _line(table, circle) if table.fits(p, time, table.quarters[new])]
    go = max(1, least - len(line))
    while len(table.people[new]) < go and movable:
        worths = []
        for person in movable:
            mark = table.mark()
            table.move(person, new)
            worths.append((round(table.totals[1], 9), -person))
            table.undo(mark)
        person = movable.pop(int(np.argmax([worth for worth, _ in worths])))
        table.move(person, new)
    fill(table, new)
    fill(table, circle)


def polish(table: Table, steps: Steps) -> None:
    """Take back what was not needed, and look for better places, and better people from the line, for each step."""
    for _ in range(3):
        before = table.cost()
        for kind, which, _to in steps:
            if kind == "time":
                _try(table, [("time", which, table.began[which])])
            elif kind == "move" and table.circle[which] != table.home[which]:
                _try(table, [("move", which, table.home[which])])
                _better(table, which)
        if table.cost() == before:
            return


def _better(table: Table, person: int) -> None:
    here = table.circle[person]
    if here == NOBODY:
        return
    if table.home[person] == NOBODY:
        for other in _instead(table, person, here):
            if _try(table, [("move", person, NOBODY), ("move", other, here)]):
                return
        return
    for to in places(table, person):
        _try(table, [("move", person, to)])


def _instead(table: Table, person: int, circle: int) -> list[int]:
    """Those of the line who could come in place of somebody."""
    mark = table.mark()
    table.move(person, NOBODY)
    found = [p for p in _line(table, circle) if p != person]
    table.undo(mark)
    return found


def _try(table: Table, steps: Steps) -> bool:
    """Take steps if that costs less and breaks nothing."""
    mark, before = table.mark(), table.cost()
    table.take(steps)
    if table.cost() < before and is_proper(table):
        return True
    table.undo(mark)
    return False
