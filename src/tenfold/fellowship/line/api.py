"""The waiting line, for other programs: the same as the pages say, and no finer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from tenfold.fellowship.circles.api import entered
from tenfold.fellowship.circles.schemas import ProblemOut
from tenfold.fellowship.circles.when import UNTIL_I_SAY
from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member

from . import actions, words
from .coarse import More
from .queries import missing_of, my_place, people_in_line, people_page, week_of_language, whole_line
from .views import outlook_words, zone_of

router = Router(tags=["line"])
Answer = Any


class MoreOut(Schema):
    """How many more people it takes, in steps; 0 and 0 when enough are there."""

    at_least: int
    at_most: int


class ChanceOut(Schema):
    """``part`` of the week on my own clock: 0 is the night to Monday, 1 Monday morning, 27 Sunday evening.

    ``more`` is null where fewer than five people share it: that is never told.
    """

    language: str
    part: int
    more: MoreOut | None
    words: str


class PlaceOut(Schema):
    """My place in the line. ``way``: seated, asked, waiting, later, or not waiting."""

    way: str
    since: datetime | None
    not_before: date | None
    until_i_say: bool
    counted_at: datetime | None
    lack: str
    chances: list[ChanceOut]
    helps: list[str]


class TongueOut(Schema):
    """A language in the line, its speakers, and the part of the week (on my clock) in which most of them could meet."""

    language: str
    speakers: int
    part: int | None
    more: MoreOut | None


class WholeOut(Schema):
    """The line by language."""

    counted_at: datetime | None
    waiting: int
    later: int
    asked: int
    languages: list[TongueOut]


class CellOut(Schema):
    """A part of the week; ``more`` is null where fewer than five people could meet."""

    part: int
    more: MoreOut | None


class WaitingOut(Schema):
    """Somebody in the line. ``missing``: enough, near, far, hours, language or unknown."""

    key: str
    name: str
    waits_since: datetime
    languages: list[str]
    missing: str
    words: str


class PeopleOut(Schema):
    page: int
    pages: int
    count: int
    people: list[WaitingOut]


class Narrowing(Schema):
    language: str = ""
    missing: str = ""


class FormationOut(Schema):
    id: int


REFUSED = {403: ProblemOut, 409: ProblemOut}
"""What stands in the way, in words."""


@router.get("line/mine", response=PlaceOut, url_name="line_mine")
def mine(request: HttpRequest) -> Answer:
    """Where I am on the way to a ten, and what is missing for it."""
    return place_out(entered(request))


@router.get("line", response={200: WholeOut, 403: ProblemOut}, url_name="line")
def whole(request: HttpRequest) -> Answer:
    """The line by language, for stewards."""
    viewer = account_of(request)
    found = whole_line(viewer=viewer, zone=zone_of(request), now=timezone.now())
    return {
        "counted_at": found.count.counted_at if found.count else None,
        "waiting": found.waiting,
        "later": found.later,
        "asked": found.asked,
        "languages": [
            {
                "language": tongue.language,
                "speakers": tongue.speakers,
                "part": tongue.part,
                "more": more_out(tongue.more),
            }
            for tongue in found.tongues
        ],
    }


@router.get("line/week", response={200: list[CellOut], 403: ProblemOut}, url_name="line_week")
def week(request: HttpRequest, language: str) -> Answer:
    """The 28 parts of the week (on my clock) in one language, for stewards; empty if nobody in the line speaks it."""
    cells = week_of_language(viewer=account_of(request), language=language, zone=zone_of(request))
    return [{"part": cell.part, "more": more_out(cell.more)} for cell in cells]


@router.get("line/people", response={200: PeopleOut, 403: ProblemOut}, url_name="line_people")
def people(request: HttpRequest, narrowing: Query[Narrowing], page: int = 1) -> Answer:
    """Those who wait, in the order in which they came, page by page, for stewards."""
    shown = people_page(people_in_line(viewer=account_of(request), **narrowing.dict()), page)
    return {
        "page": shown.number,
        "pages": shown.paginator.num_pages,
        "count": shown.paginator.count,
        "people": [waiting_out(member) for member in shown],
    }


@router.post("line/offer", response={201: FormationOut, **REFUSED}, url_name="line_offer")
def offer(request: HttpRequest) -> Answer:
    """Look for people who fit open seats; the proposal waits for a steward to publish it."""
    return Status(201, {"id": actions.offer_open_seats(actor=account_of(request)).pk})


def more_out(more: More | None) -> dict[str, int] | None:
    return {"at_least": more.at_least, "at_most": more.at_most} if more is not None else None


def place_out(member: Member) -> dict[str, Any]:
    place = my_place(member, now=timezone.now())
    told = place.outlook
    said = outlook_words(member, place)
    return {
        "way": place.way.value,
        "since": place.since,
        "not_before": place.not_before if place.not_before != UNTIL_I_SAY else None,
        "until_i_say": place.not_before == UNTIL_I_SAY,
        "counted_at": told.counted_at if told else None,
        "lack": told.lack if told else "",
        "chances": [
            {
                "language": kept["language"],
                "part": kept["part"],
                "more": more_out(words.more_of(kept)),
                "words": sentence,
            }
            for kept, sentence in zip(told.chances if told else [], said["chances"], strict=True)
        ],
        "helps": said["helps"],
    }


def waiting_out(member: Member) -> dict[str, Any]:
    return {
        "key": member.key,
        "name": member.name,
        "waits_since": member.waits_since,
        "languages": [language.code for language in member.languages.all()],
        "missing": missing_of(member).value,
        "words": words.missing_words(member),
    }
