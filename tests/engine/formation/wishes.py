"""Random problems with every kind of wish, for properties that must hold for all of them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from tenfold.engine.formation import HARD, Feature, Pairs, Problem, Size, Weights
from tests.engine.formation.dispersed import packed


@st.composite
def problems(draw: st.DrawFn, most: int = 60, sizes: tuple[Size, ...] = ()) -> Problem:
    """A problem of up to ``most`` people; how many are scarce in hours, languages or patience varies widely."""
    n = draw(st.integers(0, most))
    dice = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.sampled_from(sizes or (Size(2, 3, 4), Size(3, 4, 6), Size(4, 5, 5), Size(1, 2, 3), Size(8, 10, 12))))
    some = {
        name: draw(st.booleans()) for name in ("together", "apart", "kinds", "separate", "pinned", "previous", "met")
    }

    def groups(share: float, names: int) -> np.ndarray:
        return np.where(dice.random(n) < share, dice.integers(0, max(names, 1), n), -1).astype(np.int32)

    def pairs(many: int, *, hard: float = 0.0) -> Pairs:
        value = dice.random(many).astype(np.float32)
        value[dice.random(many) < hard] = HARD
        return Pairs(dice.integers(0, n, (many, 2)).astype(np.int32), value) if n else Pairs()

    return Problem(
        languages=_languages(dice, n, draw(st.integers(1, 5))),
        hours=packed(_weeks(dice, n, draw(st.sampled_from((0.05, 0.3, 0.8))))),
        offset=(15 * dice.integers(-48, 57, n)).astype(np.int16),
        size=size,
        minutes=draw(st.sampled_from((60, 45, 100))),
        features=_features(dice, n),
        together=groups(0.3, n // 3) if some["together"] else None,
        apart=pairs(n // 2, hard=0.6) if some["apart"] else Pairs(),
        ties=pairs(n),
        met=pairs(n) if some["met"] else Pairs(),
        two_or_none=(groups(0.5, 3), groups(0.3, 2)) if some["kinds"] else (),
        separate=groups(0.8, 2) if some["separate"] else None,
        pinned=groups(0.15, 3) if some["pinned"] else None,
        previous=groups(0.7, n // size.target + 1) if some["previous"] else None,
        weights=Weights(kept=float(dice.choice((0.0, 1.0, 50.0)))),
    )


def _languages(dice: np.random.Generator, n: int, languages: int) -> np.ndarray:
    words = np.zeros((n, 2), np.uint64)
    for number in dice.permutation(90)[:languages].tolist():
        words[dice.random(n) < 0.6, number // 64] |= np.uint64(1 << number % 64)
    return words


def _weeks(dice: np.random.Generator, n: int, busy: float) -> np.ndarray:
    """A few blocks of free hours each, from a handful of common evenings, some across Sunday midnight."""
    week = np.zeros((n, 672), bool)
    evenings = np.append(dice.integers(0, 672, 6), 668)
    for person in range(n):
        for begin in evenings[dice.random(len(evenings)) > busy]:
            week[person, (begin + dice.integers(-2, 3) + np.arange(dice.integers(3, 14))) % 672] = True
    return week


def _features(dice: np.random.Generator, n: int) -> tuple[Feature, ...]:
    age = dice.normal(40, 15, n).astype(np.float32)
    age[dice.random(n) < 0.1] = np.nan
    return (
        Feature("origin", "nominal", dice.integers(-1, 4, n).astype(np.int32), 2.0),
        Feature("age", "numeric", age, 1.0),
        Feature("work", "nominal", dice.integers(0, 9, n).astype(np.int32), 0.5),
    )
