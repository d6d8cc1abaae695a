"""From people to circles: the stages in their order."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.cells import Cells, all_fullest, count_in, empty_cells, open_circles
from tenfold.engine.formation.explain import explain
from tenfold.engine.formation.nest import nest
from tenfold.engine.formation.people import People, Prepared, prepare
from tenfold.engine.formation.plan import Plan, Score
from tenfold.engine.formation.previous import name_circles, reopen_circles
from tenfold.engine.formation.problem import NOBODY, Problem, Size
from tenfold.engine.formation.reasons import unplaced_people
from tenfold.engine.formation.repair import complete_circles, seat_leftovers, unseat_offenders
from tenfold.engine.formation.reseat import reseat, reunite
from tenfold.engine.formation.score import evaluate
from tenfold.engine.formation.search import anneal, neighbours, typical_change
from tenfold.engine.formation.seats import Seats, empty_seats, total_worth
from tenfold.engine.formation.timing import settle_times
from tenfold.engine.formation.validate import validate
from tenfold.engine.formation.week import WORDS

Progress = Callable[[float, str], bool | None]

TRIALS_EACH = 1200
"""Exchanges tried per unit: enough that twice as many gain less than a hundredth of what the search gains."""

RESEATS, LAST_RESEATS = 40, 20
"""Tries to seat more people per unit left over, before and after people change places."""

CHUNK = 250_000
"""Exchanges between two looks at the clock."""

EMPTY_SCORE = Score(*np.zeros(8).tolist())

TINY = 400
"""Up to so many people, several beginnings are tried and the best is kept."""


@dataclass(slots=True)
class Clock:
    """Tells the stages when to stop: at a time limit, or when whoever watches the progress says so."""

    limit: float | None
    progress: Progress | None
    began: float = field(default_factory=time.monotonic)
    stopped: bool = False

    def over(self, share: float, stage: str) -> bool:
        if self.progress is not None and self.progress(share, stage):
            self.stopped = True
        if self.limit is not None and time.monotonic() - self.began > self.limit:
            self.stopped = True
        return self.stopped


@dataclass(slots=True)
class Formation:
    """What the stages hand on.

    choices  (u,) how many people each unit's fullest cell holds, 0 for units that can never be seated
    turn     (u,) whose turn it is when seats are given, the least first
    random   (1,) the state of the dice
    """

    prepared: Prepared
    seats: Seats
    cells: Cells
    choices: NDArray[np.int32]
    turn: NDArray[np.float64]
    random: NDArray[np.uint64]

    @property
    def people(self) -> People:
        return self.prepared.people

    def leftover(self) -> NDArray[np.int32]:
        """Units without a seat, those with the fewest choices first."""
        units = np.flatnonzero((self.seats.units["of"] == NOBODY) & (self.prepared.trouble == 0))
        return units[np.argsort(self.turn[units], kind="stable")].astype(np.int32)

    def persons_seated(self) -> int:
        return int(self.seats.circles["size"].sum())

    def worth(self) -> float:
        """The sum that the searches enlarge, without the length of the stretches."""
        return float(total_worth(self.people, self.seats))


def form(problem: Problem, *, seed: int = 0, time_limit: float | None = None, progress: Progress | None = None) -> Plan:
    """Seat n people in circles that keep every hard rule and are as good as can be found.

    seed        the same seed gives the same plan, unless the time limit strikes
    time_limit  seconds after which the best so far is taken
    progress    called with the share of the work done (0..1) and the name of the stage; may return True to stop early

    Raises ``ValueError`` where arrays do not match or sizes make no sense.

    >>> import numpy as np
    >>> people = 9
    >>> everyone_speaks, always = np.ones((people, 1), np.uint64), np.full((people, 11), 2**64 - 1, np.uint64)
    >>> problem = Problem(everyone_speaks, always, np.zeros(people, np.int16), Size(2, 3, 4))
    >>> np.bincount(form(problem).circle).tolist()
    [3, 3, 3]
    """
    validate(problem)
    prepared = prepare(problem)
    clock = Clock(time_limit, progress)
    attempts = 1 if len(problem) > TINY else max(1, min(8, 2 * TINY // max(len(problem), 1)))
    best = _attempt(prepared, seed, 0, attempts, clock)
    for attempt in range(1, attempts):
        if clock.stopped:
            break
        other = _attempt(prepared, seed, attempt, attempts, clock)
        best = max(best, other, key=lambda one: (one.persons_seated(), one.worth()))
    return _plan(problem, best, seed)


def _attempt(prepared: Prepared, seed: int, attempt: int, attempts: int, clock: Clock) -> Formation:
    """One whole formation; later attempts ask people in another order."""
    people, dice = prepared.people, np.random.default_rng((seed, attempt))
    cells = empty_cells(people)
    choices = all_fullest(people, cells, prepared.trouble > 0)
    turn = choices * dice.uniform(0.5, 1.5, len(choices)) if attempt > 0 else choices.astype(np.float64)
    state = dice.integers(1, 2**63, 1).astype(np.uint64)
    formation = Formation(prepared, empty_seats(people), cells, choices, turn, state)
    if len(choices) == 0:
        return formation
    _begin(formation)
    _improve(formation, clock, attempt / attempts, 1 / attempts)
    _finish(formation)
    return formation


def _begin(formation: Formation) -> None:
    """Seat people, as many as can be, whatever the worth."""
    people, seats, cells = formation.people, formation.seats, formation.cells
    if people.kept_worth > 0:
        reopen_circles(people, seats, formation.prepared.trouble)
        complete_circles(people, seats, formation.leftover())
    pull = 1 / np.maximum(formation.turn, 1)
    count_in(people, cells, formation.leftover(), pull)
    open_circles(people, seats, cells, formation.leftover(), pull)
    reseat(people, seats, formation.choices, formation.random, RESEATS)
    reunite(people, seats, formation.choices)
    name_circles(people, seats, _seat_of_persons(formation))


def _improve(formation: Formation, clock: Clock, done: float, share: float) -> None:
    """Let people change places: once while everything may move, then, at the best hours, more gently."""
    people, seats = formation.people, formation.seats
    lengths = np.zeros(len(seats.circles), np.int32)
    typical = typical_change(people, seats, neighbours(people, seats), formation.random, 3000)
    trials = TRIALS_EACH * len(seats.units)
    chunks = -(-trials // CHUNK)
    falls = np.geomspace(0.5, 0.004, 2 * chunks + 1) * typical
    for chunk in range(2 * chunks):
        near = neighbours(people, seats)
        hot, cold = falls[chunk], falls[chunk + 1]
        anneal(people, seats, near, formation.random, trials // (2 * chunks) + 1, hot, cold)
        if chunk >= chunks:
            settle_times(people, seats, lengths)
        if clock.over(done + share * (chunk + 1) / (2 * chunks), "improve"):
            break
    anneal(people, seats, neighbours(people, seats), formation.random, 60 * len(seats.units), 0.0, 0.0)


def _finish(formation: Formation) -> None:
    """Take away what breaks a rule, and seat again whoever still finds a place."""
    people, seats, cells = formation.people, formation.seats, formation.cells
    reunite(people, seats, formation.choices)
    unseat_offenders(people, seats)
    seat_leftovers(people, seats, cells, formation.leftover(), True)
    reseat(people, seats, formation.choices, formation.random, LAST_RESEATS, strict=True)
    settle_times(people, seats, np.zeros(len(seats.circles), np.int32))


def _seat_of_persons(formation: Formation) -> NDArray[np.int32]:
    of: NDArray[np.int32] = formation.seats.units["of"][formation.prepared.unit]
    return of


def _plan(problem: Problem, formation: Formation, seed: int) -> Plan:
    """The plan in the problem's own numbers, circles in the order of language, hour and people."""
    prepared, seats = formation.prepared, formation.seats
    lengths = np.zeros(len(seats.circles), np.int32)
    settle_times(formation.people, seats, lengths)
    of, circles = _seat_of_persons(formation), seats.circles
    held, first = np.unique(of[of >= 0], return_index=True)
    order = held[np.lexsort((first, circles["start"][held], circles["language"][held]))]
    number = np.full(len(seats.circles) + 1, NOBODY, np.int32)
    number[order] = np.arange(len(order))
    circle = np.empty(len(problem), np.int32)
    circle[prepared.person] = number[of]
    seatless = Plan(
        circle=circle,
        language=circles["language"][order],
        start=circles["start"][order].astype(np.int16),
        length=lengths[order].astype(np.int16),
        unplaced=(),
        score=EMPTY_SCORE,
        seed=seed,
    )
    return replace(seatless, unplaced=unplaced_people(problem, prepared, seatless), score=evaluate(problem, seatless))


def warm_up() -> None:
    """Compile everything by forming, nesting and explaining a handful of people; what is compiled stays on disk.

    Some of them find no circle at once, for the stages that look for seats run only for those who have none.
    """
    people = 43
    speak, hours = np.ones((people, 1), np.uint64), np.full((people, WORDS), 2**64 - 1, np.uint64)
    hours[:12, 1:] = 0
    hours[12:20, :5] = 0
    speak[3:7] = 2
    previous = np.arange(people, dtype=np.int32) // 10
    problem = Problem(speak, hours, np.zeros(people, np.int16), Size(3, 4, 5), previous=previous)
    plan = form(problem)
    nest(problem, plan)
    explain(problem, plan, 0)
