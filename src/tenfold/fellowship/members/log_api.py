"""The record for other programs: one's own, and for stewards the log of what stewards did."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from tenfold.fellowship.audit.queries import Acts, entries_concerning
from tenfold.fellowship.audit.words import words_of

from . import queries
from .guards import account_of
from .schemas import MistakesOut
from .views.log import act_of

router = Router(tags=["record"])
ON_A_PAGE = 100
Answer = Any


class EntryOut(Schema):
    """One thing that was done to me, or by me."""

    at: datetime
    verb: str
    words: str
    by: str = Field(description="a name; empty for the system, or for somebody who is no longer here")


class RecordOut(Schema):
    page: int
    pages: int
    entries: list[EntryOut]


class Looking(Schema):
    """What the log is narrowed by; what is empty does not narrow. Days are those of UTC."""

    verb: str = Field("", max_length=60)
    by: str = Field("", max_length=120, description="a part of the steward's name")
    concerning: str = Field("", max_length=120, description="a part of the name of whom it concerns")
    since: date | None = None
    until: date | None = None


class ActOut(Schema):
    """One act of a steward. ``whom`` is a key where it concerns one person; discreet acts name nobody."""

    at: datetime
    verb: str
    words: str
    by: str
    whom: str
    people: int


class LogOut(Schema):
    page: int
    pages: int
    acts: list[ActOut]


@router.get("me/record", response=RecordOut, url_name="my_record")
def my_record(request: HttpRequest, page: int = 1) -> Answer:
    """What was done that concerns me, newest first, page by page."""
    member = queries.member_of(account=account_of(request))
    if member is None:
        raise Http404
    shown = Paginator(entries_concerning(member), ON_A_PAGE).get_page(page)
    return {"page": shown.number, "pages": shown.paginator.num_pages, "entries": [_entry_out(one) for one in shown]}


@router.get("log", response={200: LogOut, 403: MistakesOut}, url_name="log")
def log(request: HttpRequest, looking: Query[Looking], page: int = 1) -> Answer:
    """What stewards did, newest first, page by page; for stewards."""
    found = queries.stewards_log(viewer=account_of(request), search=Acts(**looking.dict()))
    shown = Paginator(found, ON_A_PAGE).get_page(page)
    acts = [_act_out(entry, one_each=bool(looking.concerning)) for entry in shown]
    return {"page": shown.number, "pages": shown.paginator.num_pages, "acts": acts}


def _entry_out(entry: Any) -> dict[str, Any]:
    by = getattr(entry.actor, "member", None)
    return {"at": entry.at, "verb": entry.verb, "words": words_of(entry), "by": by.name if by else ""}


def _act_out(entry: Any, *, one_each: bool) -> dict[str, Any]:
    act = act_of(entry, one_each=one_each)
    return {"at": act.at, "verb": entry.verb, "words": act.words, "by": act.by, "whom": act.key, "people": act.people}
