"""What the API of this room takes and gives. Nothing in it orders people or measures one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema


class HourOut(Schema):
    """A weekly hour: on the circle's own clock, and the coming meeting as instants."""

    weekday: int
    starts_at: str
    zone: str
    minutes: int
    next_starts: datetime
    next_ends: datetime


class CircleOut(Schema):
    level: int
    number: int
    name: str
    standing: str
    language: str
    hour: HourOut
    parent: tuple[int, int] | None
    seated: int
    open_seats: int


class PersonOut(Schema):
    """What somebody shows to their circle; ``back`` is the day on which they are back, if they are away."""

    key: str
    name: str
    languages: list[str]
    zone: str
    country: str
    origin: str
    gift: str
    attributes: dict[str, str]
    delegate: bool
    back: date | None


class CircleWithPeopleOut(CircleOut):
    """``people`` is empty for those who do not sit in the circle."""

    people: list[PersonOut]


class SeatOut(Schema):
    """``paused_until`` is the day on which one is back; the seat is kept."""

    circle: CircleOut
    since: datetime
    paused_until: date | None


class PauseIn(Schema):
    until: date


class PlacementOut(Schema):
    """``answer`` is what a no asked for instead; ``together`` says with whose yes one's own holds, if it does."""

    id: int
    kind: str
    level: int
    standing: str
    circle: CircleOut
    instead_of: tuple[int, int] | None
    why: list[str]
    together: list[str]
    offered_at: datetime | None
    open_until: datetime | None
    answer: str
    reasons: list[str]


class AnotherIn(Schema):
    """Why one would rather have another seat; all of it may be left out."""

    reasons: list[Literal["hour", "language", "somebody", "far", "known"]] = []
    words: str = Field("", max_length=500)


class WaitIn(Schema):
    """Nothing is proposed before this day; without it, until one says so."""

    until: date | None = None


class WaitingOut(Schema):
    """Whether one waits for a ten, since when, and from when on proposals are welcome (None: now).

    ``not_before`` is 9999-12-31 for "until I say so".
    """

    waits: bool
    since: datetime | None
    not_before: date | None


class WaitingIn(Schema):
    waits: bool
    not_before: date | None = None


class LettersOut(Schema):
    """Whether a letter is sent when something is proposed to one."""

    proposals: bool


class LettersIn(Schema):
    proposals: bool


class ShareOut(Schema):
    """``value`` is empty for all values that too few people share to be named."""

    value: str
    people: int


class WholeOut(Schema):
    members: int
    seated: int
    circles: dict[int, int]
    countries: list[ShareOut]
    languages: list[ShareOut]
    origins: list[ShareOut]
    top: list[tuple[int, int]]


class SizeIn(Schema):
    min: int = 8
    target: int = 10
    max: int = 12


class WeightsIn(Schema):
    """How much each counts; the engine's own weights where left out."""

    difference: float | None = None
    ties: float | None = None
    unmet: float | None = None
    length: float | None = None
    civil: float | None = None
    kept: float | None = None


class FormationIn(Schema):
    who: Literal["without", "all"] = "without"
    minutes: int = 60
    size: SizeIn = SizeIn()
    weights: WeightsIn = WeightsIn()
    seed: int = 0
    keep: bool = True


class FormationOut(Schema):
    id: int
    standing: str
    progress: float
    stage: str
    failure: str
    created_at: datetime
    finished_at: datetime | None
    published_at: datetime | None
    quality: dict[str, float]
    unplaced: int


class DraftOut(Schema):
    """One person of a proposed ten."""

    key: str
    name: str
    standing: str
    moved_by_hand: bool


class ProposedCircleOut(Schema):
    level: int
    number: int
    language: str
    zone: str
    weekday: int
    starts_at: str
    minutes: int
    people: list[DraftOut]


class ProposedPageOut(Schema):
    page: int
    pages: int
    circles: list[ProposedCircleOut]


class MoveIn(Schema):
    """``circle`` is the number of a ten of the proposal, or None for no seat; a dry run changes nothing."""

    member: str
    circle: int | None = None
    anyway: bool = False
    dry_run: bool = False


class EffectOut(Schema):
    possible: bool
    breaks: list[str]
    sizes: dict[int, tuple[int, int]]


class PublishedOut(Schema):
    left_out: int


class ProblemOut(Schema):
    detail: str
