"""What the API of this room takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

Rule = Literal["path", "purpose", "profile", "conversation", "invitation", "wave"]


class PurposeOut(Schema):
    """A version of what the fellowship is for; ``texts`` by language, the first line of each standing large."""

    number: int
    written_at: datetime
    note: str
    texts: dict[str, str]


class PurposeIn(Schema):
    texts: dict[str, str] = Field(description="by language code, such as en, he, ru")
    note: str = Field("", max_length=300, description="why it is written anew")


class StanceOut(Schema):
    """Where I stand towards the purpose; ``agreed_to`` is the last version I agreed to."""

    current: int | None
    agrees: bool
    said_nothing_yet: bool
    agreed_to: int | None


class AgreeIn(Schema):
    """``agree`` false leaves the version open: neither agreed nor asked again."""

    number: int = Field(ge=1, le=2_000_000_000)
    agree: bool


class EntryOut(Schema):
    """Who may ask to enter, and by which rules; ``stands_for``: what an invitation of a steward takes the place of."""

    asking: bool
    rules: list[str]
    stands_for: list[str]
    waves: list[str] = Field(description="for whom entry is open now, where the rules ask for that")


class EntryIn(Schema):
    asking: bool
    rules: list[Rule]
    stands_for: list[Rule]


class TextOut(Schema):
    """A text of the path, in Markdown."""

    number: int
    language: str
    title: str
    question: str
    body: str


class RuleOut(Schema):
    """A rule as it stands for one person. ``before``: how many who asked earlier wait for the same, if one waits."""

    rule: str
    asks: str
    met: bool
    by_invitation: bool
    in_own_hands: bool
    before: int | None


class StepOut(Schema):
    number: int
    question: str
    answer: str
    at: datetime


class ApplicationOut(Schema):
    """My own application. ``before``: how many who asked before me wait."""

    why: str
    begun_at: datetime
    asked_at: datetime | None
    entered_at: datetime | None
    withdrawn_at: datetime | None
    before: int | None
    rules: list[RuleOut]
    steps: list[StepOut]
    letters: bool
    seen_by: dict[str, str]


class BeginIn(Schema):
    name: str = Field(max_length=200)


class ApplicationIn(Schema):
    """A change of my application; what is left out stays as it is."""

    why: str | None = Field(None, max_length=4000)
    code: str | None = Field(None, max_length=40, description="of a country, an origin or a city")
    letters: bool | None = Field(None, description="whether an e-mail tells me when a steward has written")


class StepIn(Schema):
    answer: str = Field("", max_length=4000)


class WithdrawIn(Schema):
    erase: bool = Field(description="whether everything said at the threshold is erased, or kept for myself")


class MessageIn(Schema):
    text: str = Field(max_length=4000)


class MessageOut(Schema):
    at: datetime
    by: str = Field(description="applicant or steward")
    name: str
    text: str


class ApplicantOut(Schema):
    """Somebody who asks to enter, as stewards see them: without hours, wishes and answers on the path."""

    key: str
    name: str
    why: str
    asked_at: datetime | None
    entered_at: datetime | None
    spoken_at: datetime | None
    languages: list[str]
    country: str
    origin: str
    gift: str
    open_rules: list[str]


class ApplicantsOut(Schema):
    page: int
    pages: int
    count: int
    applications: list[ApplicantOut]


class SpokenIn(Schema):
    """That a conversation took place; false when it was noted by mistake. It judges nobody."""

    spoken: bool = True


class WaveOut(Schema):
    id: int
    kind: str
    value: str
    is_open: bool
    code: str
    uses: int | None
    used: int
    until: date | None


class WaveIn(Schema):
    kind: Literal["country", "origin", "city"]
    value: str = Field(max_length=200, description="an ISO 3166 code, an origin as people write it, or a city")
    is_open: bool = True
    uses: int | None = Field(None, ge=1, le=1_000_000)
    until: date | None = None


class TurnIn(Schema):
    is_open: bool


class DensityOut(Schema):
    kind: str
    value: str
    members: int
    waiting: int
    invited: int
    is_open: bool | None
