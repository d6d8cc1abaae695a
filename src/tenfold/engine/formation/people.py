"""A problem made ready for compiled code: people in the order of their content, those bound together side by side.

A *unit* is what is seated as one: a single person, or all who are bound by ``together`` and ``pinned``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tenfold.engine.formation.content import content_keys
from tenfold.engine.formation.edges import edges_between
from tenfold.engine.formation.plan import Reason
from tenfold.engine.formation.problem import NOBODY, Feature, Problem
from tenfold.engine.formation.week import QUARTER, SLOTS, civil_by_start, startable

Int = NDArray[np.int32]
Real = NDArray[np.float64]
Bits = NDArray[np.uint64]


UNIT = np.dtype(
    [(name, np.int32) for name in ("first", "option", "tongue", "edge", "separate")]
    + [("inner", np.float64), ("inner_flat", np.float64)],
    align=True,
)
PERSON = np.dtype([("clock", np.int32), ("previous", np.int32)])


class People(NamedTuple):
    """u units of n people, as compiled code reads them.

    units (u + 1,)   records; what belongs to unit k stands, in the arrays below, between two of their fields:
                     persons ``units[k].first : units[k + 1].first``, ways of seating ``option``, languages ``tongue``,
                     links ``edge``. ``separate``: its code (``NOBODY``: none). ``inner``, ``inner_flat``: worth of the
                     pairs inside it. The last record only ends the one before.
    persons (n,)     records: ``clock``, quarter hours ahead of UTC, 0..95; ``previous`` circle, 0.. or ``NOBODY``
    traits (n, F)    features, NaN where unknown: the ``nominal`` ones first, numeric ones scaled to their span
    trait_worth (F,) twice each feature's share of the weight of difference
    kinds (n, K)     kinds of which a circle holds two or none
    links            see ``Edges``
    languages, starts: (a, L), (a, 11) bitsets of languages and start slots, one row for each way of seating a unit: one
                     in a formation; in the nest, one for each possible delegate
    tongue           numbers of the languages of each unit
    civil (96,)      what a start at each local quarter of the day is worth to one person
    """

    units: NDArray[np.void]
    persons: NDArray[np.void]
    traits: NDArray[np.float32]
    trait_worth: Real
    kinds: Int
    links: NDArray[np.void]
    languages: Bits
    starts: Bits
    tongue: Int
    civil: Real
    nominal: int
    least: int
    target: int
    most: int
    quarters: int
    size_worth: float
    length_worth: float
    kept_worth: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """People with the way back: ``person[i]`` is the problem's number of person i; ``trouble`` (u,) is 0, or the
    :class:`Reason` for which a unit can never be seated."""

    people: People
    person: Int
    unit: Int
    trouble: Int


def prepare(problem: Problem) -> Prepared:
    """Order, bind and scale the people of a problem (n people, u units)."""
    keys = content_keys(problem)
    bound = _bound(problem)
    sums = np.zeros(bound.max(initial=-1) + 1, np.uint64)
    np.add.at(sums, bound, keys)
    person = np.lexsort((np.arange(len(keys)), keys, bound, sums[bound])).astype(np.int32)
    changes = np.diff(bound[person], prepend=-1) != 0
    unit = (np.cumsum(changes) - 1).astype(np.int32)
    first = np.append(np.flatnonzero(changes), len(person)).astype(np.int32)
    people = _people(problem, person, unit, first)
    return Prepared(people, person, unit, _trouble(problem, people, person, unit))


def _bound(problem: Problem) -> Int:
    """A number for each person, the same for those who must sit together."""
    n = len(problem)
    rows: list[NDArray[np.intp]] = []
    for groups in (problem.together, problem.pinned):
        if groups is not None:
            order = np.argsort(groups, kind="stable")
            same = (np.diff(groups[order]) == 0) & (groups[order][1:] >= 0)
            rows.append(np.column_stack((order[:-1][same], order[1:][same])))
    links = np.concatenate(rows) if rows else np.empty((0, 2), np.intp)
    graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(n, n))
    bound: Int = connected_components(graph, directed=False)[1] if n else np.empty(0, np.int32)
    return bound


def _people(problem: Problem, person: Int, unit: Int, first: Int) -> People:
    weights, size = problem.weights, problem.size
    quarters = min(-(-problem.minutes // QUARTER), SLOTS)
    traits, shares, nominal = scaled_features(problem.features, len(problem))
    edges = edges_between(problem, person, unit)
    languages = _anded(problem.languages[person], first)
    units, persons = np.zeros(len(first), UNIT), np.zeros(len(person), PERSON)
    units["first"], units["option"], units["edge"] = first, np.arange(len(first)), edges.first
    units["tongue"], tongue = listed(languages)
    units["separate"][:-1] = _unit_codes(problem.separate, person, first)
    units["inner"][:-1] = edges.inner + 2 * weights.difference * inner_difference(
        traits[person], shares, nominal, first
    )
    units["inner_flat"][:-1] = edges.inner_flat
    persons["clock"] = problem.offset[person].astype(np.int32) // QUARTER % 96
    persons["previous"] = NOBODY if problem.previous is None else _dense(problem.previous)[person]
    return People(
        units,
        persons,
        traits=traits[person],
        trait_worth=2 * weights.difference * shares,
        kinds=_kinds(problem)[person],
        links=edges.links,
        languages=languages,
        starts=startable(_anded(problem.hours[person], first), quarters),
        tongue=tongue,
        civil=weights.civil * civil_by_start(quarters),
        nominal=nominal,
        least=int(size.min),
        target=int(size.target),
        most=int(size.max),
        quarters=quarters,
        size_worth=float(weights.size),
        length_worth=float(weights.length),
        kept_worth=float(weights.kept),
    )


def scaled_features(features: tuple[Feature, ...], people: int) -> tuple[NDArray[np.float32], Real, int]:
    """Traits (n, F), as in :class:`People`, each feature's share of the whole weight, and how many are nominal."""
    nominal = [f for f in features if f.kind == "nominal"]
    numeric = [f for f in features if f.kind == "numeric"]
    traits = np.empty((people, len(features)), np.float32)
    for column, feature in enumerate(nominal):
        traits[:, column] = np.where(feature.values < 0, np.nan, _dense(feature.values.astype(np.int32)))
    for column, feature in enumerate(numeric, len(nominal)):
        traits[:, column] = scaled(feature.values)
    weights = np.array([f.weight for f in nominal + numeric], np.float64)
    return traits, weights / (weights.sum() or 1.0), len(nominal)


