"""What the API of this room takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

Finding = Literal["nothing", "advice", "apart", "rest", "end"]


class RulesOut(Schema):
    """The rules of conduct in Markdown; ``since`` is nothing for the words that come with the program."""

    language: str
    text: str
    since: datetime | None


class RulesIn(Schema):
    language: str = Field(max_length=8)
    text: str = Field(min_length=1, max_length=20_000)


class BlockIn(Schema):
    person: str = Field(description="the key of somebody with whom you sit or sat", max_length=16)


class BlockOut(Schema):
    person: str
    name: str
    since: datetime


class ReportIn(Schema):
    """What happened; about a person or a circle, or neither."""

    words: str = Field(min_length=1, max_length=4000)
    person: str = Field("", description="the key of somebody with whom you sit or sat", max_length=16)
    circle: str = Field("", description='level and number, such as "1-4"', max_length=20)
    quote: str = Field("", description="the words of the text it is about", max_length=4000)


class WordsIn(Schema):
    words: str = Field(min_length=1, max_length=4000)


class StepOut(Schema):
    """One step with its time. ``words`` and ``by`` are there as far as the reader may know them."""

    at: datetime
    what: str
    by: str
    words: str


class DecisionOut(Schema):
    finding: Finding
    reason: str
    circle: str
    at: datetime
    on_appeal: bool
    lifted_at: datetime | None


class MyMatterOut(Schema):
    """A matter from one's own side: ``words`` for who reported it, ``told`` for the person concerned."""

    key: str
    part: Literal["reported", "concerned"]
    stage: str
    opened_at: datetime
    answer_by: date | None
    words: str
    told: str
    decision: DecisionOut | None
    steps: list[StepOut]


class MatterOut(Schema):
    """A matter as stewards see it who have no part in it."""

    key: str
    kind: str
    stage: str
    opened_at: datetime
    answer_by: date | None
    reported_by: str | None = Field(description="a key")
    about: str | None = Field(description="a key")
    circle: str
    words: str
    quote: str
    told: str
    decisions: list[DecisionOut]
    steps: list[StepOut]
    open_to: list[Finding] = Field(description="what can be decided as the matter stands")


class MatterLineOut(Schema):
    """One line of the stewards' list."""

    key: str
    kind: str
    stage: str
    opened_at: datetime
    about: str | None
    circle: str
    waits: bool = Field(description="whether it waits for a steward now")


class TellIn(Schema):
    """What the person concerned is told, without showing who reported it."""

    matter: str = Field(min_length=1, max_length=4000)
    about: str = Field("", description="a key, where the report did not say whom it concerns", max_length=16)


class DecideIn(Schema):
    finding: Finding
    reason: str = Field(min_length=1, max_length=4000)
    where: str = Field("", description='the circle of the seat that a rest ends, such as "1-4"', max_length=20)
