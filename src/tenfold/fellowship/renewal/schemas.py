"""What the API of this room takes and gives. Nothing in it orders people or measures one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema


class AskOut(Schema):
    """What a ten asks for; ``supports`` counts those present, ``needed`` carries it."""

    id: int
    kind: str
    supports: int
    needed: int
    carried: bool
    mine: bool


class AskIn(Schema):
    kind: Literal["person", "divide", "hour"]


class MoveIn(Schema):
    """``reasons``: hour, language, somebody, far, known; none is needed."""

    reasons: list[str] = []
    words: str = ""


class MoveOut(Schema):
    asked: bool
    reasons: list[str]


class HourSidesOut(Schema):
    """An hour before and after, on the clock of the circle's own zone."""

    level: int
    number: int
    language: str
    zone: str
    weekday: int
    starts_at: str
    was_language: str
    was_zone: str
    was_weekday: int
    was_starts_at: str


class ChangeOut(Schema):
    """Something proposed to several together; ``placement`` is the seat it would bring me, if any."""

    id: int
    kind: str
    standing: str
    said: bool | None
    asked: int
    placement: int | None
    hours: list[HourSidesOut]


class AnswerIn(Schema):
    """``yes``: true, false, or null to take an answer back."""

    yes: bool | None = None


class SeasonOut(Schema):
    """The open season and what I said; ``keep`` are keys of people of my ten."""

    id: int
    until: datetime
    meets: bool
    keep: list[str]


class SeasonIn(Schema):
    meets: bool
    keep: list[str] = []


class SeasonOpenIn(Schema):
    days: int = 14


class TroubleOut(Schema):
    """Something wrong with a ten: a lost hour tells from when on."""

    ill: str
    circle: int | None
    members: list[str]
    missing: int
    since: date | None


class SideOut(Schema):
    """A circle before and after; ``circle`` is null for a new one that is not published."""

    circle: int | None
    size: tuple[int, int]
    difference: tuple[float | None, float | None]
    wrong: list[TroubleOut]
    still: list[TroubleOut]
    coming: list[str]
    going: list[str]
    rehoured: bool


class RenewalOut(Schema):
    id: int
    kind: str
    standing: str
    by_itself: bool
    for_date: date
    created_at: datetime
    quality: dict[str, float]
    circles: list[SideOut]
    remaining: list[TroubleOut]
