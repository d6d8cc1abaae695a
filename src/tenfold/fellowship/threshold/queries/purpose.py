"""What the fellowship is for: its versions, what changed between two of them, and who agreed to which."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.translation import get_language

from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import fellowship

from ..models import Purpose, PurposeAnswer

Change = Literal["kept", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A version in one language: the line that stands large, and what follows below it."""

    language: str
    headline: str
    rest: str

    @property
    def text(self) -> str:
        return f"{self.headline}\n{self.rest}".strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stayed, came or went."""

    change: Change
    words: str


def current_purpose() -> Purpose | None:
    """The newest version with its texts; None before anything was written."""
    return Purpose.objects.prefetch_related("texts").first()


def versions() -> QuerySet[Purpose]:
    """All versions, the newest first."""
    return Purpose.objects.select_related("written_by__member").prefetch_related("texts")


def access_version(*, number: int) -> Purpose:
    """One version; open to everybody."""
    found = versions().filter(number=number).first()
    if found is None:
        raise Http404
    return found


def worded(purpose: Purpose | None, language: str = "") -> Wording | None:
    """A version in the reader's language, else the fellowship's, else the first it was written in."""
    if purpose is None:
        return None
    texts = {text.language: text.text for text in purpose.texts.all()}
    code = language or get_language() or "en"
    if code not in texts:
        home = fellowship().language
        code = home if home in texts else next(iter(texts), "")
    headline, _line, rest = texts.get(code, "").strip().partition("\n")
    return Wording(code, headline.strip(), rest.strip()) if code else None


@lru_cache(maxsize=64)
def changes(before: str, after: str) -> tuple[Piece, ...]:
    """What changed between two texts, word by word.

    Source: the longest matching blocks of :class:`difflib.SequenceMatcher`, over words.

    >>> [(piece.change, piece.words) for piece in changes("one of our will", "one of our own will")]
    [('kept', 'one of our '), ('added', 'own '), ('kept', 'will')]
    """
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    a_words, b_words = ([word.strip() for word in words] for words in (old, new))
    pieces: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, a_words, b_words, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("kept", "".join(new[c:d])))
        else:
            pieces += [Piece("removed", "".join(old[a:b]))] if b > a else []
            pieces += [Piece("added", "".join(new[c:d]))] if d > c else []
    return tuple(
        piece if at == len(pieces) - 1 or piece.words[-1].isspace() else Piece(piece.change, f"{piece.words} ")
        for at, piece in enumerate(pieces)
    )


def what_changed(before: Purpose, after: Purpose) -> tuple[Piece, ...]:
    """What changed from one version to another, in the reader's language as far as both were written in it."""
    new = worded(after)
    old = worded(before, new.language) if new else None
    return changes(old.text if old else "", new.text if new else "")


def answers_of(member: Member) -> list[PurposeAnswer]:
    """What a member said to versions, the newest first."""
    return list(member.purpose_answers.select_related("purpose").prefetch_related("purpose__texts"))


@dataclass(frozen=True, slots=True)
class Stance:
    """Where somebody stands towards the purpose: the current version, what they said, the last one they agreed to."""

    current: Purpose | None
    said: PurposeAnswer | None
    agreed_to: Purpose | None

    @property
    def agrees(self) -> bool:
        return self.said is not None and self.said.agreed

    @property
    def is_new(self) -> bool:
        """There is a version to which they said nothing yet."""
        return self.current is not None and self.said is None


def stance_of(member: Member) -> Stance:
    current = current_purpose()
    said = answers_of(member)
    here = next((one for one in said if current and one.purpose_id == current.pk), None)
    return Stance(current, here, next((one.purpose for one in said if one.agreed), None))


def agreements(*, viewer: Account) -> dict[int, int]:
    """For stewards: how many of the members agree to each version, by its number. Who, nobody is told."""
    require(viewer, Permission.WRITE_PURPOSE)
    counted = PurposeAnswer.objects.filter(agreed=True, member__standing=Standing.ENTERED).order_by()
    return dict(counted.values_list("purpose__number").annotate(Count("pk")))
