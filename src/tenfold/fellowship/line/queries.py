"""Reading the line: one's own place in it, and for stewards the whole of it. Hours are told of nobody."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import numpy as np
from django.core.paginator import Page, Paginator
from django.db.models import Count as CountRows
from django.db.models import Prefetch, Q, QuerySet

from tenfold.engine.formation.missing import parts_of_week
from tenfold.engine.hours import QUARTER, SLOTS, offset
from tenfold.fellowship.circles.models import Placement, Seat
from tenfold.fellowship.circles.options import Who
from tenfold.fellowship.circles.queries.nest import FEWEST_SHOWN
from tenfold.fellowship.circles.queries.proposals import to_be_seated
from tenfold.fellowship.members.models import Account, Fellowship, Member, MemberLanguage, Standing
from tenfold.fellowship.members.permissions import Permission, require

from .coarse import Cells, More, more_of
from .models import Count, Outlook

PEOPLE_ON_A_PAGE = 50


def waiting() -> QuerySet[Member]:
    """Who is in the line now: members who wish for a ten, have none, and are asked for none."""
    return to_be_seated(Who.WAITING)


def last_count() -> Count | None:
    """The line as it was counted last; None before the first time."""
    return Count.objects.filter(pk=1).first()


def counted_today(now: datetime) -> Count | None:
    """The count of this day, in UTC; None while it has not been made."""
    return Count.objects.filter(pk=1, on__gte=now.date()).first()


def cells_of(count: Count) -> Cells:
    """What may be said of the line, int32 (languages, 672)."""
    return np.frombuffer(zlib.decompress(count.cells), np.int32).reshape(len(count.languages), SLOTS)


class Way(StrEnum):
    """Where somebody is on the way to a ten."""

    SEATED = "seated"
    ASKED = "asked"  # a seat is proposed to them
    WAITING = "waiting"
    LATER = "later"  # waits, but wishes no proposal before a day
    NOT_WAITING = "not waiting"


@dataclass(frozen=True, slots=True)
class Place:
    """One's own place in the line. ``outlook`` is None until the line has been counted with them in it."""

    way: Way
    since: datetime | None
    not_before: date | None
    outlook: Outlook | None
    placement: Placement | None


def my_place(member: Member, *, now: datetime) -> Place:
    """Where a member stands. Three queries at most."""
    asked = Placement.objects.filter(member=member, level=1, standing=Placement.Standing.OFFERED).first()
    if asked is not None:
        way = Way.ASKED
    elif Seat.objects.filter(member=member, level=1, left_at__isnull=True).exists():
        way = Way.SEATED
    elif member.waits_since is None:
        way = Way.NOT_WAITING
    else:
        way = Way.LATER if member.not_before and member.not_before > now.date() else Way.WAITING
    outlook = Outlook.objects.filter(member=member).first() if way is Way.WAITING else None
    return Place(way, member.waits_since, member.not_before, outlook, asked)


def outlook_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """What a member was last told of the line."""
    for told in Outlook.objects.filter(member=member):
        yield {"counted_at": told.counted_at, "lack": told.lack, "chances": told.chances, "helps": told.helps}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in the line: how many who wait speak it, and the part of the week in which most of them could meet.

    ``part`` is on the viewer's clock, None where so few could meet that nothing is said.
    """

    language: str
    speakers: int
    part: int | None
    together: int
    more: More | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of the week in one language: about how many could meet, and how many more a ten takes."""

    part: int
    together: int | None
    more: More | None


@dataclass(frozen=True, slots=True)
class Whole:
    """The line as stewards see it. ``later`` wish no proposal yet; ``asked`` have one that they have not answered."""

    count: Count | None
    waiting: int
    later: int
    asked: int
    tongues: tuple[Tongue, ...]


def whole_line(*, viewer: Account, zone: str, now: datetime) -> Whole:
    """The line by language, the most spoken first. Six queries."""
    require(viewer, Permission.FORM_CIRCLES)
    count = last_count()
    speakers = _speakers()
    known: dict[str, Cell] = {}
    if count is not None:
        known = {code: max(cells, key=_fullness) for code, cells in _parts(count, zone).items()}
    wish = Member.objects.filter(standing=Standing.ENTERED, waits_since__isnull=False)
    asked = Placement.objects.filter(level=1, standing=Placement.Standing.OFFERED)
    return Whole(
        count=count,
        waiting=waiting().count(),
        later=wish.filter(not_before__gt=now.date()).count(),
        asked=asked.values("member").distinct().count(),
        tongues=tuple(
            _tongue(code, many, known.get(code))
            for code, many in sorted(speakers.items(), key=lambda found: (-found[1], found[0]))
        ),
    )


