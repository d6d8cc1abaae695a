"""Measure the unity engine beside its peers and write RESULTS.md.

    python benchmarks/unity/run.py [--peer-python PYTHON] [predict later rolling bridge brigade ask speed fresh scale]

Without names all parts are measured (about an hour on two quiet cores); with --peer-python, a Python that has
red-dwarf==0.4.0 installed, that is timed as well. The public
conversations are looked for in TENFOLD_DATA, or in ../shared/data beside the checkout. Each part writes its own file
results/<part>.md; RESULTS.md is put together from them.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from foretelling import ask, later, predict, rolling
from pace import PEER, fresh, scale, speed
from uniting import bridge, brigade

HERE = Path(__file__).parent
MISSED = "What misses its goal, and what was tried: [MISSED.md](MISSED.md)."
PARTS = {f.__name__: f for f in (predict, later, rolling, bridge, brigade, ask, speed, fresh, scale)}


def circumstances() -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout  # noqa: S607 - whichever git there is
    processor = next(
        (x.split(":")[1].strip() for x in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in x), ""
    )
    load_now = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit.strip()}, {os.cpu_count()} cores ({processor}), "
        f"Python {platform.python_version()}, NumPy {np.__version__}, load average {load_now}"
    )


def main(wanted: list[str]) -> None:
    if wanted[:1] == ["--peer-python"]:
        os.environ[PEER], wanted = wanted[1], wanted[2:]
    if unknown := set(wanted) - set(PARTS):
        raise SystemExit(f"No part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
    (HERE / "results").mkdir(exist_ok=True)
    for name in wanted or PARTS:
        part, before = PARTS[name], circumstances()
        lines = []
        for line in part():
            print(line, flush=True)
            lines.append(line)
        title, _, more = (part.__doc__ or "").partition("\n")
        text = "\n".join(
            [f"## {title}", "", *([" ".join(more.split()), ""] if more.strip() else []), *lines, "", before, ""]
        )
        (HERE / "results" / f"{name}.md").write_text(text, encoding="utf-8")
        assemble()


def assemble() -> None:
    """RESULTS.md from the files of all parts that were ever measured."""
    written = [HERE / "results" / f"{name}.md" for name in PARTS]
    parts = [path.read_text(encoding="utf-8") for path in written if path.exists()]
    (HERE / "RESULTS.md").write_text(
        "\n".join(["# The unity engine beside its peers", "", MISSED, "", *parts]), encoding="utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
