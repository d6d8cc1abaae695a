"""Measure the two unconstrained cores of the formation engine and write RESULTS.md.

    python -m benchmarks.formation.run                    the short ones: some minutes
    python -m benchmarks.formation.run --full             all at the published time limits: two hours
    … square tables peers --counted work --share 0.25 --seeds 2 --only n120 --resume
    … --pace                                              what a second is worth in visits, see square.py

The data are looked for in $TENFOLD_DATA, else in ../shared/data beside the checkout. Each part writes
results/<part>.md; RESULTS.md is put together from all that are there.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from benchmarks.formation import constraints, explaining, features, peers, rounds, square
from benchmarks.formation.cases import ROOT, instances

from tenfold.engine.formation import dense, table

HERE = Path(__file__).parent
TITLES = {
    "square": "Square matrices: the Maximally Diverse Grouping Problem",
    "tables": "Tables of features, groups of ten",
    "peers": "Peers in the same run",
    "planted": "All constraints together: instances whose solution is known to exist",
    "exact": "All constraints together: a handful of people, beside the exact optimum",
    "rotation": "Rotation: rounds in which few meet again",
    "explain": "Explaining one seat",
}


def commit() -> str:
    """The commit of the checkout."""
    words = ["/usr/bin/env", "git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def circumstances() -> str:
    """Machine, date and commit."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), platform.processor())
    return (
        f"{model}, {os.cpu_count()} processors, load {os.getloadavg()[1]:.1f}; Python {platform.python_version()}, "
        f"numpy {np.__version__}; {datetime.now(tz=UTC).date().isoformat()}, commit {commit()}."
    )


def square_rows(arguments: argparse.Namespace) -> Iterator[str]:
    """Run what is asked for, then tell of all runs on file."""
    done = square.recorded() if arguments.resume else {}
    for case in instances():
        for seed in range(arguments.seeds):
            how = (arguments.counted, arguments.share)
            if arguments.only not in case.name or (case.name, case.seconds, *how, seed) in done:
                continue
            if arguments.full or case.seconds <= 3:
                print(square.measure(case, seed, counted=how[0], share=how[1], commit=commit()), flush=True)
    yield from square.table(list(square.recorded().values()))
    yield square.NOTE


PARTS: dict[str, Callable[[argparse.Namespace], Iterator[str]]] = {
    "square": square_rows,
    "tables": features.rows,
    "peers": peers.rows,
    "planted": constraints.planted_rows,
    "exact": constraints.exact_rows,
    "rotation": rounds.rows,
    "explain": explaining.rows,
}


def main() -> None:
    """Run what is asked for and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formation.run", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", help="of: " + ", ".join(PARTS))
    parser.add_argument("--full", action="store_true", help="all instances, and a million people")
    parser.add_argument("--seeds", type=int, default=None, help="runs of each case (2; with --full 5)")
    parser.add_argument("--only", default="", help="only cases whose name contains this")
    parser.add_argument(
        "--counted", choices=["wall", "processor", "work"], default="wall", help="how limits are counted"
    )
    parser.add_argument("--share", type=float, default=1.0, help="the share of the published limit that ours may take")
    parser.add_argument("--resume", action="store_true", help="do not run again what is on file")
    parser.add_argument("--tell", action="store_true", help="run nothing, write RESULTS.md of what is on file")
    parser.add_argument("--pace", action="store_true", help="measure what a second is worth in visits, and end")
    parser.add_argument("--peer-python", default="", help="a Python with anti-clustering 0.4.1, to run it beside ours")
    parser.add_argument("--exact-python", default="", help="a Python with OR-Tools, for the exact optimum")
    arguments = parser.parse_args()
    arguments.seeds = arguments.seeds or (5 if arguments.full else 2)
    if arguments.tell:
        arguments.seeds = 0
        write("square", arguments)
        assemble()
        return
    if arguments.pace or not arguments.parts or {"square", "tables", "peers"} & set(arguments.parts):
        dense.warm_up()
        table.warm_up()
    if arguments.pace:
        square.measure_pace()
        return
    for part in arguments.parts or PARTS:
        write(part, arguments)
    assemble()


def write(part: str, arguments: argparse.Namespace) -> None:
    """Measure a part and write its file."""
    (HERE / "results").mkdir(exist_ok=True)
    rows = list(PARTS[part](arguments))
    text = "\n".join([f"## {TITLES[part]}", "", circumstances(), "", *rows]) + "\n"
    print(text, flush=True)
    (HERE / "results" / f"{part}.md").write_text(text, encoding="utf-8")


def assemble() -> None:
    """RESULTS.md from all parts on file, ours first."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted((HERE / "results").glob("*.md"))}
    ordered = [found.pop(part) for part in PARTS if part in found] + list(found.values())
    (HERE / "RESULTS.md").write_text("# The formation engine, measured\n\n" + "\n".join(ordered), encoding="utf-8")


if __name__ == "__main__":
    main()
