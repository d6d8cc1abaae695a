"""What the API of this room takes and gives. Nothing in it orders people or measures one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Schema


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
    """What somebody shows to their circle."""

    key: str
    name: str
    languages: list[str]
    zone: str
    country: str
    origin: str
    gift: str
    attributes: dict[str, str]
    delegate: bool


class CircleWithPeopleOut(CircleOut):
    """``people`` is empty for those who do not sit in the circle."""

    people: list[PersonOut]


class SeatOut(Schema):
    circle: CircleOut
    since: datetime


class PlacementOut(Schema):
    id: int
    standing: str
    circle: CircleOut
    why: list[str]


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
