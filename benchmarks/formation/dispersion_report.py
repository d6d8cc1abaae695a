"""Turn the measured runs of the dispersion into DISPERSION.md, a plot of the growth, and a table for RESULTS.md.

python -m benchmarks.formation.dispersion_report
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
RUNS = HERE / "results" / "dispersion.jsonl"
Run = dict[str, Any]

NEST = ("read", "form", "write")
"""The stages of a nest, from file to files."""

EARTH = 8_000_000_000
SLICE = 1 << 16


def runs(path: Path = RUNS) -> list[Run]:
    """The last run of each size and manner, the smallest first."""
    last: dict[tuple[int, bool, str], Run] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        last[one["people"], one["dask"], one.get("killed", "")] = one
    return [last[key] for key in sorted(last)]


def seconds(run: Run, kind: str, stages: tuple[str, ...] = NEST) -> float:
    """Seconds of some stages, on the wall or of the processors."""
    return float(sum(run["stages"][stage][kind] for stage in stages))


def exponent(found: list[Run]) -> tuple[float, float]:
    """Exponent and factor of the processor seconds as a power of the people, by least squares of the logarithms."""
    x, y = np.log([one["people"] for one in found]), np.log([seconds(one, "cpu") for one in found])
    slope, height = np.polyfit(x, y, 1)
    return float(slope), float(np.exp(height))


def table(found: list[Run]) -> list[str]:
    """One line a run."""
    lines = [
        (
            "| people | whole nest, s on the wall | processor s | load | memory, GB | seated of placeable | not seated "
            "| rules broken | below the bound of difference | circles, from the tens up |"
        ),
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in found:
        circles = ", ".join(f"{many:,}" for many in one["circles"])
        lines.append(
            f"| {one['people']:,}{how(one)} | {seconds(one, 'wall'):,.0f} | {seconds(one, 'cpu'):,.0f} | {one['load']} "
            f"| {one['memory_gb']:.2f} | {100 * one['seated_of_placeable']:.4f} % "
            f"| {one['placeable'] - one['seated']:,} of {one['placeable']:,} | {sum(one['broken'].values())} "
            f"| {100 * one['excess']:.2f} % | {circles} |"
        )
    return lines


def how(run: Run) -> str:
    """A word on the manner of a run, if it was not the usual one."""
    if not run["dask"]:
        return ""
    return f" (Dask, {run['killed']})" if run.get("killed") else " (Dask)"


def plot(found: list[Run]) -> str:
    """Processor seconds against people, both logarithmic, with the fitted line, as SVG."""
    width, height, left, foot = 640, 400, 70, 50
    slope, factor = exponent(found)
    people = [one["people"] for one in found]
    low, high = np.log10(min(people)) - 0.2, np.log10(max(people)) + 0.2
    times = [seconds(one, "cpu") for one in found]
    least, most = np.floor(np.log10(min(times))), np.ceil(np.log10(max(times)))

    def x(value: float) -> float:
        return round(left + (np.log10(value) - low) / (high - low) * (width - left - 20), 1)

    def y(value: float) -> float:
        return round(height - foot - (np.log10(value) - least) / (most - least) * (height - foot - 20), 1)

    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            'font-family="sans-serif" font-size="12">'
        ),
        f"<title>Processor seconds of a whole nest against people: exponent {slope:.2f}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in range(int(np.ceil(low)), int(high) + 1):
        parts.append(_line(x(10**power), y(10**least), x(10**power), y(10**most)))
        parts.append(f'<text x="{x(10**power)}" y="{height - foot + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(int(least), int(most) + 1):
        parts.append(_line(left, y(10.0**power), width - 20, y(10.0**power)))
        parts.append(f'<text x="{left - 8}" y="{y(10.0**power) + 4}" text-anchor="end">{10.0**power:g}</text>')
    ends = (min(people), max(people))
    fitted = [y(factor * end**slope) for end in ends]
    parts.append(
        f'<line x1="{x(ends[0])}" y1="{fitted[0]}" x2="{x(ends[1])}" y2="{fitted[1]}" stroke="#8a5a00" '
        'stroke-width="1.5" stroke-dasharray="5 4"/>'
    )
    for number, (one, spent) in enumerate(zip(people, times, strict=True)):
        aside = (10, "start") if number == 0 else (-10, "end")
        parts.append(f'<circle cx="{x(one)}" cy="{y(spent)}" r="5" fill="#123a6b"/>')
        place = f'x="{x(one) + aside[0]}" y="{y(spent) + (14 if number == 0 else -8)}" text-anchor="{aside[1]}"'
        parts.append(f"<text {place}>{one:,}: {spent:,.1f} s</text>")
    middle = (left + width) / 2
    parts.append(
        f'<text x="{middle}" y="{height - 10}" text-anchor="middle">people (time grows as n^{slope:.2f})</text>'
    )
    parts.append(f'<text transform="rotate(-90 16 {height / 2})" x="16" y="{height / 2}" text-anchor="middle">')
    parts.append("processor seconds, file to files</text></svg>")
    return "\n".join(parts) + "\n"


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#ddd"/>'


def projection(found: list[Run]) -> list[str]:
    """What 8 billion people would take, from the figures of the largest run."""
    largest = found[-1]
    many = largest["people"]
    told = next(one for one in reversed(found) if "own" in one["stages"]["form"])
    spent, own = seconds(largest, "cpu", ("form",)) / many, seconds(told, "own", ("form",)) / told["people"]
    files = seconds(largest, "cpu", ("read", "write")) / many
    out, back = largest["bytes_out"], largest["bytes_back"]
    crowd = largest["crowd_gb"] * 1e9 / many
    hours = EARTH * (spent + files) / 3600
    machines = EARTH * crowd / 8e9
    return [
        "| of 8 billion people | | from |",
        "|---|---|---|",
        f"| shards of {SLICE:,} | {EARTH / SLICE:,.0f} | |",
        (
            f"| bytes to the workers and back | {EARTH * (out + back) / 1e12:.2f} TB | "
            f"{out:.0f} and {back:.1f} bytes a person, "
            "as measured |"
        ),
        (
            f"| processor hours | {hours:,.0f} | {1e6 * (spent + files):.1f} µs a person: "
            f"{1e6 * files:.1f} of them reading and "
            "writing |"
        ),
        f"| machine hours (two processors) | {hours / 2:,.0f} | |",
        (
            f"| on 100 such machines | {hours / 200 + EARTH * own / 3600 / 100:.1f} hours | "
            "the shards spread out, and the "
            "coordinating part (next line) split a hundredfold |"
        ),
        (
            f"| of this, done by the coordinating process | {EARTH * own / 3600:,.1f} "
            f"processor hours | {1e6 * own:.2f} µs a "
            "person |"
        ),
        f"| the crowd in memory | {EARTH * crowd / 1e12:.2f} TB | {crowd:.0f} bytes a person |",
        f"| machines of 16 GB to hold it (8 GB of people each) | {machines:,.0f} | |",
    ]


def main() -> None:
    """Write all three."""
    everything = runs()
    found = [one for one in everything if not one["dask"]]
    largest, slope = found[-1], exponent(found)[0]
    (HERE / "dispersion.svg").write_text(plot(found), encoding="utf-8")
    where = "; ".join(sorted({f"{one['machine']}, {one['date']}, commit {one['commit']}" for one in everything}))
    rows = table(everything)
    short = [
        "## The dispersion: 10,000 to 14.25 million people into one nest",
        "",
        where + ".",
        "",
        *rows,
        "",
        (
            f"Processor seconds grow as n^{slope:.2f}. What the columns mean, and a "
            "projection to 8 billion: DISPERSION.md."
        ),
    ]
    (HERE / "results" / "dispersion.md").write_text("\n".join(short) + "\n", encoding="utf-8")
    text = [*OPENING, where + ".", "", *rows, "", *stages(largest), "", *NOTES, "", *growth(found)]
    text += ["", *PROJECTED, "", *projection(found), "", *CLOSING]
    (HERE / "DISPERSION.md").write_text("\n".join(text) + "\n", encoding="utf-8")


def stages(run: Run) -> list[str]:
    """Where the time of the largest run went."""
    lines = [f"The stages of {run['people']:,} people:", "", "| stage | s on the wall | processor s |", "|---|---|---|"]
    names = {"read": "read the table", "form": "form, tens to top", "write": "write the plan"}
    names |= {
        "check": "check the plan on disk",
        "measure": "measure difference and its bound",
        "count": "count the placeable",
    }
    for stage, name in names.items():
        if stage in run["stages"]:
            spent = run["stages"][stage]
            lines.append(f"| {name} | {spent['wall']:,.1f} | {spent['cpu']:,.1f} |")
    return lines


def growth(found: list[Run]) -> list[str]:
    """The plot and what it says."""
    slope, _ = exponent(found)
    last, _ = exponent(found[-2:])
    return [
        "## Growth",
        "",
        f"![Processor seconds against people, both logarithmic: a line of slope {slope:.2f}](dispersion.svg)",
        "",
        f"Over all sizes processor time grows as n^{slope:.2f}; between the two largest as n^{last:.2f}.",
    ]


OPENING = """\
# The dispersion, measured

