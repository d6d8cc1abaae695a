"""Counting the line once a day, and telling each person in it what it means for them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef

from tenfold.engine.formation import NOBODY
from tenfold.engine.formation.missing import (
    Chances,
    best_chances,
    count_cells,
    one_more_hour,
    one_more_language,
    within_reach,
)
from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions.locks import lock_nest
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.queries import fellowship

from ..bridge import Waiting, waiting_people
from ..coarse import Cells, blurred, more_of
from ..models import Count, Outlook
from ..queries import cells_of, counted_today, waiting

KEPT = timedelta(days=2)
"""What somebody was told is forgotten so long after they stopped to wait; until then no new count is made for them."""


def count_line(now: datetime) -> bool:
    """Count the line, unless that was done today. True if it was done now."""
    if counted_today(now) is not None:
        return False
    here = fellowship()
    people = waiting_people(waiting(), on=now.date(), minutes=here.minutes)
    cells = cells_in(people)
    said = blurred(cells, people.languages)
    told = _outlooks(people, said, counted=True, least=here.size_min, now=now)
    with transaction.atomic():
        lock_nest()  # before the first count there is no row of its own to wait at
        former = Count.objects.filter(pk=1).first()
        if former is not None and former.on >= now.date():
            return False  # another worker was quicker
        count = former or Count(pk=1)
        count.counted_at, count.on = now, now.date()
        count.minutes, count.least = here.minutes, here.size_min
        count.waiting = len(people.pks)
        count.within_reach, count.longest = reach_of(people, cells, least=here.size_min)
        count.languages, count.cells = list(people.languages), zlib.compress(said.tobytes())
        count.line = people.digest
        count.save()
        _tell(told)
        Outlook.objects.filter(counted_at__lt=now - KEPT).delete()
        record(actor=None, verb="line.count", target=count, details={"waiting": len(people.pks)})
    return True


def cells_in(people: Waiting) -> Cells:
    """How many of these people could meet at each hour in each language, int32 (languages, 672): true numbers."""
    return count_cells(people.line, languages=len(people.languages))


def reach_of(people: Waiting, cells: Cells, *, least: int) -> tuple[int, datetime | None]:
    """For how many of these people enough others are there for a ten, and since when the first of them waits."""
    reach = np.flatnonzero(within_reach(people.line, cells, least=least)).tolist()
    return len(reach), min((since for since in (people.since[place] for place in reach) if since), default=None)


def tell_newcomers(now: datetime) -> int:
    """Tell those who came into the line since it was counted what it means for them; returns how many they are.

    Whoever was told something today already, left the line and came back is told nothing new until tomorrow.
    """
    count = counted_today(now)
    if count is None:
        return 0
    told_before = Outlook.objects.filter(member=OuterRef("pk"), on__gte=count.on)
    people = waiting_people(
        waiting().filter(~Exists(told_before)), on=count.on, minutes=count.minutes, languages=count.languages
    )
    if not people.pks:
        return 0
    known = cells_of(count)
    cells = np.zeros((len(people.languages), known.shape[1]), np.int32)
    cells[: len(known)] = known
    told = _outlooks(people, cells, counted=False, least=count.least, now=now)
    _tell(told)
    return len(told)


@transaction.atomic
def _tell(told: Sequence[Outlook]) -> None:
    """Write what people are told, of those who are still in the line. No record is made: nothing is done to anybody."""
    here = set(Member.objects.filter(waits_since__isnull=False).values_list("pk", flat=True))
    Outlook.objects.bulk_create(
        [outlook for outlook in told if outlook.member_id in here],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["member"],
        update_fields=["counted_at", "on", "lack", "chances", "helps", "more_at_least", "language"],
    )


def _outlooks(people: Waiting, cells: Cells, *, counted: bool, least: int, now: datetime) -> list[Outlook]:
    line, codes = people.line, people.languages
    chances = best_chances(line, cells, counted=np.full(len(people.pks), counted))
    hour, language = one_more_hour(line, cells), one_more_language(line, cells)
    mute, busy = np.diff(line.at) == 0, (line.starts == 0).all(axis=1)
    return [
        _outlook(
            pk,
            now,
            lack=Outlook.Lack.LANGUAGE if mute[k] else Outlook.Lack.HOURS if busy[k] else Outlook.Lack.NOTHING,
            chances=[_said(found, codes, least) for found in _rows(chances, k)],
            helps=_helps(_rows(chances, k), _rows(hour, k), _rows(language, k), codes, least),
        )
        for k, pk in enumerate(people.pks)
    ]


def _outlook(
    pk: int, now: datetime, *, lack: str, chances: list[dict[str, Any]], helps: list[dict[str, Any]]
) -> Outlook:
    best: dict[str, Any] = chances[0] if chances else {}
    return Outlook(
        member_id=pk,
        counted_at=now,
        on=now.date(),
        lack=lack,
        chances=chances,
        helps=helps,
        more_at_least=best["more"][0] if best.get("more") else None,
        language=best.get("language", ""),
    )


def _rows(chances: Chances, k: int) -> list[tuple[int, int, int]]:
    """Language, part of the week and how many others, of each chance that person k has."""
    rows = zip(chances.language[k].tolist(), chances.part[k].tolist(), chances.others[k].tolist(), strict=True)
    return [row for row in rows if row[0] != NOBODY]


def _said(row: tuple[int, int, int], codes: Sequence[str], least: int) -> dict[str, Any]:
    language, part, others = row
    more = more_of(max(others, 0), least=least)
    return {
        "language": codes[language],
        "part": part,
        "more": [more.at_least, more.at_most] if more is not None else None,
    }


def _helps(
    mine: list[tuple[int, int, int]],
    hour: list[tuple[int, int, int]],
    language: list[tuple[int, int, int]],
    codes: Sequence[str],
    least: int,
) -> list[dict[str, Any]]:
    """Steps that would bring a person nearer to a ten than they are, as far as that may be said."""
    so_far, now = (mine[0][2], _said(mine[0], codes, least)["more"]) if mine else (-1, None)
    found = []
    for kind, rows in (("hour", hour), ("language", language)):
        for row in rows:
            said = _said(row, codes, least)
            if said["more"] is not None and row[2] > so_far and said["more"] != now:
                found.append({"kind": kind, **said})
    return found
