"""How long the pages of desires take in a fellowship of 100,000 members who gave 5,000,000 answers.

    nice -n 15 .venv/bin/python benchmarks/unity/pages.py [--members 100000] [--desires 2000] [--responses 5000000]

Makes an invented fellowship in a temporary folder (SQLite, or the database that DATABASE_URL names, which has to be
empty), has its figures reckoned as a worker would, then asks for each page as different members through Django's whole
stack (middleware, session, templates; no network). Writes a table to results/pages.md. The goal is a 95th percentile
under 100 ms.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
GOAL = 0.100
WARM = 5


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--members", type=int, default=100_000)
    read.add_argument("--desires", type=int, default=2_000)
    read.add_argument("--responses", type=int, default=5_000_000)
    read.add_argument("--asked", type=int, default=100, help="how many members ask for each page")
    read.add_argument("--output", type=Path, default=HERE / "results" / "pages.md")
    asked = read.parse_args()
    with tempfile.TemporaryDirectory(prefix="tenfold-pages-") as home:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tenfold.site.settings", "TENFOLD_HOME": home, "TENFOLD_LOG": "ERROR"}
        os.environ["TENFOLD_ANSWERS_A_DAY"] = "1000000"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        from django.template import engines

        engines.all()  # all templates' tags are read now, not while others may be changing them
        began = time.perf_counter()
        Fellowship(asked.members, asked.desires, asked.responses).make()
        print(f"made in {time.perf_counter() - began:.0f} s", flush=True)
        reckoning = reckoned()
        rows = list(measured(asked.asked))
        write(asked, reckoning, rows)
    sys.exit(0)


class Fellowship:
    """An invented fellowship, written straight into the tables."""

    def __init__(self, members: int, desires: int, responses: int) -> None:
        self.members, self.desires, self.responses = members, desires, responses
        self.chance = np.random.default_rng(5)

    def make(self) -> None:
        from django.db import transaction

        with transaction.atomic():
            self._people()
            self._nest()
            self._desires()
        self._responses()

    def _people(self) -> None:
        from django.utils import timezone

        from tenfold.fellowship.members import models

        now = timezone.now()
        models.Fellowship.objects.create(pk=1, name="Evening Star")
        numbers = range(1, self.members + 1)
        accounts = (models.Account(pk=n, email=f"m{n}@example.org") for n in numbers)
        models.Account.objects.bulk_create(accounts, batch_size=5000)
        year = timedelta(days=365)
        people = (
            models.Member(
                pk=n, account_id=n, name=f"Member {n}", standing="entered", entered_at=now - year, zone="Asia/Jerusalem"
            )
            for n in numbers
        )
        models.Member.objects.bulk_create(people, batch_size=5000)
        codes = ("en", "he", "ru")
        spoken = (models.MemberLanguage(member_id=n, code=codes[n % 3], rank=0) for n in numbers)
        models.MemberLanguage.objects.bulk_create(spoken, batch_size=5000)

    def _nest(self) -> None:
        """Tens of ten, ten of which are a hundred, and so on up to one."""
        from datetime import date
        from datetime import time as clock

        from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat

        formation = Formation.objects.create(standing="published", for_date=date(2025, 7, 1))
        below, level, key = self.members, 1, 0
        first: dict[int, int] = {}
        rows: list[Circle] = []
        while below > 1:
            count = -(-below // 10)
            first[level] = key + 1
            for number in range(1, count + 1):
                key += 1
                rows.append(
                    Circle(
                        pk=key, level=level, number=number, standing="alive", formation=formation, language="en",
                        zone="Asia/Jerusalem", weekday=number % 7, starts_at=clock(20), minutes=60,
                    )
                )  # fmt: skip
            below, level = count, level + 1
        for circle in rows:
            if circle.level + 1 in first:
                circle.parent_id = first[circle.level + 1] + (circle.number - 1) // 10
        Circle.objects.bulk_create(sorted(rows, key=lambda circle: -circle.level), batch_size=5000)
        self.tens = first.get(2, key + 1) - 1
        placements = (
            Placement(pk=n, formation=formation, circle_id=1 + (n - 1) // 10, member_id=n, standing="accepted")
            for n in range(1, self.members + 1)
        )
        Placement.objects.bulk_create(placements, batch_size=5000)
        seats = (
            Seat(circle_id=1 + (n - 1) // 10, member_id=n, placement_id=n, chair=(n - 1) % 10, chairs=12)
            for n in range(1, self.members + 1)
        )
        Seat.objects.bulk_create(seats, batch_size=5000)

    def _desires(self) -> None:
        from tenfold.fellowship.desires.models import Counts, Desire, Fit, Rendering

        words = [
            "peace",
            "bread",
            "song",
            "river",
            "garden",
            "night",
            "teacher",
            "bridge",
            "winter",
            "house",
            "child",
            "silence",
            "table",
            "road",
            "letter",
        ]
        random.seed(5)

        def text() -> str:
            return f"That we have {' and '.join(random.sample(words, 4))} in every year of our life together"

        rows = [Desire(pk=n, author_id=n, text=text(), language="en") for n in range(1, self.desires + 1)]
        rows += [
            Desire(pk=self.desires + 3 * ten + n, author_id=10 * ten + n, circle_id=1 + ten, text=text(), language="en")
            for ten in range(min(self.tens, 2000) - 1)
            for n in (1, 2, 3)
        ]
        Desire.objects.bulk_create(rows, batch_size=5000)
        Counts.objects.bulk_create((Counts(desire=row) for row in rows), batch_size=5000)
        given = (Rendering(desire=row, language="he", text=f"רצון {row.pk}") for row in rows[: self.desires])
        Rendering.objects.bulk_create(given, batch_size=5000)
        Fit.objects.create(circle=None)

    def _responses(self) -> None:
        """Members of two sides answer as many desires as it takes; popular ones more often than others."""
        from django.db import connection, transaction

        each = self.responses // self.members
        side = np.where(np.arange(self.members) % 2 == 0, 1.0, -1.0)
        welcome = self.chance.normal(0.6, 1.0, self.desires)
        apart = self.chance.normal(0.0, 1.2, self.desires)
        with transaction.atomic():
            for begin in range(0, self.members, 20_000):
                put(connection, self._block(begin, min(begin + 20_000, self.members), each, side, welcome, apart))
        with connection.cursor() as cursor:
            for column, value in (("agreed", 1), ("disagreed", -1), ("passed", 0)):
                cursor.execute(
                    f"UPDATE desires_counts SET {column} = (SELECT count(*) FROM desires_response r "  # noqa: S608
                    f"WHERE r.desire_id = desires_counts.desire_id AND r.value = {value})"
                )
            cursor.execute("ANALYZE")

    def _block(self, begin: int, end: int, each: int, side: Any, welcome: Any, apart: Any) -> Iterator[tuple[Any, ...]]:
        from django.utils import timezone

        when = (timezone.now() - timedelta(days=30)).strftime("%Y-%m-%d %H:%M:%S.%f")
        for i in range(begin, end):
            what = np.unique(self.chance.integers(0, self.desires, each + 2))[:each]
            odds = welcome[what] + apart[what] * side[i]
            value = np.where(self.chance.random(len(what)) < 1 / (1 + np.exp(-odds)), 1, -1)
            value[self.chance.random(len(what)) < 0.1] = 0
            for j, how in zip((what + 1).tolist(), value.tolist(), strict=True):
                yield (i + 1, j, how, when)


def put(connection: Any, rows: Iterator[tuple[Any, ...]]) -> None:
    """Write responses as fast as the database takes them."""
    columns = "(member_id, desire_id, value, responded_at)"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY desires_response {columns} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            sql = f"INSERT INTO desires_response {columns} VALUES (?, ?, ?, ?)"  # noqa: S608
            cursor.cursor.connection.executemany(sql, rows)


def reckoned() -> dict[str, float]:
    """From nothing, and again after some answers more, as a worker does; seconds, and what it takes of memory."""
    from django.utils import timezone

    from tenfold.fellowship.desires.models import Fit
    from tenfold.fellowship.desires.reckoning import reckon_now

    found = {}
    for name in ("cold", "warm"):
        Fit.objects.filter(circle=None).update(wanted_at=timezone.now())
        began = time.perf_counter()
        reckon_now(None)
        found[name] = time.perf_counter() - began
        print(f"reckoned {name}: {found[name]:.1f} s", flush=True)
    found["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return found


def measured(asked: int) -> Iterator[tuple[str, float, float, float]]:
    """Median and 95th percentile of each page, asked for by ever other members; the latter also of processor time."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import override_settings

    from tenfold.fellowship.desires.models import Desire
    from tenfold.fellowship.members.models import Account

    settings.ALLOWED_HOSTS = ["testserver"]
    count = Account.objects.count()
    keys = dict(Desire.objects.filter(circle=None).values_list("pk", "key"))
    random.seed(7)

    def someone(language: str = "en") -> tuple[Client, int]:
        number = random.randint(1, min(count, 20_000))
        browser = Client(headers={"accept-language": language})
        browser.force_login(Account.objects.get(pk=number))
        return browser, number

    def get(path: Callable[[int], str]) -> Callable[[Client, int], Any]:
        return lambda browser, number: browser.get(path(number))

    def answer(browser: Client, _number: int) -> Any:
        key = keys[random.choice(list(keys))]
        return browser.post(f"/desires/one/{key}/answer/", {"answer": random.choice(["mine", "not_mine", "not_now"])})

    def ten(number: int) -> int:
        return 1 + (number - 1) // 10

    pages: dict[str, Callable[[Client, int], Any]] = {
        "desires of the whole": get(lambda _n: "/desires/"),
        "desires of the whole, page 50": get(lambda _n: "/desires/?page=50"),
        "desires of my ten": get(lambda n: f"/desires/of/1-{ten(n)}/"),
        "a desire": get(lambda _n: f"/desires/one/{keys[random.choice(list(keys))]}/"),
        "what unites the whole": get(lambda _n: "/desires/ground/"),
        "what is dear to few": get(lambda _n: "/desires/ground/?view=few"),
        "what each side guards": get(lambda _n: "/desires/ground/?view=guards"),
        "the map": get(lambda _n: "/desires/map/"),
        "five cards to answer": get(lambda _n: "/desires/cards/"),
        "an answer": answer,
        "what I answered": get(lambda _n: "/desires/mine/answers/"),
        "Today": get(lambda _n: "/today/"),
        "API: desires": get(lambda _n: "/api/desires"),
        "API: next to answer": get(lambda _n: "/api/desires/next"),
    }
    with override_settings(DEBUG=False):
        for name, ask in pages.items():
            taken, worked = [], []
            for turn in range(WARM + asked):
                browser, number = someone("he" if turn % 2 else "en")
                browser.get("/charter/")  # the whole in the header is drawn once for a ten and kept for minutes
                began, at_work = time.perf_counter(), time.process_time()
                response = ask(browser, number)
                if turn >= WARM:
                    taken.append(time.perf_counter() - began)
                    worked.append(time.process_time() - at_work)
                assert response.status_code in (200, 302), (name, response.status_code)
            middle, late = np.quantile(taken, [0.5, 0.95])
            busy = float(np.quantile(worked, 0.95))
            print(f"{name:34} {1000 * middle:6.0f} ms {1000 * late:6.0f} ms {1000 * busy:6.0f} ms", flush=True)
            yield name, float(middle), float(late), busy


