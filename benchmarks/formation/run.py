"""Measure the two unconstrained cores of the formation engine and write RESULTS.md.

    python -m benchmarks.formation.run                    a few minutes
    python -m benchmarks.formation.run --full             all instances at the published time limits: two hours
    … --seeds 2 --only n120 --processor-clock --peer-python /path/to/python

The data are looked for in $TENFOLD_DATA, else in ../shared/data beside the checkout. With --processor-clock a limit of
t seconds is t seconds on every processor of this machine as this process got them, for machines that others use too.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from tenfold.engine.formation import dense, table

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROCESSORS = os.cpu_count() or 1

# What is not in the data: values measured with other solvers on a machine of two cores, one core each.
TWINS = {"twinInt_n500_g50_s1": (60.0, 182_561.0), "twinMDGa_n2000_g200_s1": (120.0, 77_980.0)}
"""Time limit and the best value of any peer: anticlust three-phase (51 s); TPSDP, the authors' C++ (120 s)."""


@dataclass(frozen=True)
class TableCase:
    """A table, our time limit, and what peers reached: percent below the total spread, and in what time."""

    name: str
    seconds: float
    peers: str


TABLES = [
    TableCase("gen_n2000_g200", 2, "fast_anticlustering 0.9720 in 2 s; ABA and swaps 0.9636 in 4 s"),
    TableCase("gen_n100000_g10000", 20, "ABA 0.9701 in 2.4 s; ABA and swaps 0.9426 in 20 s"),
    TableCase("abalone", 0.29, "ABA 0.2783 in 0.29 s; fast_anticlustering 0.2565 in 4.8 s"),
    TableCase("travel", 0.4, "ABA 0.7213 in 0.4 s; fast_anticlustering 0.7668 in 10 s"),
    TableCase("npi", 2, "not measured"),
    TableCase("pulsar", 2, "not measured"),
]
MILLION = TableCase("generated, n=1000000", 60, "ABA 0.9471 in 18 to 45 s; ABA and swaps 0.9296 in 60 s")


def data_folder() -> Path:
    """Where the data are, or a clear end."""
    folder = Path(os.environ.get("TENFOLD_DATA", ROOT.parent / "shared" / "data")) / "formation"
    if not (folder / "mdgplib").is_dir():
        sys.exit(f"No benchmark data at {folder}. Set TENFOLD_DATA to the folder that holds formation/mdgplib.")
    return folder