def _tongue(code: str, speakers: int, best: Cell | None) -> Tongue:
    if best is None or best.together is None:
        return Tongue(code, speakers, None, 0, None)
    return Tongue(code, speakers, best.part, best.together, best.more)


def _fullness(cell: Cell) -> tuple[int, int]:
    return (cell.together or 0, cell.part % 4)


def _speakers() -> dict[str, int]:
    spoken = MemberLanguage.objects.filter(member__in=waiting().order_by().values("pk"))
    return dict(spoken.order_by().values_list("code").annotate(CountRows("pk")))


def _parts(count: Count, zone: str) -> dict[str, list[Cell]]:
    """Every part of the week on the clock of a zone, for each language."""
    parts = parts_of_week(cells_of(count), clock=offset(zone, count.on) // QUARTER)
    return {
        code: [_cell(part, many, count.least) for part, many in enumerate(row)]
        for code, row in zip(count.languages, parts.tolist(), strict=True)
    }


def _cell(part: int, together: int, least: int) -> Cell:
    more = more_of(together - 1, least=least)
    return Cell(part, together if more is not None else None, more)


def week_of_language(*, viewer: Account, language: str, zone: str) -> list[Cell]:
    """The parts of the week for one language, Monday's night first; empty for one that nobody in the line speaks."""
    require(viewer, Permission.FORM_CIRCLES)
    count = last_count()
    return _parts(count, zone).get(language, []) if count is not None else []


class Missing(StrEnum):
    """What somebody in the line lacks, as far as stewards may know: never when they are free."""

    ENOUGH = "enough"
    NEAR = "near"
    FAR = "far"
    HOURS = "hours"
    LANGUAGE = "language"
    UNKNOWN = "unknown"


NEAR = 4
"""So few more people are near."""

_MISSING = {
    Missing.ENOUGH: Q(outlook__lack="", outlook__more_at_least=0),
    Missing.NEAR: Q(outlook__lack="", outlook__more_at_least__range=(1, NEAR)),
    Missing.FAR: Q(outlook__lack="") & (Q(outlook__more_at_least__isnull=True) | Q(outlook__more_at_least__gt=NEAR)),
    Missing.HOURS: Q(outlook__lack=Outlook.Lack.HOURS),
    Missing.LANGUAGE: Q(outlook__lack=Outlook.Lack.LANGUAGE),
    Missing.UNKNOWN: Q(outlook__isnull=True),
}


def missing_of(member: Member) -> Missing:
    """What one of :func:`people_in_line` lacks."""
    told: Outlook | None = getattr(member, "outlook", None)
    if told is None:
        return Missing.UNKNOWN
    if told.lack:
        return Missing(told.lack)
    if told.more_at_least is None or told.more_at_least > NEAR:
        return Missing.FAR
    return Missing.NEAR if told.more_at_least else Missing.ENOUGH


def people_in_line(*, viewer: Account, language: str = "", missing: str = "") -> QuerySet[Member]:
    """Those who wait, in the order in which they came, with languages and outlook at hand. Two queries."""
    require(viewer, Permission.FORM_CIRCLES)
    found = waiting().select_related("outlook")
    found = found.prefetch_related(Prefetch("languages", MemberLanguage.objects.order_by("rank")))
    if language:
        found = found.filter(languages__code=language)
    if missing in Missing.__members__.values():
        found = found.filter(_MISSING[Missing(missing)])
    return found.order_by("waits_since", "pk")


def people_page(found: QuerySet[Member], number: int | str) -> Page[Member]:
    return Paginator(found, PEOPLE_ON_A_PAGE).get_page(number)


@dataclass(frozen=True, slots=True)
class Enough:
    """For how many tens people wait by the last count; ``people`` could sit in them. Told of five people or more."""

    people: int
    tens: int


def enough_for(count: Count | None, here: Fellowship) -> Enough | None:
    """What a steward who forms by hand wants to know; None while not enough wait for one ten."""
    if count is None or count.within_reach < max(here.size_min, FEWEST_SHOWN):
        return None
    return Enough(count.within_reach, max(count.within_reach // here.size_target, 1))
