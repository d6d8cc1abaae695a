"""The smallest change that makes living circles whole again.

People who sit well are asked for nothing: only those move who cannot come where they sit, who ask to, or whose circle
has too few people. First as little as possible is left wrong; then the price of what is asked of people, less what the
change is worth, is as small as can be. Nobody is ever moved out of a circle into the line, whatever is wrong.

Whatever part of a change people agree to, no circle has more people than it holds and no circle that was whole is
broken: room is counted without those who would leave, and a circle can spare somebody only without counting on
newcomers. What holds only together is told by :func:`~.bundles.bundles`.
"""

from __future__ import annotations

import numpy as np

from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.validate import validate

from .case import Ailment, Case, Renewal
from .exact import search_all
from .remedies import Steps, heal, heal_anew, polish
from .table import Table

NODES = 20_000
"""So many nodes of a search of everything are visited before it is given up."""

ROUNDS = 3
"""How often every circle that is not whole is looked at again."""

NEW = 4
"""A change opens no more new circles than this."""


def ailments(case: Case) -> list[Ailment]:
    """Everything that is wrong with the circles of a case as they are."""
    table = Table(case)
    return [found for circle in range(table.old) for found in table.ailments(circle)]


def repair(case: Case, *, nodes: int = NODES) -> Renewal:
    """Find the smallest change for n people and c circles.

    The best there is, where everything can be tried within so many nodes; else the best of a search that looks at one
    circle after the other. The same case gives the same change.

    :raises ValueError: if the arrays of the problem do not match.
    """
    validate(case.problem)
    table = Table(case, new=NEW if _may_open(case) else 0)
    before = table.wrong
    for remedy in (heal, heal_anew):
        for _ in range(ROUNDS):
            order = sorted(
                (c for c in range(table.old) if _asks_for(table, c)), key=lambda c: (len(table.present(c)), c)
            )
            healed = [remedy(table, circle) for circle in order]
            if not any(healed):
                break
    polish(table, table.since(0))
    steps, exact = _all_tried(table, nodes)
    table.undo(0)
    table.take(steps)
    _leave_hours_of_the_left(table)
    return _renewal(table, before, exact)


def _may_open(case: Case) -> bool:
    return len(case) > 0 and bool((case.seat >= 0).any())


def _asks_for(table: Table, circle: int) -> bool:
    """Whether anything is wrong with a circle or asked for in it."""
    asked = any(table.asks[p] for p in table.people[circle] if table.home[p] == circle)
    return asked or table.ill(circle) > 0


def _leave_hours_of_the_left(table: Table) -> None:
    """Another hour for a circle that everybody present leaves is of use to nobody."""
    for circle in range(table.old):
        if table.times[circle] != table.began[circle] and not table.present(circle):
            table.retime(circle, table.began[circle])


def _all_tried(table: Table, nodes: int) -> tuple[Steps, bool]:
    steps, cost = table.since(0), table.cost()
    small = Table(table.case, new=min(1, table.count - table.old))
    better, exact = search_all(small, cost, nodes)
    return (better if better is not None else steps), exact


def _renewal(table: Table, before: int, exact: bool) -> Renewal:
    """The table in the words of the answer; new circles that stayed empty are left out."""
    used = [c for c in range(table.count) if c < table.old or table.people[c]]
    number = {c: place for place, c in enumerate(used)}
    moved = [
        p for p, home in enumerate(table.home) if NOBODY not in (home, table.circle[p]) and table.circle[p] != home
    ]
    arrived = [p for p, home in enumerate(table.home) if home == NOBODY and table.circle[p] != NOBODY]
    return Renewal(
        circle=np.array([number.get(c, NOBODY) for c in table.circle], np.int32),
        language=np.array([table.times[c][0] for c in used], np.int32),
        start=np.array([table.times[c][1] for c in used], np.int16),
        quarters=np.array([table.quarters[c] for c in used], np.int16),
        parted=np.array([table.parted[c] for c in used], np.int32),
        moved=tuple(moved),
        arrived=tuple(arrived),
        rehoured=tuple(c for c in range(table.old) if table.times[c] != table.began[c]),
        disturbed=table.disturbed,
        before=before,
        after=table.wrong,
        remaining=tuple(found for c in range(table.old) for found in table.ailments(c)),
        exact=exact,
    )
