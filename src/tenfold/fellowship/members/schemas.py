"""What the API of this room takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Field, Schema


class MistakesOut(Schema):
    """Every error of the API: a sentence, and where fields are at fault, what is wrong with each."""

    detail: str
    fields: dict[str, list[str]] = {}


class ProfileOut(Schema):
    """All that one says of oneself. ``seen_by`` tells for each field who else sees it."""

    key: str
    standing: str
    email: str
    name: str
    languages: list[str]
    zone: str
    hours: str
    country: str
    origin: str
    gift: str
    attributes: dict[str, str]
    together: list[str]
    apart: list[str]
    seen_by: dict[str, str]


class ProfileIn(Schema):
    """A change of one's profile; what is left out stays as it is."""

    name: str | None = None
    languages: list[str] | None = Field(None, description="ISO codes, the one most at home in first")
    zone: str | None = Field(None, description="IANA name, such as Europe/Berlin")
    hours: str | None = Field(None, description="on one's own clock: Mon 19:00-21:30; Tue 22:30-00:30")
    country: str | None = Field(None, description="ISO 3166 code, or nothing")
    origin: str | None = None
    gift: str | None = None
    attributes: dict[str, str] | None = Field(None, description="answers by the key of the question")
    together: list[str] | None = Field(None, description="names or addresses of people one would like to sit with")
    apart: list[str] | None = None


class Narrowing(Schema):
    """What the list of members is narrowed by; what is empty does not narrow."""

    words: str = ""
    standing: str = ""
    language: str = ""
    country: str = ""
    origin: str = ""


class MemberOut(Schema):
    """A member as the stewards see them: without hours and wishes."""

    key: str
    standing: str
    name: str
    email: str
    external_id: str | None
    languages: list[str]
    zone: str
    country: str
    origin: str
    gift: str
    roles: list[str]


class MembersOut(Schema):
    page: int
    pages: int
    count: int
    members: list[MemberOut]


class InvitationIn(Schema):
    uses: int = Field(1, ge=1, le=10_000)
    days: int = Field(14, ge=1, le=365)
    role: Literal["", "steward", "teacher"] = ""
    note: str = Field("", max_length=120)


class InvitationOut(Schema):
    id: int
    note: str
    role: str
    uses: int
    uses_left: int
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class InvitationMadeOut(InvitationOut):
    """``link`` is told this once."""

    link: str