def circumstances(arguments: argparse.Namespace) -> list[str]:
    """Machine, date and commit, and by what the limits were measured."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    commit = subprocess.run(
        ["/usr/bin/env", "git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    clock = "processor time, shared machine" if arguments.processor_clock else "the clock on the wall"
    return [
        f"{model}, {PROCESSORS} processors, load {os.getloadavg()[1]:.1f}; Python {platform.python_version()},",
        f"numpy {np.__version__}; {datetime.now(tz=UTC).date().isoformat()}, commit {commit.stdout.strip()}.",
        f"Limits by {clock}; {arguments.seeds} seeds each.",
    ]


def clock_of(arguments: argparse.Namespace) -> Callable[[], float]:
    """Seconds on the wall, or of this process per processor."""
    return (lambda: time.process_time() / PROCESSORS) if arguments.processor_clock else time.monotonic


def dense_rows(folder: Path, arguments: argparse.Namespace) -> Iterable[str]:
    """One line per instance."""
    yield "| instance | limit, s | ours, mean | ours, least to best | published mean | published best | at or above |"
    yield "|---|---|---|---|---|---|---|"
    with (folder / "best_known.csv").open() as file:
        known = {
            row["instance"]: (
                float(row["published_time_limit_s"]),
                float(row["published_best_of_20"]),
                float(row["published_mean_of_20"]),
            )
            for row in csv.DictReader(file)
        }
    known |= {name: (seconds, value, value) for name, (seconds, value) in TWINS.items()}
    for name, (seconds, best, mean) in known.items():
        if arguments.only not in name or not (arguments.full or seconds <= 3):
            continue
        instance, clock = dense.read_mdgplib(folder / "mdgplib" / f"{name}.txt.gz"), clock_of(arguments)
        values = [
            dense.solve(instance.distances, instance.bounds, seed=seed, time_limit=seconds, clock=clock).objective
            for seed in range(arguments.seeds)
        ]
        ours = float(np.mean(values))
        verdict = "best" if ours >= best - 1e-6 else "mean" if ours > mean else "neither"
        yield (
            f"| {name} | {seconds:g} | {ours:,.2f} | {min(values):,.2f} to {max(values):,.2f} "
            f"| {mean:,.2f} | {best:,.2f} | {verdict} |"
        )


def load(folder: Path, name: str) -> np.ndarray:
    """A table as float32."""
    if name == MILLION.name:
        rng = np.random.default_rng(4)
        normal, binary = rng.normal(size=(1_000_000, 4)), rng.random((1_000_000, 4)) < [0.5, 0.3, 0.15, 0.05]
        return table.standardised(np.hstack([normal, binary]))
    path = folder / "features" / f"{name}.npy"
    if path.exists():
        return np.load(path).astype(np.float32)
    return np.loadtxt(folder / "features" / f"{name}.csv.gz", delimiter=",", dtype=np.float32)


def table_rows(folder: Path, arguments: argparse.Namespace) -> Iterable[str]:
    """One line per table."""
    yield "| table | people | limit, s | gap, % | bound, % | excess, % | peers, gap in % |"
    yield "|---|---|---|---|---|---|---|"
    for case in [*TABLES, *([MILLION] if arguments.full else [])]:
        if arguments.only not in case.name:
            continue
        X = load(folder, case.name)
        found = [
            table.solve(X, len(X) // 10, seed=seed, time_limit=case.seconds, clock=clock_of(arguments))
            for seed in range(arguments.seeds)
        ]
        gap, excess = (100 * float(np.mean([getattr(one, word) for one in found])) for word in ("gap", "excess"))
        yield (
            f"| {case.name} | {len(X):,} | {case.seconds:g} "
            f"| {gap:.4f} | {gap - excess:.4f} | {excess:.4f} | {case.peers} |"
        )


def peer_rows(arguments: argparse.Namespace) -> Iterable[str]:
    """The peer that installs from the registry, and ours in the time that it took."""
    yield "| people | anti-clustering 0.4.1, gap in % | ours in the same time | seconds |"
    yield "|---|---|---|---|"
    for n in (60, 120):
        X = table.standardised(np.random.default_rng(n).normal(size=(n, 4)))
        with tempfile.TemporaryDirectory() as room:
            np.save(f"{room}/x.npy", X)
            command = [arguments.peer_python, str(HERE / "peer_anti_clustering.py"), f"{room}/x.npy", str(n // 10)]
            done = subprocess.run([*command, f"{room}/g.npy"], capture_output=True, text=True, check=True)
            seconds, groups = float(done.stdout.split()[-1]), np.load(f"{room}/g.npy")
        theirs = 100 * (1 - table.objective(X, groups) / table.total_spread(X))
        ours = table.solve(X, n // 10, time_limit=seconds)
        yield f"| {n} | {theirs:.4f} | {100 * ours.gap:.4f} | {seconds:.2f} |"


NOTES = """
"Published" is TPSDP (Yang et al. 2022), best and mean of 20 runs on one core at the same limit; for the two `twin`
instances it is the best that any peer reached on a machine of two cores, one core each. For tables, the gap is how far
the spread inside groups stays below the spread of the whole table, the bound what no grouping can go below (in the same
percent), the excess their difference; peers' values are from such a machine too, one core each: ABA is assignment-based
anticlustering (Baumann et al. 2026, Python), fast_anticlustering is of the R package anticlust 0.8.14. Ours uses all
processors. The time for the bounds is not counted.
"""


def main() -> None:
    """Run what is asked for and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formation.run", description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="all instances, and a million people")
    parser.add_argument("--seeds", type=int, default=None, help="runs of each case (2; with --full 5)")
    parser.add_argument("--only", default="", help="only cases whose name contains this")
    parser.add_argument("--processor-clock", action="store_true", help="limits in processor time, for shared machines")
    parser.add_argument("--peer-python", default="", help="a Python with anti-clustering 0.4.1, to run it beside ours")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md", help="where to write")
    arguments = parser.parse_args()
    arguments.seeds = arguments.seeds or (5 if arguments.full else 2)
    folder = data_folder()
    dense.warm_up()
    table.warm_up()
    lines = ["# The unconstrained cores, measured", "", *circumstances(arguments)]
    sections = [
        ("Square matrices: the Maximally Diverse Grouping Problem", dense_rows(folder, arguments)),
        ("Tables of features, groups of ten", table_rows(folder, arguments)),
    ]
    if arguments.peer_python:
        sections.append(("A peer from the Python registry, in the same run", peer_rows(arguments)))
    for title, rows in sections:
        lines += ["", f"## {title}", ""]
        for row in rows:
            print(row, flush=True)
            lines.append(row)
    arguments.out.write_text("\n".join([*lines, NOTES]), encoding="utf-8")


if __name__ == "__main__":
    main()
