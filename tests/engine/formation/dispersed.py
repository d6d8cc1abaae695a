"""People scattered over the world, made up for these tests: where they live gives clock, languages and hours."""

from __future__ import annotations

import numpy as np

from tenfold.engine.formation import Feature, Pairs, Problem, Size, Weights

PLACES = (  # minutes east of UTC, share of all, languages spoken there with their shares
    (120, 0.42, {0: 0.9, 1: 0.35, 2: 0.2}),
    (-300, 0.22, {1: 1.0, 0: 0.25, 3: 0.1}),
    (-480, 0.08, {1: 1.0, 3: 0.2, 0: 0.2}),
    (60, 0.10, {4: 0.7, 1: 0.5, 0: 0.15}),
    (0, 0.05, {1: 1.0, 0: 0.2}),
    (180, 0.06, {2: 1.0, 1: 0.25}),
    (-180, 0.05, {3: 0.95, 1: 0.25, 5: 0.3}),
    (600, 0.02, {1: 1.0, 0: 0.1}),
)


def dispersed(n: int, seed: int = 0, *, ties: bool = True, size: Size | None = None) -> Problem:
    """A problem of n people: six languages, evenings and some mornings, four features, a few ties and meetings."""
    dice = np.random.default_rng(seed)
    shares = np.array([share for _, share, _ in PLACES])
    place = dice.choice(len(PLACES), n, p=shares / shares.sum())
    languages = np.zeros((n, 1), np.uint64)
    for number, (_, _, spoken) in enumerate(PLACES):
        for language, share in spoken.items():
            speaks = (place == number) & (dice.random(n) < share)
            languages[speaks, 0] |= np.uint64(1 << language)
        mute = (place == number) & (languages[:, 0] == 0)
        languages[mute, 0] = np.uint64(1 << next(iter(spoken)))
    offset = np.array([minutes for minutes, _, _ in PLACES], np.int16)[place]
    week = np.zeros((n, 672), bool)
    for day in range(7):
        evening = np.flatnonzero(dice.random(n) < 0.45)
        begin = dice.integers(17 * 4, 21 * 4, len(evening))
        for who, quarter, length in zip(evening, begin, dice.integers(4, 13, len(evening)), strict=True):
            week[who, (day * 96 + quarter + np.arange(length) - offset[who] // 15) % 672] = True
        morning = np.flatnonzero(dice.random(n) < (0.3 if day == 6 else 0.1))
        begin = dice.integers(7 * 4, 10 * 4, len(morning))
        for who, quarter, length in zip(morning, begin, dice.integers(4, 9, len(morning)), strict=True):
            week[who, (day * 96 + quarter + np.arange(length) - offset[who] // 15) % 672] = True
    age = dice.normal(45, 16, n).clip(16, 95).astype(np.float32)
    age[dice.random(n) < 0.05] = np.nan
    features = (
        Feature("country", "nominal", place.astype(np.int32), 1.0),
        Feature("origin", "nominal", dice.choice(12, n, p=_falling(12)).astype(np.int32), 2.0),
        Feature("work", "nominal", dice.integers(-1, 15, n).astype(np.int32), 0.5),
        Feature("age", "numeric", age, 1.0),
    )
    few = n // 3 if ties else 0
    pairs = [Pairs(dice.integers(0, n, (few, 2)).astype(np.int32), dice.random(few).astype(np.float32)) for _ in "tm"]
    return Problem(
        languages, packed(week), offset, size or Size(), 60, features, ties=pairs[0], met=pairs[1], weights=Weights()
    )


def packed(week: np.ndarray) -> np.ndarray:
    """Free quarter hours, bool (n, 672), as bitsets uint64 (n, 11)."""
    padded = np.zeros((len(week), 704), bool)
    padded[:, :672] = week
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def _falling(kinds: int) -> np.ndarray:
    shares = 1 / np.arange(1, kinds + 1)
    return shares / shares.sum()
