"""What the API of this room takes and gives. No schema tells what one person answered but to that person."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Field, Schema
from pydantic import AwareDatetime

from .models import LONGEST

Grade = Literal["heart", "live", "aside", "talk"]


class PartOut(Schema):
    """A part of a text; ``piece`` leads to where its words came from, None for words in between."""

    words: str
    piece: int | None


class TextOut(Schema):
    """A text in its newest version. ``circle`` is [level, number], None for the whole; ``wordings``: it in other
    languages."""

    key: str
    circle: tuple[int, int] | None
    standing: str
    language: str
    version: int
    text: str
    parts: list[PartOut]
    opened_at: datetime
    asked_at: datetime | None
    stood_at: datetime | None
    ended_at: datetime | None
    words_back_at: datetime | None
    wordings: dict[str, str]


class SourceOut(Schema):
    """Whose words stand in a text; ``author`` is None where they do not show their name, and for a circle's words."""

    desire: str
    text: str
    words: list[str]
    author: str | None
    from_circle: tuple[int, int] | None
    agreed: bool
    mine: bool


class VersionOut(Schema):
    number: int
    text: str
    because: str
    made_at: datetime


class AnswersOut(Schema):
    """How many have answered; ``grades`` only once the text stands and five have answered; ``mine`` is one's own."""

    asked: int
    answered: int
    somebody_asks_to_talk: bool
    until: datetime | None
    grades: list[tuple[str, int]]
    mine: str | None


class BlockOut(Schema):
    """A building block; ``unites``: it is common ground."""

    desire: str
    text: str
    language: str
    unites: bool
    taken: bool


class CompositionOut(TextOut):
    """A text with everything its circle composes with; ``blocks`` for who holds the pen."""

    sources: list[SourceOut]
    versions: list[VersionOut]
    answers: AnswersOut | None
    blocks: list[BlockOut]
    composes: bool
    holds_pen: bool
    pen_free: bool
    may_carry: bool
    carried: bool


class DesireOut(Schema):
    key: str
    text: str
    language: str


class ReckonedOut(Schema):
    """``far``: from … to, how often two people would answer a desire differently; None: too few answers to say it."""

    made_at: datetime | None
    people: int
    responses: int
    far: tuple[float, float] | None


class WentOut(Schema):
    """Where words went: carried up when and as which desire, and which words of it stand in texts there."""

    at: datetime
    circle: tuple[int, int] | None
    desire: str
    taken: list[WentPartOut]


class WentPartOut(Schema):
    circle: tuple[int, int] | None
    key: str
    words: list[str]
    went: list[WentOut]


class GroundOut(Schema):
    """A circle's one desire with what unites it and what each side guards."""

    stands: TextOut | None
    open: str | None
    history: list[TextOut]
    unites: list[DesireOut]
    guarded: list[list[DesireOut]]
    reckoned: ReckonedOut
    went: list[WentOut]
    composes: bool


class StepOut(Schema):
    """Words and what they were taken from: a circle's one desire and what lies below, or a desire. ``desire`` is None
    where its author keeps it to their circle."""

    words: str
    circle: tuple[int, int] | None
    desire: str | None
    author: str | None
    below: list[StepOut]


class BeginIn(Schema):
    language: str = Field(max_length=12)


class WriteIn(Schema):
    """``on``: the number of the version that was read before."""

    text: str = Field(max_length=4 * LONGEST)
    on: int | None = None


class TakeIn(Schema):
    """``desire``: its key. ``words``: some of its words, or all where empty. ``whose``: the words stand in the text
    already, and say the desire in other words."""

    desire: str = Field(max_length=16)
    words: str = Field("", max_length=4 * LONGEST)
    whose: bool = False


class WordingIn(Schema):
    """``text``: empty takes back what I said in this language."""

    language: str = Field(max_length=12)
    text: str = Field("", max_length=4 * LONGEST)


class PenIn(Schema):
    verb: Literal["take", "ask for", "pass"]


class AnswerIn(Schema):
    """``grade``: None takes one's answer back. ``version``: the number that was read."""

    version: int
    grade: Grade | None = None


class MineOut(Schema):
    """Words of mine in a text, and what I said to it."""

    id: int
    composition: str
    circle: tuple[int, int] | None
    desire: str
    words: str
    standing: str
    may_be_walked: bool
    asked_at: datetime
    answered_at: datetime | None


class MineIn(Schema):
    """``words``: those that one agrees to, as they were read."""

    verb: Literal["agree", "back", "walk"]
    may_be_walked: bool = False
    words: str | None = Field(None, max_length=4 * LONGEST)


class RoundIn(Schema):
    title: str = Field(max_length=400)
    opens_at: AwareDatetime
    composes_at: AwareDatetime
    closes_at: AwareDatetime


class RoundOut(Schema):
    key: str
    title: str
    standing: str
    opens_at: datetime
    composes_at: datetime
    closes_at: datetime
    announced_at: datetime | None


class StoreyOut(Schema):
    """Circles of a level (0: the whole) that began to compose in a round, and whose texts stand."""

    level: int
    began: int
    stand: int


class StoryOut(RoundOut):
    """What came of a round; ``people`` is None while fewer than five have answered anything."""

    desires: int
    people: int | None
    answers: int
    storeys: list[StoreyOut]
    whole: TextOut | None
    mine: list[TextOut]
    letter: bool


class LetterIn(Schema):
    wished: bool


WentOut.model_rebuild()
WentPartOut.model_rebuild()
StepOut.model_rebuild()
