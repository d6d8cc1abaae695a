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
from pathlib import Path
from typing import Any

import numpy as np
from invented import Fellowship

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
    from tenfold.fellowship.one_desire.models import Composition, Taking

    settings.ALLOWED_HOSTS = ["testserver"]
    count = Account.objects.count()
    whole = Composition.objects.get(circle=None)
    word = Taking.objects.filter(composition=whole).first()
    assert word is not None
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
        "my ten": get(lambda n: f"/circles/1-{ten(n)}/"),
        "the whole": get(lambda _n: "/whole/"),
        "the one desire of my ten": get(lambda n: f"/circles/1-{ten(n)}/one-desire/"),
        "the one desire of the whole": get(lambda _n: "/whole/one-desire/"),
        "a text with all it is made of": get(lambda _n: f"/one-desire/{whole.key}/"),
        "down from a word of the whole": get(lambda _n: f"/one-desire/{whole.key}/words/{word.pk}/"),
        "where my words went": get(lambda _n: "/my-words/"),
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
