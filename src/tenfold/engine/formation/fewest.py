"""The fewest changes that would seat everybody: for a steward who can ask people, or give way in a rule.

Whoever has a seat keeps it, and their circle its language and hour. Those without one each join a circle or make new
ones. A change is one of these: somebody is free at one more stretch, speaks one more language, or gives up one wish;
a circle holds one person more; one more person comes who fits. The choice is an integer programme; ``HiGHS`` (through
``scipy.optimize.milp``) solves it, or gives the best it has with a bound that it has proven.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.fewest_model import MODEL_MOST, Model, Site, solve
from tenfold.engine.formation.openings import Openings, openings
from tenfold.engine.formation.people import prepare
from tenfold.engine.formation.plan import Plan
from tenfold.engine.formation.problem import NOBODY, Problem
from tenfold.engine.formation.week import SLOTS

Int = NDArray[np.int32]

_CELLS = 400
"""So many new circles, about, are considered."""


class ChangeKind(IntEnum):
    """What can be changed so that somebody finds a seat."""

    HOUR = 1  # ``person`` is free also at the stretch that begins at UTC slot ``value``
    LANGUAGE = 2  # ``person`` speaks language ``value`` as well
    WISH = 3  # ``person`` sits without, or with, person ``value``, against a wish
    SEAT = 4  # circle ``value`` holds one person more than the limit
    PERSON = 5  # one more person comes who speaks and is free as circle ``value`` does


@dataclass(frozen=True, slots=True)
class Change:
    """One change, see ``ChangeKind``; ``person`` is -1 where it is about nobody in particular."""

    kind: ChangeKind
    value: int
    person: int = NOBODY


@dataclass(frozen=True, slots=True)
class Everyone:
    """How everybody would have a seat.

    changes   what would have to change
    bound     fewer changes than so many are proven not to be enough, while nobody who has a seat is moved
    circle    int32 (n,): the circle of each person then; new circles have the numbers after those of the plan
    language, start: of all circles, as in :class:`Plan`
    hopeless  people whom none of these changes would seat (a rule that nobody can give up stands in the way)
    """

    changes: tuple[Change, ...]
    bound: int
    circle: Int
    language: Int
    start: NDArray[np.int16]
    hopeless: tuple[int, ...]

    @property
    def fewest(self) -> bool:
        """Whether it is proven that fewer changes are not enough."""
        return len(self.changes) == self.bound


def fewest_changes(problem: Problem, plan: Plan, *, time_limit: float = 5.0) -> Everyone:
    """The fewest changes found that would seat everybody who has no seat in a valid plan, and a proven bound.

    Up to ``MODEL_MOST`` people without a seat are looked at as one, more in parts; then the bound only counts what
    each person lacks everywhere, and is seldom tight. ``time_limit`` in seconds, for all parts.
    """
    missing = np.flatnonzero(plan.circle < 0).astype(np.int32)
    doors = openings(problem, prepare(problem), plan)
    seats = _Seats(plan.circle.copy(), plan.language.tolist(), plan.start.tolist(), doors.size.copy())
    changes: list[Change] = []
    bound, hopeless = 0, list[int]()
    parts = _parts(problem, missing)
    for part in parts:
        sites, complete = _sites(doors, part, seats)
        model = Model(part, sites, _costs(doors, part, sites), _company(problem, part))
        solution = solve(problem, doors, model, time_limit / len(parts))
        own = np.where(model.costs < 0, 1 << 30, model.costs).min(axis=1)
        bound += solution.bound if complete and len(parts) == 1 else int(own[own < 1 << 30].sum())
        hopeless += solution.hopeless
        changes += _carried_out(problem, doors, model, solution.site, seats)
    return Everyone(
        tuple(changes),
        min(bound, len(changes)),
        seats.circle,
        np.array(seats.language, np.int32),
        np.array(seats.start, np.int16),
        tuple(hopeless),
    )


@dataclass(slots=True)
class _Seats:
    circle: Int
    language: list[int]
    start: list[int]
    size: NDArray[np.intp]


def _parts(problem: Problem, missing: Int) -> list[Int]:
    """People in parts small enough to be looked at as one, those bound together and alike in one part."""
    company = _company(problem, missing)
    order = np.lexsort((missing, company, *problem.hours[missing].T, *problem.languages[missing].T))
    bound = {name: place for place, name in enumerate(company[order].tolist()[::-1])}
    order = order[np.argsort([-bound[name] for name in company[order].tolist()], kind="stable")]
    parts, begin = list[Int](), 0
    while begin < len(order):
        end = min(begin + MODEL_MOST, len(order))
        while begin + 1 < end < len(order) and company[order[end]] == company[order[end - 1]]:
            end -= 1
        parts.append(np.sort(missing[order[begin:end]]))
        begin = end
    return parts


def _company(problem: Problem, people: Int) -> Int:
    """A number for each of the people, the same for those who wish to sit together or are held in one circle."""
    prepared = prepare(problem)
    unit = np.empty_like(prepared.unit)
    unit[prepared.person] = prepared.unit
    return unit[people]


def _free(doors: Openings, people: Int) -> NDArray[np.bool_]:
    """Start slots of each of the people, bool (k, 672)."""
    bits = np.ascontiguousarray(doors.own_starts[people]).view(np.uint8)
    return np.unpackbits(bits, axis=1, count=SLOTS, bitorder="little").astype(bool)


def _speaks(problem: Problem, people: Int) -> NDArray[np.bool_]:
    bits = np.ascontiguousarray(problem.languages[people]).view(np.uint8)
    return np.unpackbits(bits, axis=1, bitorder="little").astype(bool)


def _sites(doors: Openings, people: Int, seats: _Seats) -> tuple[list[Site], bool]:
    """Where these people could go: the nearest circles, and the cells of possible new ones, several in each; and
    whether these are all that could be worth while."""
    problem = doors.problem
    free, speaks = _free(doors, people), _speaks(problem, people)
    language, start = doors.plan.language, doors.plan.start.astype(np.int64)
    lacking = (~speaks[:, language]).astype(np.int64) + ~free[:, start]
    full = doors.size >= problem.size.max
    nearest = np.argsort(lacking + full, axis=1, kind="stable")[:, : len(people)]
    sites = [
        Site(int(language[c]), int(start[c]), int(doors.code[c]), circle=int(c), size=int(seats.size[c]))
        for c in np.unique(nearest)
    ]
    codes = [NOBODY] if problem.separate is None else np.unique([NOBODY, *problem.separate[people].tolist()]).tolist()
    if len(codes) > 1:
        codes = codes[1:]
    cells = [
        Site(spoken, slot, code) for spoken in _languages_worth(speaks) for slot in _slots_worth(free) for code in codes
    ]
    wanted = max(1, len(people) // problem.size.min)
    copies = int(np.clip(_CELLS // max(len(cells), 1), 1, wanted))
    return sites + [cell for cell in cells for _ in range(copies)], copies == wanted


def _languages_worth(speaks: NDArray[np.bool_]) -> list[int]:
    """Languages that some of the people speak, less those whose speakers all speak another as well."""
    spoken: list[int] = np.flatnonzero(speaks.any(axis=0)).tolist() or [0]
    return [
        k
        for place, k in enumerate(spoken)
        if not any(
            (speaks[:, k] <= speaks[:, j]).all() and ((speaks[:, k] != speaks[:, j]).any() or other < place)
            for other, j in enumerate(spoken)
            if j != k
        )
    ]


def _slots_worth(free: NDArray[np.bool_]) -> list[int]:
    """Slots at which most are free: none of those left out suits people whom one of these does not suit."""
    columns, first = np.unique(free, axis=1, return_index=True)
    order = np.argsort(-columns.sum(axis=0), kind="stable")
    kept: list[int] = []
    for k in order.tolist():
        if not any((columns[:, k] <= columns[:, j]).all() for j in kept):
            kept.append(k)
    return [int(first[k]) for k in kept]


def _costs(doors: Openings, people: Int, sites: list[Site]) -> NDArray[np.int64]:
    """How many changes of their own each person needs at each site, -1 where a rule forbids it; (k, sites)."""
    problem = doors.problem
    free, speaks = _free(doors, people), _speaks(problem, people)
    costs = np.column_stack([(~speaks[:, s.language]).astype(np.int64) + ~free[:, s.start] for s in sites])
    if problem.separate is not None:
        codes = problem.separate[people]
        other = (codes[:, None] >= 0) & (codes[:, None] != np.array([s.code for s in sites])[None, :])
        open_to_all = np.array([s.circle != NOBODY and s.code == NOBODY for s in sites])
        costs[other & ~open_to_all[None, :]] = -1
    place = {s.circle: k for k, s in enumerate(sites) if s.circle != NOBODY}
    for row, person in enumerate(people.tolist()):
        for unwished in doors.never.get(person, ()):
            k = place.get(int(doors.plan.circle[unwished]))
            if k is not None and costs[row, k] >= 0:
                costs[row, k] += 1
    return costs


def _carried_out(problem: Problem, doors: Openings, model: Model, site: Int, seats: _Seats) -> list[Change]:
    """Seat the people of a part as solved, and say what has to change for it."""
    changes: list[Change] = []
    for k in np.unique(site[site >= 0]).tolist():
        members = model.people[site == k]
        changes += _changes_in(problem, doors, _circle_at(model.sites[k], members, seats), members, seats)
    alone = Counter(model.company[site >= 0].tolist())
    for name, many in alone.items():
        if many > 1:
            changes += _given_up(model.people[(model.company == name) & (site >= 0)], seats)
    return changes


def _circle_at(site: Site, members: Int, seats: _Seats) -> int:
    """The circle of a site with those who come, a new one if the site is only a cell."""
    circle = site.circle
    if circle == NOBODY:
        circle = len(seats.language)
        seats.language.append(site.language)
        seats.start.append(site.start)
        seats.size = np.append(seats.size, 0)
    seats.circle[members] = circle
    seats.size[circle] += len(members)
    return circle


def _changes_in(problem: Problem, doors: Openings, circle: int, members: Int, seats: _Seats) -> list[Change]:
    """What those who come into a circle need, and what the circle does."""
    language, start, size = seats.language[circle], seats.start[circle], int(seats.size[circle])
    speaks, free = _speaks(problem, members)[:, language], _free(doors, members)[:, start]
    changes = [Change(ChangeKind.LANGUAGE, language, int(p)) for p in members[~speaks]]
    changes += [Change(ChangeKind.HOUR, start, int(p)) for p in members[~free]]
    for person in members.tolist():
        for other in doors.never.get(person, ()):
            if seats.circle[other] == circle and (other not in members or other > person):
                changes.append(Change(ChangeKind.WISH, other, person))
    over = size - max(problem.size.max, size - len(members))
    changes += [Change(ChangeKind.SEAT, circle)] * max(over, 0)
    return changes + [Change(ChangeKind.PERSON, circle)] * max(problem.size.min - size, 0)


def _given_up(company: Int, seats: _Seats) -> list[Change]:
    """Those of a company who sit elsewhere than most of it."""
    circles, counts = np.unique(seats.circle[company], return_counts=True)
    most = company[seats.circle[company] == circles[counts.argmax()]]
    rest = company[seats.circle[company] != circles[counts.argmax()]]
    return [Change(ChangeKind.WISH, int(most[0]), int(person)) for person in rest]
