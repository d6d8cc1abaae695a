"""What every change must keep, whatever part of it people agree to."""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.engine.formation.problem import NOBODY

from .table import Table

MOST_TOGETHER = 18
"""So many yeses at most are needed for several circles together: of more people one always says no, or nothing."""


def is_proper(table: Table) -> bool:
    """Whether what is on the table may be proposed."""
    changed = [c for c in range(table.count) if table.people[c] != table.base[c]]
    if not all(_can_come(table, c) and not _too_many_came(table, c) for c in changed) or breaks(table):
        return False
    return not _too_many_together(table)


def _too_many_together(table: Table) -> bool:
    """Whether changes of several circles hold only together, by the people they share, for too many people; see
    :func:`~.bundles.bundles`."""
    merged: list[tuple[set[int], int]] = []
    for group in _groups(table):
        people, many = set(group), 1
        for other in [one for one in merged if one[0] & people]:
            merged.remove(other)
            people, many = people | other[0], many + other[1]
        merged.append((people, many))
    return any(many > 1 and len(people) > MOST_TOGETHER for people, many in merged)


def _groups(table: Table) -> Iterator[list[int]]:
    """The people of each circle that changes only with the yes of all of them."""
    for circle in range(table.count):
        now, base = table.people[circle], table.base[circle]
        if circle >= table.old:
            if now:
                yield sorted(now)
        elif table.times[circle] != table.began[circle]:
            yield [p for p in base if not table.paused[p]] + sorted(now - base)
        elif now is not base and now != base:
            present = [p for p in base if not table.paused[p]]
            if len(present) > 1 and not any(p in now for p in present):
                yield present


def breaks(table: Table, circle: int | None = None) -> bool:
    """Whether a circle that was whole (any, or this one) is not any more, or would not be without newcomers, or
    whether a new one is not whole, or only for people of the line, who have formations of their own."""
    circles = range(table.count) if circle is None else (circle,)
    return any(table.whole[c] and _has_changed(table, c) and _is_broken(table, c) for c in circles)


def _has_changed(table: Table, circle: int) -> bool:
    return table.people[circle] != table.base[circle] or table.times[circle] != table.began[circle]


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
