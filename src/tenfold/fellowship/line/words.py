"""The line in words: languages and parts of the week, how many more people it takes, what would help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tenfold.fellowship.circles.views.words import POINTS_ON_A_RING, SeatDrawn
from tenfold.fellowship.members.choices import language_name
from tenfold.fellowship.members.models import Member
from tenfold.people.words import locale

from .coarse import More
from .queries import Cell, Missing, Tongue, missing_of

PARTS_OF_DAY = (
    pgettext_lazy("a part of the week", "%(day)s before dawn"),
    pgettext_lazy("a part of the week", "%(day)s morning"),
    pgettext_lazy("a part of the week", "%(day)s afternoon"),
    pgettext_lazy("a part of the week", "%(day)s evening"),
)

TIMES_OF_DAY = (
    gettext_lazy("0:00–6:00"),
    gettext_lazy("6:00–12:00"),
    gettext_lazy("12:00–18:00"),
    gettext_lazy("18:00–24:00"),
)

MISSING = {
    Missing.ENOUGH: gettext_lazy("Nothing: enough people are there"),
    Missing.NEAR: gettext_lazy("A few people (up to four)"),
    Missing.FAR: gettext_lazy("More people"),
    Missing.HOURS: gettext_lazy("No free stretch long enough is given"),
    Missing.LANGUAGE: gettext_lazy("No language is given"),
    Missing.UNKNOWN: gettext_lazy("Will be counted soon"),
}


def part_of_week(part: int) -> str:
    """“Tuesday evening”, in the reader's language; 0 is the night to Monday."""
    day = locale().days["stand-alone"]["wide"][part // 4]
    return str(PARTS_OF_DAY[part % 4]) % {"day": day}


def more_of(said: Mapping[str, Any]) -> More | None:
    """How many more people a chance or a help takes, as it was kept."""
    return More(*said["more"]) if said["more"] is not None else None


def chance(said: Mapping[str, Any]) -> str:
    """One chance of a ten, in a sentence."""
    more, names = more_of(said), {"language": language_name(said["language"]), "time": part_of_week(said["part"])}
    if more is None:
        return _("A few more who speak %(language)s and are free on %(time)s.") % names
    if more.enough:
        return _("Enough people who speak %(language)s are free on %(time)s.") % names
    if more.at_most == 2:
        return _("One or two more who speak %(language)s and are free on %(time)s.") % names
    if more.at_most == 4:
        return _("Three or four more who speak %(language)s and are free on %(time)s.") % names
    names |= {"few": str(more.at_least), "many": str(more.at_most)}
    return _("%(few)s or %(many)s more who speak %(language)s and are free on %(time)s.") % names


def ring_of(said: Mapping[str, Any], member: Member, *, least: int) -> list[SeatDrawn]:
    """The ten that a chance speaks of, as far as it may be said: one's own point, those who are there, open seats."""
    more = more_of(said)
    others = max(least - more.at_most - 1, 0) if more is not None else 0
    there = [SeatDrawn(_("somebody"), name="·")] * others
    mine = SeatDrawn(_("your seat"), name=member.name, mine=True)
    return [mine, *there, *[SeatDrawn(_("an open seat"))] * (max(least, POINTS_ON_A_RING) - others - 1)]


def help_words(said: Mapping[str, Any]) -> str:
    """One step that would help, in a sentence."""
    names = {"language": language_name(said["language"]), "time": part_of_week(said["part"])}
    if said["kind"] == "hour":
        return _("One more free hour: on %(time)s more people wait who speak %(language)s.") % names
    return _("One more language: of those who speak %(language)s, more people are free on %(time)s.") % names


def more_words(more: More | None) -> str:
    """How many more it takes, short, for a table."""
    if more is None:
        return _("a few more")
    if more.enough:
        return _("enough")
    return _("%(few)s–%(many)s more") % {"few": more.at_least, "many": more.at_most}


def missing_words(member: Member) -> str:
    """What one person in the line lacks, as stewards may read it: never when somebody is free."""
    missing = missing_of(member)
    if missing in (Missing.NEAR, Missing.FAR) and member.outlook.language:
        names = {"language": language_name(member.outlook.language)}
        at_least = member.outlook.more_at_least
        if at_least is None:
            return _("A few more who speak %(language)s and are free when they are") % names
        names |= {"few": str(at_least), "many": str(at_least + 1)}
        return _("%(few)s or %(many)s more who speak %(language)s and are free when they are") % names
    return str(MISSING[missing])


def tongue_row(tongue: Tongue, *, target: int) -> dict[str, Any]:
    """A language of the line as a row of the stewards' table."""
    return {
        "code": tongue.language,
        "name": language_name(tongue.language),
        "speakers": tongue.speakers,
        "time": part_of_week(tongue.part) if tongue.part is not None else "",
        "more": more_words(tongue.more),
        "tens": tongue.together // target if tongue.more is not None and tongue.more.enough else 0,
    }


def week_rows(cells: list[Cell]) -> list[dict[str, Any]]:
    """The week of one language: a row for each day, four parts in it."""
    days = locale().days["stand-alone"]["wide"]
    return [
        {"day": days[day], "parts": [cell_words(cell) for cell in cells[4 * day : 4 * day + 4]]} for day in range(7)
    ]


def cell_words(cell: Cell) -> dict[str, Any]:
    return {
        "time": str(TIMES_OF_DAY[cell.part % 4]),
        "words": more_words(cell.more) if cell.more is not None else "",
        "enough": cell.more is not None and cell.more.enough,
    }
