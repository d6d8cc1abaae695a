"""What every change must keep, whatever part of it people agree to."""

from __future__ import annotations

from tenfold.engine.formation.problem import NOBODY

from .table import Table


def is_proper(table: Table) -> bool:
    """Whether what is on the table may be proposed."""
    changed = [c for c in range(table.count) if table.people[c] != table.base[c]]
    return not breaks(table) and all(_can_come(table, c) and not _too_many_came(table, c) for c in changed)


def breaks(table: Table, circle: int | None = None) -> bool:
    """Whether a circle that was whole (any, or this one) is not any more, or would not be without newcomers, or
    whether a new one is not whole, or only for people of the line, who have formations of their own."""
    circles = range(table.count) if circle is None else (circle,)
    return any(table.whole[c] and _is_broken(table, c) for c in circles)


def _is_broken(table: Table, circle: int) -> bool:
    if table.is_ill(circle):
        return True
    if circle >= table.old:
        return bool(table.people[circle]) and all(table.home[p] == NOBODY for p in table.people[circle])
    now, stay = table.people[circle], table.people[circle] & table.base[circle]
    if stay == table.base[circle]:
        return False
    time, quarters = table.times[circle], table.quarters[circle]
    able = sum(not table.paused[p] and table.fits(p, time, quarters) for p in stay)
    if able < table.least[circle]:
        return True
    table.people[circle] = stay
    broken = table.ill(circle) > table.wishes(circle)
    table.people[circle] = now
    return broken


def _can_come(table: Table, circle: int) -> bool:
    """Whether all newcomers can come; the hour may have changed after they were brought."""
    time, quarters = table.times[circle], table.quarters[circle]
    return all(table.fits(p, time, quarters) for p in table.people[circle] - table.base[circle])


def _too_many_came(table: Table, circle: int) -> bool:
    """Whether more people of the line come to a circle than are asked for."""
    came = sum(table.home[p] == NOBODY for p in table.people[circle])
    wanted = table.wanted[circle]
    usual = min(table.problem.size.target, table.most[circle])
    return came > wanted and not (table.open[circle] and len(table.people[circle]) <= usual)
