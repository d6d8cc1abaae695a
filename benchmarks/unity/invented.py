"""An invented fellowship with a nest, desires, answers and one desires, written straight into the tables."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from one_desires import one_desires

if TYPE_CHECKING:
    from tenfold.fellowship.circles.models import Circle, Formation


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
            one_desires()
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
        self._voices(rows, formation)

    def _voices(self, circles: list[Circle], formation: Formation) -> None:
        """Who sits first in a circle speaks for it in the one above, and so on up."""
        from tenfold.fellowship.circles.models import Placement, Seat

        speaker = {circle.pk: 1 + 10 * (circle.number - 1) for circle in circles if circle.level == 1}
        placements, seats, taken = [], [], Counter[int]()
        for circle in sorted(circles, key=lambda one: (one.level, one.number)):
            who, above = speaker[circle.pk], circle.parent_id
            if above is None:
                continue
            speaker.setdefault(above, who)
            key = self.members + 1 + len(placements)
            level = circle.level + 1
            placements.append(
                Placement(pk=key, formation=formation, circle_id=above, member_id=who, level=level, standing="accepted")
            )
            seats.append(
                Seat(circle_id=above, member_id=who, placement_id=key, chair=taken[above], chairs=12, level=level)
            )
            taken[above] += 1
        Placement.objects.bulk_create(placements, batch_size=5000)
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
                    f"UPDATE desires_counts SET {column} = (SELECT count(*) FROM desires_response r "  # noqa: S608 - our own names of columns
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
            sql = f"INSERT INTO desires_response {columns} VALUES (?, ?, ?, ?)"  # noqa: S608 - our own names of columns
            cursor.cursor.connection.executemany(sql, rows)
