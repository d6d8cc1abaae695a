"""Where group sizes may differ, the search begins with those that are worth most at the mean distance."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.engine.formation.dense.board import board_of
from tenfold.engine.formation.dense.sizes import start_sizes


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4),
    st.sampled_from([1, -1]),
    st.data(),
)
def test_no_other_sizes_are_worth_more(spans: list[tuple[int, int]], sign: int, data: st.DataObject) -> None:
    lower, upper = (np.array(side, np.int32) for side in zip(*[(low, low + more) for low, more in spans], strict=True))
    n = data.draw(st.integers(max(int(lower.sum()), 1), max(int(upper.sum()), 1)))
    if upper.sum() < n:
        upper[0] += n - upper.sum()
    board, _ = board_of(sign * (1 - np.eye(n)), lower, upper)

    sizes = start_sizes(board, np.random.default_rng(0))

    every = itertools.product(*(range(low, high + 1) for low, high in zip(lower, upper, strict=True)))
    best = max(sign * sum(s * (s - 1) for s in one) for one in every if sum(one) == n)
    assert ((lower <= sizes) & (sizes <= upper)).all()
    assert sizes.sum() == n
    assert n == 1 or sign * int((sizes * (sizes - 1)).sum()) == best
