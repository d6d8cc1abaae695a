"""A year of a fellowship, day by day, through the product's own actions and keepers; writes RESULTS.md.

    python -m benchmarks.fellowship.year                      5,000 people, 365 days
    python -m benchmarks.fellowship.year --people 500 --days 60 --no-write
    DATABASE_URL=postgres://… python -m benchmarks.fellowship.year      on PostgreSQL instead of SQLite

The clock is moved, not waited for. What people do is in ``life.py``, what tens and stewards do in ``tens.py``. Rules
are checked by reading the database with other code than that which keeps them; the first one broken stops the year.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
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


class Stopwatch:
    """How long what took, in seconds, by name."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)

    def time(self, name: str, act, *arguments):  # type: ignore[no-untyped-def]
        """Do something and note how long it took."""
        started = time.perf_counter()
        try:
            return act(*arguments)
        finally:
            self.spent[name].append(time.perf_counter() - started)


def year(people: int, days: int, seed: int) -> str:
    """Let the days pass; the report as Markdown."""
    import numpy as np
    import time_machine
    from benchmarks.fellowship import measures, report
    from benchmarks.fellowship.life import ARRIVES, Life, Tally
    from benchmarks.fellowship.tens import Tens

    from tenfold.engine.world import make_world
    from tenfold.fellowship.renewal import jobs
    from tenfold.people.names import people_of
    from tenfold.site.demo import fill

    rng = np.random.default_rng(seed)
    crowd = list(people_of(make_world(int(people * (1.1 + ARRIVES * days * 1.3)) + 50, preset="dispersion", seed=seed)))
    began = time.perf_counter()
    kept, soon, acts = Stopwatch(), Stopwatch(), Stopwatch()
    find = jobs.make_plan
    jobs.make_plan = lambda formation: acts.time("re-forming", find, formation)
    months: list[measures.Month] = []
    life, month_began = Life(rng), START
    with time_machine.travel(START, tick=False) as clock:
        steward = fill.first_steward()
        tens = Tens(life, steward)
        fill.ENTERED = 1.0
        acts.time("coming in", fill.bring_in, steward, crowd[:people], rng)
        came = people
        for day in range(days):
            now = START + timedelta(days=day)
            clock.move_to(now)
            acts.time("answers", life.answer, now)
            arriving = int(rng.poisson(ARRIVES * people))
            acts.time("coming in", fill.bring_in, steward, crowd[came : came + arriving], rng)
            came += arriving
            life.tally.did["come"] += arriving
            acts.time("life", life.live, now.date())
            acts.time("life", tens.live, day)
            acts.time("life", tens.publish, now)
            beat(kept, now)
            if day % 30 == 15:
                clock.move_to(now + timedelta(minutes=1))
                beat(soon, now + timedelta(minutes=1))
                clock.move_to(now)
            life.look_at_proposals(now)
            if day % 7 == 6:
                acts.time("checking", measures.must_hold)
            if day % 30 == 29 or day == days - 1:
                months.append(acts.time("checking", measures.month, month_began, now, life.tally))
                life.tally, month_began = Tally(), now
                print(measures.line(months[-1]), f"{time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
                print(
                    {
                        name: round(sum(spent))
                        for name, spent in [*acts.spent.items(), *kept.spent.items()]
                        if sum(spent) > 3
                    },
                    dict(months[-1].did),
                    months[-1].lacks,
                    file=sys.stderr,
                    flush=True,
                )
        return report.written(
            people, days, seed, months, kept.spent, soon.spent, acts.spent, time.perf_counter() - began
        )


def beat(watch: Stopwatch, now: datetime) -> None:
    """Do what is due, as the worker does every minute."""
    from tenfold.fellowship.keeping import keepers

    for name, keeper in keepers().items():
        watch.time(name, keeper, now)


if __name__ == "__main__":
    main()
