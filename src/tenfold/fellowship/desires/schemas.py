"""What the API of this room takes and gives. Nothing in it says how another person answered."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Field, Schema

Place = Field(description='a circle as level-number such as "1-3", or "whole"', max_length=20)
Answer = Literal["mine too", "not mine", "not now"]


class RangeOut(Schema):
    """A count as it may be told: exact where both ends are the same."""

    low: int
    high: int


class FigureOut(Schema):
    """What may be told of a desire: of how many answers, and shares of people with an interval, in steps of a tenth.

    ``bound`` is the agreement that even the side which agrees least has, nine times in ten, if every side was heard.
    """

    people: int
    mine_too: RangeOut
    not_mine: RangeOut
    not_now: RangeOut
    share: float
    low: float
    high: float
    heard: bool
    bound: float
    strength: float
    specificity: float
    sides: list[float]
    told_at: datetime


class RenderingOut(Schema):
    """A desire in another language; ``machine`` where no person said it."""

    id: int
    language: str
    text: str
    machine: bool


class DesireOut(Schema):
    """``read`` is a sign of its present words, sent along with an answer. ``author`` is "" where it is not said."""

    key: str
    place: str
    text: str
    language: str
    standing: str
    author: str
    mine: bool
    from_circle: str
    follows: str
    followed_by: str
    created_at: datetime
    read: str
    answered: int
    my_answer: str
    figure: FigureOut | None
    renderings: list[RenderingOut]


class DesireIn(Schema):
    text: str = Field(max_length=2000)
    language: str = Field(max_length=12)
    place: str = Place
    anonymous: bool = False
    follows: str = Field("", max_length=16, description="key of one's own earlier desire that this says anew")


class ChangeIn(Schema):
    text: str = Field(max_length=2000)
    language: str = Field(max_length=12)
    anonymous: bool = False


class AnswerIn(Schema):
    """``read`` of the desire, so that nobody is taken to have answered words they did not see."""

    answer: Answer
    read: str = Field("", max_length=40)


class RenderingIn(Schema):
    language: str = Field(max_length=12)
    text: str = Field(max_length=4000)


class GroundOut(Schema):
    """What unites a circle, from how many people and answers, and the interval of how often two would answer alike."""

    place: str
    made_at: datetime | None
    waiting: bool
    people: int
    responses: int
    camps: int
    alike: tuple[float, float] | None
    unites: list[DesireOut]
    dear_to_few: list[DesireOut]
    guarded: list[list[DesireOut]]


class MapOut(Schema):
    """The map from -1 to 1: ``desires`` as key, x, y; ``people`` as x, y, how many (never fewer than five together)."""

    place: str
    desires: list[tuple[str, float, float]]
    people: list[tuple[float, float, int]]
    camps: list[tuple[float, float, float]]


class HideIn(Schema):
    rule: str = Field(max_length=20)
    reason: str = Field(max_length=4000)


class ReasonIn(Schema):
    reason: str = Field(max_length=4000)


class HidingOut(Schema):
    """A line of the public log: neither names nor the words. ``language`` where only the words in that one were hidden,
    which are then the ``rendering``; for those who keep the rules."""

    place: str
    language: str
    rendering: int | None
    rule: str
    reason: str
    at: datetime
    lifted_at: datetime | None
    lifted_reason: str


class CrowdOut(Schema):
    """Many new accounts that answered alike at once, in numbers."""

    id: int
    desire: str
    accounts: int
    usual: float
    since: datetime
    until: datetime
    weighs_nothing: bool
    reason: str


class CrowdIn(Schema):
    weighs_nothing: bool
    reason: str = Field(max_length=4000)


class RulesOut(Schema):
    language: str
    text: str
    since: datetime | None


class RulesIn(Schema):
    language: str = Field(max_length=8)
    text: str = Field(max_length=30_000)