def write(asked: argparse.Namespace, reckoning: dict[str, float], rows: list[tuple[str, float, float, float]]) -> None:
    from django.db import connection

    missed = [name for name, _middle, late, _busy in rows if late > GOAL]
    over = [name for name, _middle, _late, busy in rows if busy > GOAL]
    size = f"{asked.members:,} members, {asked.desires:,} desires for the whole, {asked.responses:,} answers"
    machine = (
        f"{connection.vendor}; Python {platform.python_version()} on {os.cpu_count()} cores, shared with other work"
    )
    times = f"{reckoning['cold']:.1f} s from nothing and {reckoning['warm']:.1f} s from the last fit"
    memory = f"reading the answers from the database included; peak memory {reckoning['gigabytes']:.1f} GB"
    lines = [
        "# Pages of desires",
        "",
        f"{size}; {machine} (load {os.getloadavg()[0]:.1f}).",
        f"{asked.asked} members each, on their second page, through Django's whole stack.",
        "",
        f"The whole was reckoned in {times}, {memory}.",
        "",
        "| page | median | 95th percentile | of processor time |",
        "|---|--:|--:|--:|",
        *(
            f"| {name} | {1000 * m:.0f} ms | {1000 * late:.0f} ms | {1000 * busy:.0f} ms |"
            for name, m, late, busy in rows
        ),
        "",
        "The last column is what the page costs where the machine does nothing else.",
        (
            f"Over the goal of 100 ms by the clock: {', '.join(missed) or 'none'}; "
            f"by processor time: {', '.join(over) or 'none'}."
        ),
        "",
    ]
    asked.output.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
