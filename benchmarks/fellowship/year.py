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
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def main() -> None:
    """Read the options, prepare an empty fellowship in a folder of its own, and let a year pass."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-write", action="store_true", help="print the tables only")
    parser.add_argument("--into", type=Path, default=HERE / "RESULTS.md", help="the report, written month by month")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tenfold-year-") as home:
        os.environ |= {"TENFOLD_HOME": home, "DJANGO_SETTINGS_MODULE": "benchmarks.fellowship.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        for text in year(options.people, options.days, options.seed):
            if not options.no_write:
                options.into.write_text(text, encoding="utf-8")
    print(text)


class Stopwatch:
    """How long what took, in seconds, by name."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)

    def time(self, name: str, act: Callable[..., Any], *arguments: Any) -> Any:
        """Do something and note how long it took."""
        started = time.perf_counter()
        try:
            return act(*arguments)
        finally:
            self.spent[name].append(time.perf_counter() - started)


def year(people: int, days: int, seed: int) -> Iterator[str]:
    """Let the days pass; after each month the report so far, as Markdown."""
    import time_machine
    from benchmarks.fellowship import measures, report

    from tenfold.fellowship.renewal import jobs

    began = time.perf_counter()
    acts = Stopwatch()
    find = jobs.make_plan
    jobs.make_plan = lambda formation: acts.time("re-forming", find, formation)
    with time_machine.travel(START, tick=False) as clock:
        days_of = Days(people, days, seed, clock, acts)
        for day in range(days):
            days_of.live(day)
            if day % 7 == 6:
                acts.time("checking", measures.must_hold)
            if day % 30 == 29 or day == days - 1:
                month = acts.time("checking", days_of.month)
                took = time.perf_counter() - began
                print(measures.line(month), f"{took:.0f} s", file=sys.stderr, flush=True)
                yield report.written(
                    report.Run(people, day + 1, days, seed, took),
                    days_of.months,
                    kept=days_of.kept.spent,
                    soon=days_of.soon.spent,
                    acts=acts.spent,
                )


class Days:
    """A fellowship whose days are lived one after the other; everybody comes in at the beginning, more as time passes.

    ``kept`` is how long the keepers take once a day, ``soon`` how long when they are called again a minute later.
    """

    def __init__(self, people: int, days: int, seed: int, clock: Any, acts: Stopwatch) -> None:
        import numpy as np
        from benchmarks.fellowship.life import ARRIVES, Life
        from benchmarks.fellowship.tens import Tens

        from tenfold.engine.world import make_world
        from tenfold.people.names import people_of
        from tenfold.site.demo import fill

        self.rng, self.clock, self.acts = np.random.default_rng(seed), clock, acts
        many = int(people * (1.1 + ARRIVES * days * 1.3)) + 50
        self.crowd = list(people_of(make_world(many, preset="dispersion", seed=seed)))
        self.steward = fill.first_steward()
        self.life = Life(self.rng)
        self.tens = Tens(self.life, self.steward)
        self.arrive = ARRIVES * people
        self.came = 0
        self.kept, self.soon = Stopwatch(), Stopwatch()
        self.months: list[Any] = []
        self.now = self.month_began = START
        fill.ENTERED = 1.0
        self.come(people)

    def come(self, many: int) -> None:
        """So many new people come in."""
        from tenfold.site.demo import fill

        newcomers = self.crowd[self.came : self.came + many]
        self.acts.time("coming in", fill.bring_in, self.steward, newcomers, self.rng)
        self.came += many
        self.life.tally.did["come"] += many

    def live(self, day: int) -> None:
        """One day: answers, newcomers, what people and tens do, what the steward publishes, what is kept."""
        self.now = now = START + timedelta(days=day)
        self.clock.move_to(now)
        self.acts.time("answers", self.life.answer, now)
        self.come(int(self.rng.poisson(self.arrive)))
        self.acts.time("life", self.life.live, now.date())
        self.acts.time("life", self.tens.live, day)
        self.acts.time("life", self.tens.publish, now)
        beat(self.kept, now)
        if day % 30 == 15:
            self.clock.move_to(now + timedelta(minutes=1))
            beat(self.soon, now + timedelta(minutes=1))
            self.clock.move_to(now)
        self.life.look_at_proposals(now)

    def month(self) -> Any:
        """Close a month: how the fellowship stands, what happened."""
        from benchmarks.fellowship import measures
        from benchmarks.fellowship.life import Tally

        self.months.append(measures.month(self.month_began, self.now, self.life.tally))
        self.life.tally, self.month_began = Tally(), self.now
        return self.months[-1]


def beat(watch: Stopwatch, now: datetime) -> None:
    """Do what is due, as the worker does every minute."""
    from tenfold.fellowship.keeping import keepers

    for name, keeper in keepers().items():
        watch.time(name, keeper, now)


if __name__ == "__main__":
    main()
