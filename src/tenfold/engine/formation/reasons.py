"""Why somebody has no seat, and the smallest steps that would give them one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import Cells, all_fullest, empty_cells, fullest
from tenfold.engine.formation.openings import Openings, openings
from tenfold.engine.formation.people import Prepared
from tenfold.engine.formation.plan import Plan, Reason, Remedy, RemedyKind, Unplaced
from tenfold.engine.formation.problem import Problem
from tenfold.engine.formation.waiting import Waiting, waiting_people
from tenfold.engine.formation.week import SLOTS, civil_by_start

Int = NDArray[np.int32]


def unplaced_people(problem: Problem, prepared: Prepared, plan: Plan) -> tuple[Unplaced, ...]:
    """One entry per person without a seat, in the order of their numbers."""
    missing = np.flatnonzero(plan.circle < 0)
    if len(missing) == 0:
        return ()
    unit = np.empty_like(prepared.unit)
    unit[prepared.person] = prepared.unit
    cells = _all_people(prepared)
    doors = openings(problem, prepared, plan)
    alone = np.bincount(prepared.unit)[unit[missing]] == 1
    waiting = waiting_people(doors, missing[alone & (prepared.trouble[unit[missing]] == 0)].astype(np.int32))
    return tuple(_unplaced(int(person), int(unit[person]), prepared, cells, doors, waiting) for person in missing)


def _all_people(prepared: Prepared) -> Cells:
    """Everybody who could meet in each cell."""
    cells = empty_cells(prepared.people)
    all_fullest(prepared.people, cells, prepared.trouble > 0)
    return cells


def _unplaced(person: int, unit: int, prepared: Prepared, cells: Cells, doors: Openings, waiting: Waiting) -> Unplaced:
    people, problem = prepared.people, doors.problem
    company = prepared.person[people.units["first"][unit] : people.units["first"][unit + 1]]
    if not problem.languages[person].any():
        reason = Reason.NO_LANGUAGE
    elif not doors.own_starts[person].any():
        reason = Reason.NO_HOURS
    elif prepared.trouble[unit]:
        reason = Reason(int(prepared.trouble[unit]))
    elif fullest(people, cells, unit) < people.least:
        reason = Reason.ALONE
    elif (doors.room(company) & doors.understood(company) & doors.in_time(company)).any():
        reason = Reason.CONFLICT
    else:
        reason = Reason.NO_ROOM
    return Unplaced(person, reason, _remedies(person, company, reason, doors, waiting))


def _remedies(person: int, company: Int, reason: Reason, doors: Openings, waiting: Waiting) -> tuple[Remedy, ...]:
    """Steps that would each, alone, give the person (with those bound to them) a seat in the plan as it stands."""
    found = [_wish(person, company, doors)]
    if reason not in (Reason.NO_LANGUAGE, Reason.CONFLICT):
        found.append(_hour(person, company, doors))
    if reason not in (Reason.NO_HOURS, Reason.CONFLICT):
        found.append(_language(person, company, doors))
    found.append(_larger(company, doors))
    if reason in (Reason.ALONE, Reason.NO_ROOM):
        found.append(_more_people(person, company, waiting))
    return tuple(remedy for remedy in found if remedy is not None)


def _hour(person: int, company: Int, doors: Openings) -> Remedy | None:
    """The hour of a circle that lacks least of being free, at equal lack the most civil one."""
    problem, plan = doors.problem, doors.plan
    others = company[company != person]
    open_to = doors.room(company) & doors.lawful(company) & doors.understood(company)
    open_to &= _free_at(doors.own_starts[others], plan.start).all(axis=0)
    circles = np.flatnonzero(open_to)
    if len(circles) == 0:
        return None
    quarters = min(-(-problem.minutes // 15), SLOTS)
    slots = (plan.start[circles, None].astype(np.int64) + np.arange(quarters)) % SLOTS
    lacking = quarters - _free_at(problem.hours[person : person + 1], slots.ravel()).reshape(slots.shape).sum(axis=1)
    local = (plan.start[circles].astype(np.int64) + problem.offset[person] // 15) % 96
    best = circles[np.lexsort((circles, -civil_by_start(quarters)[local], lacking))[0]]
    return Remedy(RemedyKind.HOUR, int(plan.start[best]), int(best))


def _free_at(weeks: NDArray[np.uint64], slots: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each of k weeks has each of m slots, bool (k, m)."""
    words = weeks[:, slots >> 6]
    free: NDArray[np.bool_] = (words >> (slots & 63).astype(np.uint64)) & np.uint64(1) == 1
    return free


def _language(person: int, company: Int, doors: Openings) -> Remedy | None:
    """The language that opens most circles, with the first of them."""
    plan, problem = doors.plan, doors.problem
    others = company[company != person]
    open_to = doors.room(company) & doors.lawful(company) & doors.in_time(company)
    for other in others:
        words = problem.languages[other, plan.language >> 6]
        open_to &= (words >> (plan.language & 63).astype(np.uint64)) & np.uint64(1) == 1
    circles = np.flatnonzero(open_to & ~doors.understood(company))
    if len(circles) == 0:
        return None
    language = np.bincount(plan.language[circles]).argmax()
    return Remedy(RemedyKind.LANGUAGE, int(language), int(circles[plan.language[circles] == language][0]))


def _larger(company: Int, doors: Openings) -> Remedy | None:
    one_more = doors.room(company, extra=1) & ~doors.room(company)
    circles = np.flatnonzero(one_more & doors.lawful(company) & doors.understood(company) & doors.in_time(company))
    return Remedy(RemedyKind.LARGER, int(circles[0]), int(circles[0])) if len(circles) else None


def _more_people(person: int, company: Int, waiting: Waiting) -> Remedy | None:
    """How many people like this one would make a new circle with them and with others who wait."""
    lacking = waiting.lacking(person, company)
    return Remedy(RemedyKind.MORE_PEOPLE, lacking) if lacking else None


def _wish(person: int, company: Int, doors: Openings) -> Remedy | None:
    """Sitting without those one wished to sit with, or with the one person one wished to be apart from."""
    fitting = doors.room(company) & doors.understood(company) & doors.in_time(company)
    for other in doors.never.get(person, ()):
        circles = np.flatnonzero(fitting & doors.lawful(company, forgiven=other))
        if len(circles) and other not in company:
            return Remedy(RemedyKind.APART_FROM_WISH, other, int(circles[0]))
    pinned = doors.problem.pinned
    if len(company) == 1 or (pinned is not None and pinned[person] >= 0):
        return None
    alone = np.array([person], np.int32)
    circles = np.flatnonzero(doors.room(alone) & doors.understood(alone) & doors.in_time(alone) & doors.lawful(alone))
    if len(circles) == 0:
        return None
    return Remedy(RemedyKind.APART_FROM_WISH, int(company[company != person][0]), int(circles[0]))
