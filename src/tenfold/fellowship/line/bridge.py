"""Members who wait as arrays, in two statements however many they are: no more of them than counting needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from tenfold.engine.formation.missing import Line, line_of
from tenfold.engine.hours import Week, local_week, offsets, pack, parse_stretches, utc_weeks
from tenfold.fellowship.members.models import Member, MemberLanguage


@dataclass(frozen=True, slots=True)
class Waiting:
    """n people: primary keys and since when each waits, and the same people as the engine counts them.

    ``languages`` are the codes by number, sorted; ``digest`` changes when anybody comes, goes or changes their hours,
    zone or languages.
    """

    pks: tuple[int, ...]
    since: tuple[datetime | None, ...]
    languages: tuple[str, ...]
    line: Line
    digest: str


def waiting_people(
    members: QuerySet[Member], *, on: date, minutes: int, languages: Iterable[str] | None = None
) -> Waiting:
    """Read members; ``languages`` are those that have a number already and keep it, others come after them."""
    rows = list(members.order_by("pk").values_list("pk", "zone", "hours", "waits_since"))
    spoken: dict[int, list[str]] = {row[0]: [] for row in rows}
    codes = MemberLanguage.objects.filter(member__in=members.order_by().values("pk"))
    for pk, code in codes.order_by("member_id", "rank").values_list("member_id", "code"):
        if pk in spoken:
            spoken[pk].append(code)
    known = list(languages or ())
    known += sorted({code for found in spoken.values() for code in found} - set(known))
    zones = [row[1] for row in rows]
    weeks = np.stack([_week(row[2]) for row in rows]) if rows else np.zeros((0, 672), np.bool_)
    digest = hashlib.sha256(repr([(*row[:3], spoken[row[0]]) for row in rows]).encode()).hexdigest()
    bits = _language_bits([spoken[row[0]] for row in rows], known)
    line = line_of(bits, pack(utc_weeks(weeks, zones, on)), offsets(zones, on), minutes=minutes)
    return Waiting(tuple(row[0] for row in rows), tuple(row[3] for row in rows), tuple(known), line, digest)


@lru_cache(maxsize=20_000)
def _week(hours: str) -> Week:
    return local_week(parse_stretches(hours))


def _language_bits(spoken: Sequence[Sequence[str]], languages: Sequence[str]) -> NDArray[np.uint64]:
    place = {code: at for at, code in enumerate(languages)}
    bits = np.zeros((len(spoken), max(1, -(-len(languages) // 64))), np.uint64)
    for row, codes in zip(bits, spoken, strict=True):
        for code in codes:
            row[place[code] // 64] |= np.uint64(1) << np.uint64(place[code] % 64)
    return bits
