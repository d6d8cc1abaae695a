"""How long it takes, and how much memory."""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import measures as of
import numpy as np
from conversations import load
from lines import Lines, head, row

from tenfold.engine.shards import SCHEDULER
from tenfold.engine.unity import Responses, common_ground, fit, guarded, landscape, meet
from tenfold.engine.unity.crowd_ground import crowd_ground
from tenfold.engine.unity.sharded import fit_crowd

HERE = Path(__file__).parent
PEER = "TENFOLD_PEER_PYTHON"
"""The environment variable that names a Python with red-dwarf==0.4.0."""


def speed() -> Lines:
    """Speed, best of three after compilation, seconds: the fit, and the fit with map, camps and common ground

    red-dwarf is run on the same responses in the same hour where --peer-python names a Python that has it: its full
    pipeline once, reading not counted ("-": not run).
    """
    yield from head(
        "", "responses", "fit", "everything", "processor time, everything", "peak GB of the process",
        "red-dwarf, everything", "its processor time",
    )  # fmt: skip
    cases = {
        "vTaiwan": lambda: load("vTaiwan").responses(),
        "Bowling Green": lambda: load("Bowling Green").responses(),
        "synthetic 10k x 1k": lambda: of.synthetic(10_000, 1_000, 467_000),
        "synthetic 100k x 2k": lambda: of.synthetic(100_000, 2_000, 4_800_000),
    }
    of.everything(load("brexit").responses())
    for name, make in cases.items():
        responses = make()
        fits, wholes, used = [], [], []
        for _ in range(3):
            begin = time.perf_counter()
            fit(responses)
            fits.append(time.perf_counter() - begin)
            begin, busy = time.perf_counter(), time.process_time()
            of.everything(responses)
            wholes.append(time.perf_counter() - begin)
            used.append(time.process_time() - busy)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        theirs = of_red_dwarf(responses) if len(responses) < 1_000_000 else ("-", "-")
        yield row(name, f"{len(responses):,}", min(fits), min(wholes), min(used), peak, *theirs)


def of_red_dwarf(responses: Responses) -> tuple[float | str, float | str]:
    """Seconds and processor seconds of red-dwarf's pipeline in its own Python."""
    peer = os.environ.get(PEER)
    if peer is None:
        return "-", "-"
    with tempfile.NamedTemporaryFile(suffix=".npz") as file:
        np.savez(file.name, person=responses.person, statement=responses.desire, value=responses.value)
        done = subprocess.run([peer, HERE / "peer_red_dwarf.py", file.name], capture_output=True, text=True, check=True)
    seconds, busy = done.stdout.split()
    return float(seconds), float(busy)


def fresh() -> Lines:
    """How soon a new response is seen at a million responses: seconds, best of three

    Ten thousand responses join 990,000 of 20,000 people to 2,000 desires. "One person's page" renews one person's own
    place; "warm" renews everything from the last fit; on the site the answers are read from the database besides
    (4.5 s together, pages.py --members 20000 --responses 1000000).
    """
    whole = of.synthetic(20_000, 2_000, 1_050_000)
    late = np.zeros(len(whole), bool)
    late[np.random.default_rng(1).choice(len(whole), 10_000, replace=False)] = True
    earlier, new = whole.chosen(~late), whole.chosen(late)
    guard = guarded(earlier)
    posterior = fit(earlier, before=guard)
    drawn = landscape(posterior, guard=guard)
    own = slice(earlier.start[0], earlier.start[1])
    one = Responses.gather(
        np.zeros(own.stop - own.start, int), earlier.desire[own], earlier.value[own], desires=earlier.desires
    )

    def warm() -> None:
        joined = earlier.with_new(new.person, new.desire, new.value)
        now = guarded(joined, before=guard)
        after = fit(joined, before=now)
        common_ground(after, joined, landscape(after, before=drawn, guard=now), guard=now)

    jobs = {
        "one person's page": lambda: meet(posterior, one),
        "joining the responses": lambda: earlier.with_new(new.person, new.desire, new.value),
        "all people and desires, map and common ground, warm": warm,
        "the same from nothing": lambda: of.everything(whole),
    }
    yield from head("", "seconds", "processor time")
    for name, job in jobs.items():
        times = []
        for _ in range(3):
            begin, busy = time.perf_counter(), time.process_time()
            job()
            times.append((time.perf_counter() - begin, time.process_time() - busy))
        yield row(name, *map(float, np.min(times, axis=0)))


def scale() -> Lines:
    """A crowd by shards: the fit of the whole crowd, then map, camps and common ground, shards read from disk

    20,000 desires, 20 responses a person, shards of 250,000 people, two worker processes (with TENFOLD_DASK=local those
    of a Dask cluster on this machine). Writing the shards is not counted, reading them is. Held out is one shard's
    fifth, foretold from the other four fifths of each person; "perfect" knows the truth. "Rank": Spearman of the found
    agreement of the least agreeing side with the true one. TENFOLD_MILLIONS names other sizes, as in 20,100.
    """
    yield from head(
        "responses", "people", "fit, seconds", "everything, seconds", "processor time", "peak GB, one process",
        "log-loss", "perfect", "camps", "rank",
    )  # fmt: skip
    for millions in map(int, os.environ.get("TENFOLD_MILLIONS", "20,100").split(",")):
        with tempfile.TemporaryDirectory() as folder, _workers() as how:
            paths = [Path(folder) / f"{number}.npz" for number in range(millions // 5)]
            for number, path in enumerate(paths):
                of.write_shard(path, number, 250_000, 20_000, 5_000_000)
            sources = [partial(of.read_shard, path) for path in paths]
            begin, busy = time.perf_counter(), _busy()
            crowd = fit_crowd(sources, guarded=True, **how)
            fitted = time.perf_counter() - begin
            found = crowd_ground(sources, crowd, **how)
            seconds = time.perf_counter() - begin
        busy = _busy() - busy
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        yield row(
            f"{crowd.responses:,}", f"{crowd.people:,}", fitted, seconds, busy, peak / 1e6,
            *of.crowd_loss(crowd.desires), found.drawn.camps.count, of.crowd_rank(found),
        )  # fmt: skip


@contextmanager
def _workers() -> Iterator[dict[str, Any]]:
    """Two processes of this machine, or a Dask cluster of as many."""
    if os.environ.get(SCHEDULER) != "local":
        yield {"workers": 2}
        return
    from distributed import LocalCluster

    del os.environ[SCHEDULER]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as local:
        yield {"scheduler": local.scheduler_address}
    os.environ[SCHEDULER] = "local"


def _busy() -> float:
    """Processor seconds of this process and of its workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