A scattered people, as `tenfold.engine.world` invents it, is formed into tens that share a language and a weekly
hour across origins, these into hundreds, and so on up to one top: from one Parquet file to two. Written by
`python -m benchmarks.formation.dispersion 10000 100000 1000000 14250000`, then `python -m
benchmarks.formation.dispersion_report`.
""".splitlines()

NOTES = """\
- *The whole nest* is reading, forming, gathering up to the top and writing, with two workers on two processors.
  The load is the mean number of processes that wanted a processor in the five minutes before the line was
  written: above 2 others were at work, the wall clock says little, and half of the processor seconds is what a
  quiet machine takes.
- *Memory* is the most that all processes held together, shared pages counted once.
- *Placeable* is who has at least one cell (a language and a weekly start) with enough people for a circle,
  everybody being counted into all of their cells at once: a bound that no plan can exceed. It is counted twice,
  by the engine and by `benchmarks/formation/placeable.py`, which shares no code with it; a run ends if they
  differ.
- *Rules broken* are counted by reading the plan back from disk and holding it against the table of people, on
  everybody's own clock: languages, hours, sizes, delegates, parents of two to twelve.
- *Below the bound*: difference inside circles against the bound for circles of these sizes formed of these
  people as if languages and hours did not matter. A part of it can therefore not be reached by any plan.
""".splitlines()

PROJECTED = """\
## Eight billion, projected

Nothing of this was run. Shards are of one size whatever the number of people, so their time and what is sent
for each grow with the number of people alone; the figures of the largest run are multiplied.""".splitlines()

CLOSING = """\
What a cluster would need beyond today's code: the coordinating process holds the whole crowd today, which ends
at about a hundred million people on a machine of 16 GB. Its work is counting cells (sums over people, which add
up over machines), hashing people to shards (each alone), and seating the few whom no shard could seat; the
first two split as they are, the third concerns a handful. The storeys above the thousands are one shard of a
thousandth of the people.""".splitlines()


if __name__ == "__main__":
    main()