def scaled(values: NDArray[np.float32] | Int) -> Real:
    """A numeric feature from 0 to 1 between its 2nd and 98th percentile, cut beyond; NaN stays NaN."""
    known = values[~np.isnan(values)].astype(np.float64)
    if known.size == 0:
        return np.full(len(values), np.nan)
    low, high = np.quantile(known, (0.02, 0.98))
    if low == high:
        low, high = known.min(), known.max()
    cut: Real = np.clip((values - low) / (high - low if high > low else 1.0), 0.0, 1.0)
    return cut


def _anded(words: Bits, first: Int) -> Bits:
    return np.bitwise_and.reduceat(words, first[:-1], axis=0) if len(words) else words


def listed(bitsets: Bits) -> tuple[Int, Int]:
    """Bitsets (u, L) as lists: the numbers of row k are ``numbers[at[k]:at[k + 1]]``."""
    shifts = np.arange(64, dtype=np.uint64)
    rows, words, bits = np.nonzero((bitsets[:, :, None] >> shifts) & np.uint64(1))
    at = np.searchsorted(rows, np.arange(len(bitsets) + 1))
    return at.astype(np.int32), (64 * words + bits).astype(np.int32)


def inner_difference(traits: NDArray[np.float32], shares: Real, nominal: int, first: Int) -> Real:
    """Difference summed over the pairs inside each unit; most units are one person and have none."""
    inner = np.zeros(len(first) - 1)
    for k in np.flatnonzero(np.diff(first) > 1):
        i, j = np.triu_indices(first[k + 1] - first[k], 1) + first[k]
        steps = np.nan_to_num((traits[i] - traits[j]).astype(np.float64) ** 2)
        steps[:, :nominal] = steps[:, :nominal] > 0
        inner[k] = (steps @ shares).sum()
    return inner


def _kinds(problem: Problem) -> Int:
    return np.array(problem.two_or_none, np.int32).reshape(len(problem.two_or_none), len(problem)).T.copy()


def _dense(groups: Int) -> Int:
    """The same groups numbered from 0 on, ``NOBODY`` kept."""
    names, number = np.unique(groups, return_inverse=True)
    dense: Int = (number - np.count_nonzero(names < 0)).astype(np.int32)
    dense[groups < 0] = NOBODY
    return dense


def _unit_codes(separate: Int | None, person: Int, first: Int) -> Int:
    """One code per unit; of a unit that mixes codes any one (it is never seated, see ``_trouble``)."""
    if separate is None:
        return np.full(len(first) - 1, NOBODY, np.int32)
    codes: Int = np.maximum.reduceat(_dense(separate)[person], first[:-1]) if len(person) else np.empty(0, np.int32)
    return codes


def _trouble(problem: Problem, people: People, person: Int, unit: Int) -> Int:
    """Units that can never be seated, whoever else there is."""
    many = np.diff(people.units["first"])
    several = many > 1
    mute, busy = ~people.languages.any(axis=1), ~people.starts.any(axis=1)
    trouble = np.zeros(len(several), np.int32)
    trouble[_mixes_codes(problem, person, unit)] = Reason.CONFLICT
    trouble[_inner_conflict(problem, person, unit)] = Reason.CONFLICT
    trouble[several & (mute | busy | (many > problem.size.max))] = Reason.TOGETHER
    trouble[~several & busy] = Reason.NO_HOURS
    trouble[~several & mute] = Reason.NO_LANGUAGE
    return trouble


def _mixes_codes(problem: Problem, person: Int, unit: Int) -> Int:
    if problem.separate is None or not len(person):
        return np.empty(0, np.int32)
    codes = problem.separate[person]
    coded = codes >= 0
    pairs = np.unique(np.column_stack((unit[coded], codes[coded])), axis=0)[:, 0]
    mixed: Int = pairs[1:][pairs[1:] == pairs[:-1]].astype(np.int32)
    return mixed


def _inner_conflict(problem: Problem, person: Int, unit: Int) -> Int:
    unit_of = np.empty_like(unit)
    unit_of[person] = unit
    never = np.isinf(problem.apart.value)
    a, b = unit_of[problem.apart.who[never]].T
    selfless = problem.apart.who[never, 0] != problem.apart.who[never, 1]
    inner: Int = a[(a == b) & selfless]
    return inner
