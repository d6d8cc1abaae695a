"""An order of people that depends on what they are, not on the row they stand in.

Whoever is compared, drawn at random or preferred in a tie is taken in this order, so a shuffled spreadsheet gives
the same circles. Only people alike in everything, ties included, fall back on their rows.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.problem import Pairs, Problem

Keys = NDArray[np.uint64]


def _mixed(keys: Keys) -> Keys:
    """SplitMix64 (Steele et al. 2014): a bijection that spreads every bit over the whole word."""
    z = keys + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Keys = z ^ (z >> np.uint64(31))
    return mixed


def _column_words(column: NDArray[Any]) -> Keys:
    if column.dtype.kind == "f":
        return np.ascontiguousarray(column, np.float64).view(np.uint64)
    return column.astype(np.uint64) if column.dtype.kind == "u" else column.astype(np.int64).view(np.uint64)


def _with_partners(keys: Keys, pairs: Pairs) -> Keys:
    """Each key joined with those of the people it is paired with, whatever order the pairs come in."""
    met = np.zeros_like(keys)
    worth = _mixed(_column_words(pairs.value))
    np.add.at(met, pairs.who[:, 0], _mixed(keys[pairs.who[:, 1]] ^ worth))
    np.add.at(met, pairs.who[:, 1], _mixed(keys[pairs.who[:, 0]] ^ worth))
    return _mixed(keys + _mixed(met))


def content_keys(problem: Problem) -> Keys:
    """A 64-bit key per person, equal for people who are alike in all that the problem says of them."""
    columns = [*problem.languages.T, *problem.hours.T, problem.offset, *(f.values for f in problem.features)]
    columns += problem.two_or_none
    keys = np.zeros(len(problem), np.uint64)
    for column in columns:
        keys = _mixed(keys ^ _mixed(_column_words(column)))
    for groups in (problem.together, problem.pinned, problem.separate, problem.previous):
        if groups is not None:
            keys = _mixed(keys + _mixed(_group_sums(keys, groups)))
    for pairs in (problem.apart, problem.ties, problem.met):
        keys = _with_partners(keys, pairs)
    return keys


def _group_sums(keys: Keys, groups: NDArray[np.int32]) -> Keys:
    """For each person the sum of the keys of their group (0 without one), so that names of groups do not matter."""
    _, number = np.unique(groups, return_inverse=True)
    sums = np.zeros(number.max(initial=0) + 1, np.uint64)
    np.add.at(sums, number, _mixed(keys))
    return np.where(groups >= 0, sums[number], np.uint64(0))
