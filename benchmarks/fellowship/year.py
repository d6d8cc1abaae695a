"""A year of a fellowship, day by day, through the product's own actions and keepers; writes RESULTS.md.

    python -m benchmarks.fellowship.year                      5,000 people, 365 days
    python -m benchmarks.fellowship.year --people 500 --days 60 --no-write
    DATABASE_URL=postgres://… python -m benchmarks.fellowship.year      on PostgreSQL instead of SQLite

The clock is moved, not waited for. What people do is in ``life.py``. Violations are counted by reading the database
with other code than that which keeps the rules.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
MADE = """\
Made by `python -m benchmarks.fellowship.year`: every act goes through the product's own actions; every proposal is
answered by the simulated person, or lapses. How lively people are is in `life.py`; it is chosen, not measured."""
MEANT = """\
*seated*: of those who have a ten or wish for one. *wait*: median days from wishing for a ten to sitting in one, of
those who sat down in the month. *disturbed*: seats that people left for a proposed re-forming, by their consent.
*hour lost*: seats whose person cannot, or can no longer, at the hour of the ten. *broken*: two seats on a level, more
people than chairs, a seat without a yes, a yes without a seat, a seat of somebody who left: found in the database."""
START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def main() -> None:
    """Read the options, prepare an empty fellowship in a folder of its own, and let a year pass."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-write", action="store_true", help="print the tables only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tenfold-year-") as home:
        os.environ |= {"TENFOLD_HOME": home, "DJANGO_SETTINGS_MODULE": "benchmarks.fellowship.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        text = year(options.people, options.days, options.seed)
    print(text)
    if not options.no_write:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


def year(people: int, days: int, seed: int) -> str:
    """Let the days pass; the report as Markdown."""
    import numpy as np
    import time_machine
    from benchmarks.fellowship import measures
    from benchmarks.fellowship.life import ARRIVES, Life, Tally

    from tenfold.engine.world import make_world
    from tenfold.fellowship.keeping import keepers
    from tenfold.people.names import people_of
    from tenfold.site.demo import fill

    rng = np.random.default_rng(seed)
    crowd = list(people_of(make_world(int(people * (1.1 + ARRIVES * days * 1.3)) + 50, preset="dispersion", seed=seed)))
    began = time.perf_counter()
    spent: dict[str, list[float]] = defaultdict(list)
    months: list[measures.Month] = []
    life = Life(rng)
    with time_machine.travel(START, tick=False) as clock:
        steward = fill.first_steward()
        fill.ENTERED = 1.0
        fill.bring_in(steward, crowd[:people], rng)
        came = people
        for day in range(days):
            now = START + timedelta(days=day)
            clock.move_to(now)
            life.answer(now)
            arriving = int(rng.poisson(ARRIVES * people))
            fill.bring_in(steward, crowd[came : came + arriving], rng)
            came += arriving
            life.tally.arrived += arriving
            life.live(now.date())
            for name, keeper in keepers().items():
                started = time.perf_counter()
                keeper(now)
                spent[name].append(time.perf_counter() - started)
            life.look_at_proposals(now)
            if day % 7 == 6:
                measures.must_hold()
            if day % 30 == 29 or day == days - 1:
                months.append(measures.month(now, life.tally))
                life.tally = Tally()
                print(measures.line(months[-1]), f"{time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return report(people, days, seed, months, spent, time.perf_counter() - began)


def report(people: int, days: int, seed: int, months: list, spent: dict[str, list[float]], took: float) -> str:  # type: ignore[type-arg]
    """The tables, with how and on what they were made."""
    from benchmarks.fellowship import measures

    lines = [
        f"# A year of a fellowship of {people:,}",
        "",
        MADE,
        "",
        *measures.table(months),
        "",
        MEANT,
        "",
        "| kept as time passes | calls | median s | longest s | all s |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, times in spent.items():
        ordered = sorted(times)
        middle = ordered[len(ordered) // 2]
        lines.append(f"| {name} | {len(times)} | {middle:.2f} | {ordered[-1]:.1f} | {sum(times):.0f} |")
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    lines += ["", f"{days} days, seed {seed}, {took:.0f} s in all; {datetime.now(UTC):%Y-%m-%d}, {machine}.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
