"""Rounds in which no two people meet twice, by construction.

The people of g tables of s are written (i, c): rank i of s, number c of g. In round r, (i, c) sits at the table
c + A[r, i], reckoned in a group of order g. Two people (i, c), (j, d) then meet in round r if A[r, i] - A[r, j] is
d - c: never twice, if for any two ranks these differences are all different (a *difference matrix* of R × s). Products
in a finite field give one for R, s <= g; in a product of fields one of the two may be g, the other no larger than the
smallest field. People of one rank have not met at all, so that they may sit at g / s tables of their own in further
rounds: if s = g, an affine plane.

For tables of two all pairs are used (the round robin); for tables of three, where g = (2 q + 1) / 3 and q = 1 (mod 6)
is a prime power, so they are in Kirkman triple systems (Ray-Chaudhuri & Wilson 1971). Where algebra gives nothing,
small difference matrices are searched for.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dice import Dice, below, dice, unit
from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.rotation.fields import Field, prime_powers

Int = NDArray[np.int32]

_SEARCHED = 64
"""Up to so many tables difference matrices are searched for."""


TWELVE = np.array(
    [
        [0] * 12,
        range(12),
        [0, 2, 4, 6, 1, 3, 10, 8, 7, 5, 11, 9],
        [0, 3, 8, 11, 10, 9, 7, 4, 5, 6, 1, 2],
        [0, 4, 11, 1, 8, 6, 2, 9, 3, 7, 5, 10],
        [0, 5, 7, 10, 3, 11, 4, 1, 9, 2, 6, 8],
    ]
)
"""The difference matrix of order 12 and six rows (Johnson, Dulmage & Mendelsohn 1961), over the
digits of 12 = 2 * 2 * 3."""


@lru_cache(maxsize=64)
def design(tables: int, size: int, rounds: int) -> Int | None:
    """Seats of tables * size people in so many rounds without a repeat, int32 (n, rounds), or None if none is known
    here. Person i * tables + c is (i, c) above.

    >>> design(3, 3, 4).tolist()[:2]
    [[0, 0, 0, 0], [1, 1, 1, 0]]
    """
    if tables * size > 1 and rounds > most_rounds(tables, size):
        return None
    if rounds == 1 or size == 1:
        return np.tile(np.arange(tables, dtype=np.int32), size)[:, None].repeat(rounds, axis=1)
    for build in (_by_differences, _round_robin, _kirkman):
        seats = build(tables, size, rounds)
        if seats is not None:
            return seats
    return None


def most_rounds(tables: int, size: int) -> int:
    """How many rounds can at most be free of repeats: one meets size - 1 others in each."""
    return (tables * size - 1) // (size - 1) if size > 1 else 1 << 30


def _by_differences(tables: int, size: int, rounds: int) -> Int | None:
    """By a difference matrix, and by further rounds inside the ranks where that is possible."""
    for within in range(rounds):
        matrix = _matrix(tables, size, rounds - within) if within <= _rounds_within(tables, size, within) else None
        if matrix is not None:
            break
    else:
        return None
    c = np.arange(tables)
    seats = [_shifted(tables, c[None, :], matrix[r][:, None]).ravel() for r in range(rounds - within)]
    if within:
        inner = design(tables // size, size, within)
        if inner is None:
            return None
        rank = np.repeat(np.arange(size), tables)[:, None]
        seats += list((rank * (tables // size) + np.tile(inner, (size, 1))).T)
    return np.column_stack(seats).astype(np.int32)


def _rounds_within(tables: int, size: int, wanted: int) -> int:
    """In how many rounds, of those wanted, people of one rank may sit among themselves."""
    if tables % size or wanted == 0:
        return 0
    return next((r for r in range(wanted, 0, -1) if design(tables // size, size, r) is not None), 0)


def _shifted(tables: int, c: NDArray[np.int64], by: NDArray[np.int64]) -> NDArray[np.int64]:
    """c + by in the product of the additive groups of the fields of which ``tables`` is made."""
    total, base = np.zeros(np.broadcast_shapes(c.shape, by.shape), np.int64), 1
    for p, k in prime_powers(tables):
        for _ in range(k):
            total += (c // base + by // base) % p * base
            base *= p
    return total


def _matrix(tables: int, size: int, rounds: int) -> NDArray[np.int64] | None:
    """A difference matrix (rounds, size) over a group of order ``tables``, or None."""
    fields = [Field(p, k) for p, k in prime_powers(tables)]
    smallest = min((field.order for field in fields), default=1)
    if max(rounds, size) <= tables and min(rounds, size) <= smallest:
        matrix, base = np.zeros((rounds, size), np.int64), 1
        for field in fields:
            row = [field.times(r % field.order, i % field.order) for r in range(rounds) for i in range(size)]
            matrix += base * np.array(row).reshape(rounds, size)
            base *= field.order
        return _spread(matrix, fields, rounds, size)
    if max(rounds, size) > tables or tables > _SEARCHED:
        return None
    if tables == 12 and min(rounds, size) <= 6:
        return TWELVE[:rounds, :size] if rounds <= 6 else TWELVE[:size, :rounds].T
    return _searched(tables, size, rounds)


def _spread(matrix: NDArray[np.int64], fields: list[Field], rounds: int, size: int) -> NDArray[np.int64]:
    """The longer side runs through all numbers, the shorter through those alike in every field."""
    if len(fields) < 2:
        return matrix
    long = max(rounds, size)
    matrix, base = np.zeros((long, min(rounds, size)), np.int64), 1
    for field in fields:
        for a in range(long):
            for b in range(min(rounds, size)):
                matrix[a, b] += base * field.times(a // base % field.order, b)
        base *= field.order
    return matrix if rounds == long else matrix.T


def _searched(tables: int, size: int, rounds: int) -> NDArray[np.int64] | None:
    """A small difference matrix found by chance, in the group of the fields."""
    matrix, clashes = _best_matrix(tables, size, rounds)
    return matrix if clashes == 0 else None


@lru_cache(maxsize=16)
def nearly_design(tables: int, size: int, rounds: int) -> Int | None:
    """Seats as of ``design``, with what repeats the best matrix found by chance has; None where none is looked for."""
    if max(rounds, size) > tables or tables > _SEARCHED or min(rounds, size) < 2:
        return None
    matrix, c = _best_matrix(tables, size, rounds)[0], np.arange(tables)
    return np.column_stack([_shifted(tables, c[None, :], row[:, None]).ravel() for row in matrix]).astype(np.int32)


def _best_matrix(tables: int, size: int, rounds: int) -> tuple[NDArray[np.int64], int]:
    """The matrix with fewest differences alike that a short search finds, and how many are."""
    number, base = np.arange(tables), 1
    minus = np.zeros((tables, tables), np.int64)
    for p, k in prime_powers(tables):
        for _ in range(k):
            minus += (number[:, None] // base - number[None, :] // base) % p * base
            base *= p
    best, least = np.zeros((rounds, size), np.int64), 1 << 30
    for stream in dice(tables * 10_000 + size * 100 + rounds, 2):
        matrix = np.zeros((rounds, size), np.int64)
        clashes = _search_matrix(matrix, minus, stream, 60_000)
        if clashes < least:
            best, least = matrix, clashes
        if least == 0:
            break
    return best, least


@kernel
def _clashes(matrix: NDArray[np.int64], minus: NDArray[np.int64], r: int, i: int, value: int) -> int:
    """How many differences would be equal to others if A[r, i] were ``value``."""
    clashes = 0
    for j in range(matrix.shape[1]):
        if j == i:
            continue
        mine = minus[value, matrix[r, j]]
        for q in range(matrix.shape[0]):
            if q != r and minus[matrix[q, i], matrix[q, j]] == mine:
                clashes += 1
    return clashes


@kernel
def _search_matrix(matrix: NDArray[np.int64], minus: NDArray[np.int64], state: Dice, trials: int) -> int:
    """Change one number after another, less and less to the worse; ends with the best matrix and returns how many
    differences clash in it."""
    rounds, size, tables = matrix.shape[0], matrix.shape[1], len(minus)
    for r in range(1, rounds):
        for i in range(1, size):
            matrix[r, i] = below(state, tables)
    now = _all_clashes(matrix, minus)
    best, least = matrix.copy(), now
    for trial in range(trials):
        if least == 0:
            break
        r, i, value = 1 + below(state, rounds - 1), 1 + below(state, size - 1), below(state, tables)
        worse = _clashes(matrix, minus, r, i, value) - _clashes(matrix, minus, r, i, matrix[r, i])
        if worse <= 0 or unit(state) < np.exp(-worse / (0.15 + 0.6 * (1.0 - trial / trials))):
            matrix[r, i] = value
            now += worse
            if now < least:
                least = now
                best[:] = matrix
    matrix[:] = best
    return least


@kernel
def _all_clashes(matrix: NDArray[np.int64], minus: NDArray[np.int64]) -> int:
    """How many pairs of equal differences there are; one number of each is in the row and column of a change."""
    total = 0
    for r in range(matrix.shape[0]):
        for q in range(r):
            for i in range(matrix.shape[1]):
                for j in range(i):
                    total += minus[matrix[r, i], matrix[r, j]] == minus[matrix[q, i], matrix[q, j]]
    return total


def _round_robin(tables: int, size: int, rounds: int) -> Int | None:
    """Tables of two: one stays, the others go round."""
    if size != 2:
        return None
    n = 2 * tables
    seats = np.empty((n, rounds), np.int32)
    for r in range(rounds):
        seats[n - 1, r] = seats[r, r] = 0
        for step in range(1, tables):
            seats[(r + step) % (n - 1), r] = seats[(r - step) % (n - 1), r] = step
    return seats


def _kirkman(tables: int, size: int, rounds: int) -> Int | None:
    """Tables of three in 2 q + 1 people, q = 6 t + 1 a prime power."""
    q = (3 * tables - 1) // 2
    if size != 3 or 3 * tables != 2 * q + 1 or q % 6 != 1 or len(prime_powers(q)) != 1:
        return None
    field, t = Field(*prime_powers(q)[0]), q // 6
    w = field.powers()
    double = [field.plus(x, x) for x in w]
    m = double.index(field.plus(w[t], 1))

    def power(e: int) -> int:
        return w[e % (q - 1)]

    first = [[2 * q, 0, q]]  # person x of 0 .. q - 1 is (x, 1), person q + x is (x, 2), person 2 q is the odd one
    base = (*range(t), *range(2 * t, 3 * t), *range(4 * t, 5 * t))
    first += [[power(i), power(i + t), q + power(i + m)] for i in base]
    first += [[q + power(i + m + step * t) for step in (1, 3, 5)] for i in range(t)]
    seats = np.empty((2 * q + 1, rounds), np.int32)
    for r in range(rounds):
        for table, people in enumerate(first):
            for x in people:
                moved = x if x == 2 * q else field.plus(x % q, r) + x // q * q
                seats[moved, r] = table
    return seats


def repeats(seats: Int) -> int:
    """Meetings of pairs that have met before, summed over all rounds; -1 stands for somebody who is not there."""
    n, rounds = seats.shape
    pairs = [_pairs_of(seats[:, r], n) for r in range(rounds)]
    every = np.concatenate(pairs) if pairs else np.empty(0, np.int64)
    return len(every) - len(np.unique(every))


def _pairs_of(table: Int, n: int) -> NDArray[np.int64]:
    order = np.argsort(table, kind="stable")
    order = order[table[order] >= 0]
    counts = np.unique(table[order], return_counts=True)[1]
    found, begin = [], 0
    for many in counts.tolist():
        people = np.sort(order[begin : begin + many]).astype(np.int64)
        a, b = np.triu_indices(many, 1)
        found.append(people[a] * n + people[b])
        begin += many
    return np.concatenate(found) if found else np.empty(0, np.int64)
