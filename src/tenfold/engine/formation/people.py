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
from tenfold.engine.formation.edges import Edges, edges_between
from tenfold.engine.formation.plan import Reason
from tenfold.engine.formation.problem import NOBODY, Feature, Problem
from tenfold.engine.formation.week import QUARTER, SLOTS, civil_by_start, startable

Int = NDArray[np.int32]
Real = NDArray[np.float64]
Bits = NDArray[np.uint64]


class People(NamedTuple):
    """u units of n people, as compiled code reads them. Persons of unit k are ``first[k]:first[k + 1]``.

    option          (u + 1,): rows ``option[k]:option[k + 1]`` of ``languages`` and ``starts`` are the ways in which
                    unit k can be seated (one in a formation; in the nest, one for each possible delegate)
    languages       (a, L) bitsets of languages; starts (a, 11) bitsets of possible start slots
    tongue_of, tongue: languages of each unit as a list, ``tongue[tongue_of[k]:tongue_of[k + 1]]``
    codes, code_worth: nominal features (n, F) and twice their share of the weight of difference
    numbers, number_worth: numeric features (n, X), scaled to their span, likewise
    clock           (n,): quarter hours between UTC and the person's clock, 0..95
    civil           (96,): what a start at each local quarter of the day is worth to one person
    inner, inner_flat: (u,): worth of pairs inside a unit, as in ``Edges``
    edge, other, near, flat, never: see ``Edges``
    kinds           (n, K): kinds of which a circle holds two or none
    separate        (u,): code of a unit, ``NOBODY`` for none
    previous        (n,): the circle each person sat in, 0.., ``NOBODY`` for none
    """

    first: Int
    option: Int
    languages: Bits
    starts: Bits
    tongue_of: Int
    tongue: Int
    codes: Int
    code_worth: Real
    numbers: Real
    number_worth: Real
    clock: Int
    civil: Real
    inner: Real
    inner_flat: Real
    edge: Int
    other: Int
    near: Real
    flat: Real
    never: NDArray[np.bool_]
    kinds: Int
    separate: Int
    previous: Int
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
    languages = _anded(problem.languages[person], first)
    tongue_of, tongue = listed(languages)
    codes, code_worth, numbers, number_worth = scaled_features(problem.features)
    edges = edges_between(problem, person, unit)
    persons_inner = inner_difference(codes[person], code_worth, numbers[person], number_worth, first)
    return People(
        first=first,
        option=np.arange(len(first), dtype=np.int32),
        languages=languages,
        starts=startable(_anded(problem.hours[person], first), quarters),
        tongue_of=tongue_of,
        tongue=tongue,
        codes=codes[person],
        code_worth=2 * weights.difference * code_worth,
        numbers=numbers[person],
        number_worth=2 * weights.difference * number_worth,
        clock=(problem.offset[person].astype(np.int32) // QUARTER) % 96,
        civil=weights.civil * civil_by_start(quarters),
        inner=edges.inner + 2 * weights.difference * persons_inner,
        inner_flat=edges.inner_flat,
        edge=edges.edge,
        other=edges.other,
        near=edges.near,
        flat=edges.flat,
        never=edges.never,
        kinds=_kinds(problem)[person],
        separate=_unit_codes(problem.separate, person, first),
        previous=np.full(len(person), NOBODY, np.int32) if problem.previous is None else _dense(problem.previous)[person],
        least=int(size.min),
        target=int(size.target),
        most=int(size.max),
        quarters=quarters,
        size_worth=float(weights.size),
        length_worth=float(weights.length),
        kept_worth=float(weights.kept),
    )


def scaled_features(features: tuple[Feature, ...]) -> tuple[Int, Real, Real, Real]:
    """Codes (n, F) and scaled numbers (n, X) of all features, and each one's share of the whole weight."""
    whole = sum(f.weight for f in features) or 1.0
    nominal = [f for f in features if f.kind == "nominal"]
    numeric = [f for f in features if f.kind == "numeric"]
    n = len(features[0].values) if features else 0
    codes = np.array([f.values for f in nominal], np.int32).reshape(len(nominal), n).T
    numbers = np.array([scaled(f.values) for f in numeric], np.float64).reshape(len(numeric), n).T
    shares = [np.array([f.weight / whole for f in some], np.float64) for some in (nominal, numeric)]
    return np.ascontiguousarray(codes), shares[0], np.ascontiguousarray(numbers), shares[1]


def scaled(values: NDArray[np.float32] | Int) -> Real:
    """A numeric feature from 0 to 1 between its 2nd and 98th percentile, cut beyond; NaN stays NaN."""
    known = values[~np.isnan(values)].astype(np.float64)
    if known.size == 0:
        return np.full(len(values), np.nan)
    low, high = np.quantile(known, (0.02, 0.98))
    if low == high:
        low, high = known.min(), known.max()
    return np.clip((values - low) / (high - low if high > low else 1.0), 0.0, 1.0)


def _anded(words: Bits, first: Int) -> Bits:
    return np.bitwise_and.reduceat(words, first[:-1], axis=0) if len(words) else words


def listed(bitsets: Bits) -> tuple[Int, Int]:
    """Bitsets (u, L) as lists: the numbers of row k are ``numbers[at[k]:at[k + 1]]``."""
    shifts = np.arange(64, dtype=np.uint64)
    rows, words, bits = np.nonzero((bitsets[:, :, None] >> shifts) & np.uint64(1))
    at = np.searchsorted(rows, np.arange(len(bitsets) + 1))
    return at.astype(np.int32), (64 * words + bits).astype(np.int32)


def inner_difference(codes: Int, code_worth: Real, numbers: Real, number_worth: Real, first: Int) -> Real:
    """Difference summed over the pairs inside each unit; most units are one person and have none."""
    inner = np.zeros(len(first) - 1)
    for k in np.flatnonzero(np.diff(first) > 1):
        i, j = np.triu_indices(first[k + 1] - first[k], 1) + first[k]
        differs = (codes[i] != codes[j]) & (codes[i] >= 0) & (codes[j] >= 0)
        inner[k] = (differs @ code_worth).sum() + (np.nan_to_num((numbers[i] - numbers[j]) ** 2) @ number_worth).sum()
    return inner


def _kinds(problem: Problem) -> Int:
    return np.array(problem.two_or_none, np.int32).reshape(len(problem.two_or_none), len(problem)).T.copy()


def _dense(groups: Int) -> Int:
    """The same groups numbered from 0 on, ``NOBODY`` kept."""
    names, number = np.unique(groups, return_inverse=True)
    dense: Int = (number - np.count_nonzero(names < 0)).astype(np.int32)
    return np.where(groups < 0, np.int32(NOBODY), dense)


def _unit_codes(separate: Int | None, person: Int, first: Int) -> Int:
    """One code per unit; of a unit that mixes codes any one (it is never seated, see ``_trouble``)."""
    if separate is None:
        return np.full(len(first) - 1, NOBODY, np.int32)
    return np.maximum.reduceat(_dense(separate)[person], first[:-1]) if len(person) else np.empty(0, np.int32)


def _trouble(problem: Problem, people: People, person: Int, unit: Int) -> Int:
    """Units that can never be seated, whoever else there is."""
    several = np.diff(people.first) > 1
    mute, busy = ~people.languages.any(axis=1), ~people.starts.any(axis=1)
    trouble = np.zeros(len(several), np.int32)
    trouble[_mixes_codes(problem, person, unit)] = Reason.CONFLICT
    trouble[_inner_conflict(problem, person, unit)] = Reason.CONFLICT
    trouble[several & (mute | busy | (np.diff(people.first) > problem.size.max))] = Reason.TOGETHER
    trouble[~several & busy] = Reason.NO_HOURS
    trouble[~several & mute] = Reason.NO_LANGUAGE
    return trouble


def _mixes_codes(problem: Problem, person: Int, unit: Int) -> Int:
    if problem.separate is None or not len(person):
        return np.empty(0, np.int32)
    codes = problem.separate[person]
    coded = codes >= 0
    pairs = np.unique(np.column_stack((unit[coded], codes[coded])), axis=0)[:, 0]
    return pairs[1:][pairs[1:] == pairs[:-1]].astype(np.int32)


def _inner_conflict(problem: Problem, person: Int, unit: Int) -> Int:
    unit_of = np.empty_like(unit)
    unit_of[person] = unit
    never = np.isinf(problem.apart.value)
    a, b = unit_of[problem.apart.who[never]].T
    selfless = problem.apart.who[never, 0] != problem.apart.who[never, 1]
    return a[(a == b) & selfless]
