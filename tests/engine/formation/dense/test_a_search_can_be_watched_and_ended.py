"""A search tells how far it is, ends when asked, and never loses the best it has found."""

from __future__ import annotations

import numpy as np
import pytest

from tenfold.engine.formation import dense

D = np.abs(np.subtract.outer(np.arange(40.0), np.arange(40.0)))


def test_progress_rises_to_the_end() -> None:
    heard: list[tuple[float, str]] = []

    def listen(share: float, stage: str) -> None:
        heard.append((share, stage))

    found = dense.solve(D, 4, work_limit=500_000, progress=listen)

    shares = [share for share, _ in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {stage for _, stage in heard} == {"scouting", "searching"}
    assert found.stopped == "work"


def test_it_ends_when_the_listener_asks() -> None:
    found = dense.solve(D, 4, work_limit=10**12, progress=lambda share, stage: stage == "searching")
    assert found.stopped == "asked"
    assert np.bincount(found.groups).tolist() == [10, 10, 10, 10]


@pytest.mark.parametrize("during", ["scouting", "searching"])
def test_an_interrupt_keeps_the_best_so_far(during: str) -> None:
    calls = iter(range(10**6))

    def interrupt(share: float, stage: str) -> None:
        if stage == during and next(calls) == 3:
            raise KeyboardInterrupt

    found = dense.solve(D, 4, work_limit=10**8, progress=interrupt)

    assert found.stopped == "interrupted"
    assert found.objective > D.sum() / 2 * 9 / 39


def test_a_time_limit_ends_it() -> None:
    assert dense.solve(D, 4, time_limit=0.05).stopped == "time"


@pytest.mark.parametrize(("seconds", "visits"), [(0.0, None), (-1.0, 10), (None, 0)])
def test_a_limit_of_nothing_is_refused(seconds: float | None, visits: int | None) -> None:
    with pytest.raises(ValueError, match="positive"):
        dense.solve(D, 4, time_limit=seconds, work_limit=visits)
