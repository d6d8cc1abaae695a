"""Living tens, those who sit in them and those who wait: rows → the case that the engine is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, Max, Q, QuerySet
from numpy.typing import NDArray

from tenfold.engine.formation import NOBODY, Size, Weights
from tenfold.engine.formation.reform import Ailment, Case, ailments
from tenfold.engine.formation.week import SLOTS, startable
from tenfold.engine.hours import QUARTER, local_week, pack, utc_weeks
from tenfold.fellowship.circles.bridge import Task, slot_of, task_of
from tenfold.fellowship.circles.models import Circle, Placement, Seat
from tenfold.fellowship.circles.options import RunOptions, Who
from tenfold.fellowship.circles.queries.proposals import to_be_seated
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Standing as MemberStanding
from tenfold.fellowship.members.queries import fellowship
from tenfold.people.person import Person

from .clocks import days_ahead, passes, regimes
from .models import Ask, Support

SHORT_WEEKS = 3
"""A ten that has lost people is given so long to fill its seats from the line before anybody is asked to move."""

LIVING = (Circle.Standing.ALIVE, Circle.Standing.RESTING)


@dataclass(frozen=True, slots=True)
class Scene:
    """``seats`` are by number of person; ``circles`` by number of circle, their primary keys in order; ``ills`` is all
    that is wrong with them, found once for many who ask."""

    case: Case
    task: Task
    circles: tuple[Circle, ...]
    seats: dict[int, Seat]
    ills: tuple[Ailment, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        return self.task.index.people

    def inside(self, circle: int) -> list[int]:
        """The people who sit in a circle, by number; whoever has a number in ``case.seat`` has a seat."""
        return [int(person) for person in np.flatnonzero(self.case.seat == circle)]


def living_tens() -> list[Circle]:
    """The tens that can be re-formed. Those that still come together are left to it."""
    return list(Circle.objects.filter(level=1, standing__in=LIVING).order_by("pk"))


def scene_on(on: date, *, today: date, options: RunOptions | None = None) -> Scene:
    """Everything as it is, by the clocks of a day."""
    circles = living_tens()
    seats = list(
        Seat.objects.filter(level=1, left_at__isnull=True, circle__level=1, circle__standing__in=LIVING)
        .select_related("member", "circle")
        .order_by("pk")
    )
    waiting = to_be_seated(Who.WITHOUT_A_SEAT).filter(standing=MemberStanding.ENTERED)
    line = list(waiting.order_by("waits_since", "pk").values_list("key", flat=True))
    known = {person.id: person for person in people_for_formation()}
    order = [key for key in (*(seat.member.key for seat in seats), *line) if key in known]
    task = task_of([known[key] for key in order], options=options or _options(), on=on)
    number = {key: place for place, key in enumerate(order)}
    seated = {number[seat.member.key]: seat for seat in seats if seat.member.key in number}
    task = _with_passing(task, seated, on)
    case = _case(task, circles, seated, on)
    ills = tuple(ailments(case))
    sick = sorted({one.circle for one in ills})
    return Scene(_with_shut(case, task, circles, sick, on, today), task, tuple(circles), seated, ills)


def _with_passing(task: Task, seats: Mapping[int, Seat], on: date) -> Task:
    """The same with those free at the hour of their own ten whom clocks keep from it for some weeks only."""
    hours = task.problem.hours.copy()
    for person, seat in seats.items():
        if passes(seat.circle, task.index.people[person], on):
            start = slot_of(seat.circle, on=on)
            for slot in range(start, start + -(-seat.circle.minutes // QUARTER)):
                hours[person, slot % SLOTS // 64] |= np.uint64(1) << np.uint64(slot % SLOTS % 64)
    return replace(task, problem=replace(task.problem, hours=hours))


def _options() -> RunOptions:
    home = fellowship()
    return RunOptions(
        minutes=home.minutes,
        size=Size(home.size_min, home.size_target, home.size_max),
        weights=Weights(kept=home.kept_worth),
    )


def _case(task: Task, circles: Sequence[Circle], seats: dict[int, Seat], on: date) -> Case:
    n, place = len(task.members), {circle.pk: at for at, circle in enumerate(circles)}
    seat = np.full(n, NOBODY, np.int32)
    paused = np.zeros(n, bool)
    for person, held in seats.items():
        seat[person] = place[held.circle_id]
        paused[person] = held.paused_until is not None
    spoken = {code: number for number, code in enumerate(task.index.languages)}
    wishes = carried(circles)
    movers = set(Ask.objects.filter(kind=Ask.Kind.MOVE, standing=Ask.Standing.OPEN).values_list("begun_by", flat=True))
    promised = _promised(circles)
    return Case.of(
        task.problem,
        seat,
        np.array([spoken.get(circle.language, NOBODY) for circle in circles], np.int32),
        np.array([slot_of(circle, on=on) for circle in circles], np.int16),
        quarters=np.array([-(-circle.minutes // QUARTER) for circle in circles], np.int16),
        least=np.array([min(circle.seats_min, task.options.size.min) for circle in circles], np.int32),
        most=np.array([max(circle.seats_max - promised.get(circle.pk, 0), 0) for circle in circles], np.int32),
        paused=paused,
        asks=np.array([pk in movers for pk in task.members], bool) & (seat != NOBODY),
        patience=_patience(circles, on),
        wanted=np.array([int(Ask.Kind.PERSON in wishes[circle.pk]) for circle in circles], np.int32),
        divides=np.array([Ask.Kind.DIVIDE in wishes[circle.pk] for circle in circles], bool),
        rehours=np.array([Ask.Kind.HOUR in wishes[circle.pk] for circle in circles], bool),
    )


def _promised(circles: Sequence[Circle]) -> dict[int, int]:
    """Chairs for which somebody has already been asked, by circle."""
    offers = Placement.objects.filter(circle__in=circles, standing=Placement.Standing.OFFERED)
    return dict(offers.values_list("circle").annotate(Count("pk")).order_by())


def carried(circles: Sequence[Circle]) -> dict[int, set[str]]:
    """What each ten asks for, by more than half of those present."""
    present: dict[int, set[int]] = {circle.pk: set() for circle in circles}
    for circle, member in present_seats(circles).values_list("circle", "member"):
        present[circle].add(member)
    found: dict[int, set[str]] = {circle.pk: set() for circle in circles}
    supports: dict[tuple[int, str], int] = {}
    said = Support.objects.filter(ask__standing=Ask.Standing.OPEN, ask__circle__in=circles)
    for circle, kind, member in said.values_list("ask__circle", "ask__kind", "member"):
        supports[circle, kind] = supports.get((circle, kind), 0) + (member in present[circle])
    for (circle, kind), count in supports.items():
        if 2 * count > len(present[circle]):
            found[circle].add(kind)
    return found


def present_seats(circles: Iterable[Circle]) -> QuerySet[Seat]:
    """The open seats of those who are there, not away for a while."""
    return Seat.objects.filter(circle__in=list(circles), left_at__isnull=True, paused_until__isnull=True)


def _patience(circles: Sequence[Circle], on: date) -> NDArray[np.bool_]:
    """Which tens have lost people only lately, or have all their people, some of them away for a while."""
    counted = (
        Circle.objects.filter(pk__in=[circle.pk for circle in circles])
        .annotate(seated=Count("seats", filter=Q(seats__left_at__isnull=True)), last=Max("seats__left_at"))
        .values_list("pk", "seated", "last")
    )
    seated = {pk: (count, last) for pk, count, last in counted}
    since = on - timedelta(weeks=SHORT_WEEKS)
    lately = [seated[one.pk][1] is not None and seated[one.pk][1].date() > since for one in circles]
    full = [seated[one.pk][0] >= one.seats_min for one in circles]
    return np.array([one or other for one, other in zip(lately, full, strict=True)], bool)


def _with_shut(case: Case, task: Task, circles: Sequence[Circle], sick: Sequence[int], on: date, today: date) -> Case:
    """What is not to be proposed: what somebody said no to or left, anything to whom something is proposed already,
    and circles whose hour suits only by the clocks of one part of the coming weeks."""
    number = {pk: person for person, pk in enumerate(task.members)}
    place = {circle.pk: at for at, circle in enumerate(circles)}
    shut = {
        (number[member], place[circle]) for member, circle in _refused(circles) if member in number and circle in place
    }
    busy = Placement.objects.filter(member__in=task.members, level=1, standing=Placement.Standing.OFFERED)
    for member in busy.values_list("member", flat=True):
        shut |= {(number[member], at) for at in range(len(circles))}
    shut |= _unsteady(case, task, circles, sick, on, today)
    return replace(case, shut=np.array(sorted(shut), np.int32).reshape(-1, 2))


def _refused(circles: Sequence[Circle]) -> set[tuple[int, int]]:
    said = Placement.objects.filter(circle__in=circles, level=1, standing=Placement.Standing.DECLINED)
    left = Seat.objects.filter(circle__in=circles, level=1, left_at__isnull=False)
    return {*said.values_list("member", "circle"), *left.values_list("member", "circle")}


def _unsteady(
    case: Case, task: Task, circles: Sequence[Circle], sick: Sequence[int], on: date, today: date
) -> set[tuple[int, int]]:
    """Those who might move, and circles at whose hour they are not free all through the coming weeks."""
    people = task.index.people
    zones = {*(person.zone for person in people), *(circle.zone for circle in circles)}
    days = [day for day in regimes(zones, days_ahead(today)) if day != on]
    movable = np.flatnonzero((case.seat == NOBODY) | case.asks | np.isin(case.seat, sick))
    if not days or not len(movable):
        return set()
    whole = np.stack([local_week(people[person].hours) for person in movable.tolist()])
    zones_of = [people[person].zone for person in movable.tolist()]
    found: set[tuple[int, int]] = set()
    for day in days:
        hours = pack(utc_weeks(whole, zones_of, day))
        for quarters in sorted(set(case.quarters.tolist())):
            now, then = (_mask(startable(one, quarters)) for one in (task.problem.hours[movable], hours))
            for at in np.flatnonzero(case.quarters == quarters).tolist():
                busy = now[:, int(case.start[at])] & ~then[:, slot_of(circles[at], on=day)]
                found |= {(person, at) for person in movable[busy].tolist() if case.seat[person] != at}
    return found


def _mask(words: NDArray[np.uint64]) -> NDArray[np.bool_]:
    shifts = np.arange(64, dtype=np.uint64)
    bits: NDArray[np.bool_] = ((words[:, :, None] >> shifts) & np.uint64(1)).astype(bool)
    return bits.reshape(len(words), -1)[:, :SLOTS]
