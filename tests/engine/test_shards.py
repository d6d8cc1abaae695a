"""Work in shards gives the same wherever it is done, and when a worker dies in the middle of it."""

from __future__ import annotations

import os
import signal
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest

from tenfold.engine.formation.sharded import crowd_of, form_crowd
from tenfold.engine.shards import TRIES, WorkerDied, map_shards

from .clusters import cluster
from .formation.crowds import dispersion


def square(number: int) -> int:
    return number * number


def die_once(shard: tuple[int, str]) -> int:
    """Ends its own process the first time, as when memory runs out."""
    number, room = shard
    marker = Path(room) / str(number)
    if number == 3 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(number)


def die_always(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuse(number: int) -> int:
    raise ValueError(f"no {number}")


def test_one_worker_needs_no_process():
    assert list(map_shards(square, range(4), workers=1)) == [0, 1, 4, 9]
    assert active_children() == []


def test_shards_are_taken_as_they_are_needed():
    taken = []

    def shards():
        for number in range(100):
            taken.append(number)
            yield number

    results = map_shards(square, shards(), workers=1)
    assert next(results) == 0
    assert len(taken) == 1


@pytest.mark.slow
def test_results_come_in_order_from_several_processes():
    assert list(map_shards(square, range(20), workers=2)) == [n * n for n in range(20)]


@pytest.mark.slow
def test_a_process_that_dies_costs_only_its_shard(tmp_path):
    shards = [(number, str(tmp_path)) for number in range(8)]
    assert list(map_shards(die_once, shards, workers=2)) == [n * n for n in range(8)]


@pytest.mark.slow
def test_a_shard_that_kills_every_worker_is_named():
    with pytest.raises(WorkerDied):
        list(map_shards(die_always, [1], workers=2))
    assert TRIES > 1


@pytest.mark.slow
def test_a_mistake_of_the_work_is_not_tried_again():
    with pytest.raises(ValueError, match="no 7"):
        list(map_shards(refuse, [7], workers=2))


def formed(**options):
    crowd, rules = crowd_of(dispersion(5000))
    nest = form_crowd(crowd, rules, people=500, **options)
    levels = [array for level in nest.levels for array in (level.parent, level.delegate, level.language, level.start)]
    return [nest.circle, nest.language, nest.start, nest.length, *levels]


@pytest.fixture(scope="module")
def alone():
    return formed(workers=1)


def same(one, other):
    return len(one) == len(other) and all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.slow
def test_the_plan_is_the_same_from_two_processes_of_which_one_dies(alone):
    killed = []

    def watch(share, stage):
        if stage == "form" and not killed:
            child = active_children()[0]
            killed.append(child.pid)
            os.kill(child.pid, signal.SIGKILL)

    assert same(formed(workers=2, progress=watch), alone)
    assert killed


@pytest.mark.slow
def test_the_plan_is_the_same_from_a_cluster_of_which_a_worker_dies(alone):
    with cluster() as local:
        killed = []

        def watch(share, stage):
            if stage == "form" and not killed:
                killed.append(local.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        assert same(formed(scheduler=local.scheduler_address, progress=watch), alone)
        assert killed
