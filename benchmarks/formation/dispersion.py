"""Form a scattered people of up to 14.25 million into one nest, from a Parquet file to Parquet files, and measure it.

    python -m benchmarks.formation.dispersion 10000 100000 1000000 14250000
    … --workers 2 --dask tcp://127.0.0.1:8786 --room FOLDER
    … 1000000 --dask local --kill        two local workers, of which one is killed in the middle

Each size runs in a process of its own and leaves one line in results/dispersion.jsonl; dispersion_report turns these
into DISPERSION.md. The tables are written once, to the room, and kept there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import platform
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tenfold.people.tables.reading import Census

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "dispersion.jsonl"
ON = date(2026, 11, 21)


class Meter:
    """Seconds of each stage, on the wall and of all processors together."""

    def __init__(self) -> None:
        self.stages: dict[str, dict[str, float]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure what happens inside."""
        wall, spent, own = time.monotonic(), self.spent(), time.process_time()
        yield
        self.stages[name] = {
            "wall": round(time.monotonic() - wall, 2),
            "cpu": round(self.spent() - spent, 2),
            "own": round(time.process_time() - own, 2),
        }
        print(name, self.stages[name], flush=True)

    @staticmethod
    def spent() -> float:
        """Processor seconds of this process and of the workers that have ended."""
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)


class Memory:
    """The most memory of this process and its workers together, looked at twice a second.

    Pages that several of them share are counted once (the proportional set size of Linux).
    """

    def __init__(self) -> None:
        self.most, self._over = 0.0, threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            held = [proportional(pid) for pid in family(os.getpid())]
            self.most = max(self.most, sum(held) / 1e6)

    def end(self) -> float:
        """Stop looking; the most so far, in GB."""
        self._over.set()
        return max(self.most, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for one in found:
        with suppress(OSError):
            for listed in Path(f"/proc/{one}/task").glob("*/children"):
                found += map(int, listed.read_text().split())
    return found


def proportional(pid: int) -> int:
    """Kilobytes that a process takes."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def circumstances() -> dict[str, object]:
    """Machine, date and commit."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    asked = ["/usr/bin/env", "git", "-C", str(HERE), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return {
        "machine": f"{model}, {os.cpu_count()} processors",
        "load": round(os.getloadavg()[1], 1),
        "date": datetime.now(tz=UTC).date().isoformat(),
        "commit": commit,
    }


def run(people: int, arguments: argparse.Namespace) -> dict[str, object]:
    """One size, from file to files."""
    from benchmarks.formation.placeable import count_placeable

    from tenfold.engine.formation.sharded import form_crowd, warm_up
    from tenfold.engine.formation.sharded.quality import score_of
    from tenfold.people.tables.reading import read_census
    from tenfold.people.tables.verify import verify
    from tenfold.people.tables.worlds import write_world
    from tenfold.people.tables.writing import write_nest

    table, folder, meter = arguments.room / f"world-{people}.parquet", arguments.room / f"plan-{people}", Meter()
    folder.mkdir(parents=True, exist_ok=True)
    if not table.exists():
        with meter.stage("make"):
            write_world(table, people)
    warm_up()
    memory = Memory()
    with meter.stage("read"):
        census = read_census(table, on=ON)
    shown, victims = [0.0], list[int]()

    def tell(share: float, stage: str) -> None:
        if share >= shown[0]:
            print(f"  {stage} {share:.0%}", flush=True)
            shown[0] = share + 0.1
        if arguments.kill and stage == "form" and share > 0.4 and victims:
            os.kill(victims.pop(), signal.SIGKILL)

    with scheduler(arguments, victims) as address, meter.stage("form"):
        nest = form_crowd(census.crowd, census.rules, workers=arguments.workers, scheduler=address, progress=tell)
    with meter.stage("write"):
        write_nest(folder, ".parquet", table, census, nest)
    most = memory.end()
    size = census.rules.size
    with meter.stage("check"):
        verdict = verify(table, folder, ".parquet", on=ON, least=size.min, most=size.max, minutes=census.rules.minutes)
    with meter.stage("measure"):
        score = score_of(census.crowd, census.rules, nest)
    with meter.stage("count"):
        placeable = count_placeable(table, on=ON, least=size.min, minutes=census.rules.minutes)
    if placeable != int((nest.company >= size.min).sum()):
        raise SystemExit(f"The engine's bound differs from the one counted here, {placeable:,}.")
    return {
        "people": people,
        "workers": arguments.workers,
        "dask": bool(arguments.dask),
        "killed": "a worker killed in the middle" if arguments.kill else "",
        "plan": hashlib.sha256(nest.circle.tobytes()).hexdigest()[:16],
        **circumstances(),
        "stages": meter.stages,
        "memory_gb": round(most, 2),
        "crowd_gb": round(census.crowd.nbytes / 1e9, 3),
        "placeable": placeable,
        "seated": verdict.seated,
        "seated_of_placeable": verdict.seated / placeable,
        "broken": verdict.broken,
        "circles": verdict.circles,
        **moved(census, people),
        "orphans": [int((level.parent < 0).sum()) for level in nest.levels],
        "difference": score.difference,
        "bound": score.difference_bound,
        "excess": (score.difference_bound - score.difference) / score.difference_bound,
        "civil": score.civil,
        "size": score.size,
        "total": score.total,
    }


@contextmanager
def scheduler(arguments: argparse.Namespace, victims: list[int]) -> Iterator[str]:
    """The address of the Dask scheduler asked for; "local" begins one with worker processes of its own, of which one
    is named as a victim."""
    if arguments.dask != "local":
        yield arguments.dask
        return
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=arguments.workers, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as local:
        victims.append(local.workers[0].pid)
        yield local.scheduler_address


def moved(census: Census, people: int) -> dict[str, float]:
    """Bytes a person that go to a worker and come back, from the first slice, as they would go over a network."""
    from tenfold.engine.formation.sharded.former import PEOPLE, Slice, form_slice

    part = census.crowd.take(np.arange(min(PEOPLE, people)))
    sent = Slice(part, census.rules, 0, 2)
    return {
        "bytes_out": round(len(pickle.dumps(sent)) / len(part), 1),
        "bytes_back": round(len(pickle.dumps(form_slice(sent))) / len(part), 1),
    }


def main() -> None:
    """Run the sizes asked for, one process each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formation.dispersion")
    parser.add_argument("people", type=int, nargs="+", help="how many people")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--dask", default="", help="address of a Dask scheduler, or “local” for one of our own")
    parser.add_argument("--kill", action="store_true", help="kill a worker of the local cluster in the middle")
    parser.add_argument(
        "--room", type=Path, default=Path(tempfile.gettempdir()) / "dispersion", help="folder for tables and plans"
    )
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to leave a line")
    arguments = parser.parse_args()
    if len(arguments.people) > 1:
        for people in arguments.people:
            others = [f"--workers={arguments.workers}", f"--room={arguments.room}", f"--out={arguments.out}"]
            others += [f"--dask={arguments.dask}"] if arguments.dask else []
            others += ["--kill"] if arguments.kill else []
            subprocess.run([sys.executable, "-m", __spec__.name, str(people), *others], check=True)
        return
    arguments.room.mkdir(parents=True, exist_ok=True)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    found = run(arguments.people[0], arguments)
    print(json.dumps(found, indent=1))
    with arguments.out.open("a", encoding="utf-8") as file:
        file.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
