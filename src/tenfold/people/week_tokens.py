"""Cuts a line about one's week into days, times, dashes and the words between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .text import clean
from .week_words import (
    ALL_DAY,
    BETWEEN,
    EXCEPT,
    FILLERS,
    GROUPS,
    HALVES,
    LONGEST,
    TIMES,
    TO,
    bare,
    day_of,
    likeliest_language,
    similar_day,
)

Kind = Literal["days", "time", "to", "except", "all day", "half", "between", "gap", "unknown"]
Half = Literal["", "am", "pm"]

_KINDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    *(("all day", ALL_DAY), ("between", BETWEEN), ("except", EXCEPT), ("to", TO), ("gap", FILLERS)),
)

_HALF = r"(?P<half>\s?[ap]\.?\s?m\b\.?|(?<=\d)[ap]\b)"
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:\s?(?::|\.|(?:h|ч|u)\s?)(?P<minute>\d{2})(?!\d)(?::\d{2})?|(?P<comma>,(?:00|30|45)(?!\d))"
    r"|(?P<packed>\d{2})(?!\d))?(?!\d)(?:\s?(?:h|hs|hrs|ч|uhr|час)\b\.?)?" + _HALF + "?",
    re.IGNORECASE,
)
_ZERO = re.compile(r"(?<=[\d:.])[oOоО](?=\d|\b)")  # the letter for the digit, Latin or Cyrillic
_ALWAYS = re.compile(r"\b24\s?/\s?7\b")
_WORD = re.compile(r"[^\W\d_]+(?:['\"][^\W\d_]*)*\.?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the line. ``days`` of "days"; ``minutes`` since midnight and ``half`` of "time"."""

    kind: Kind
    text: str
    at: int
    days: frozenset[int] = frozenset()
    minutes: int = 0
    half: Half = ""
    short: bool = False  # an hour of one digit: "7", perhaps of the evening
    guessed: bool = False  # the name of a day, misspelled


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    at: int
    time: re.Match[str] | None = None


def tokens(text: str, spoken: Sequence[str]) -> list[Token]:
    """Cut a cell; ``spoken`` are the languages of the person, to tell "do" (Thursday) from "do" (Sunday)."""
    line = _ALWAYS.sub("always", _ZERO.sub("0", clean(text)))
    pieces = list(_pieces(line))
    language = likeliest_language((bare(piece.text) for piece in pieces if not piece.time), spoken)
    found: list[Token] = []
    at = 0
    while at < len(pieces):
        token, used = _next(pieces, at, language, found)
        if token:
            found.append(token)
        at += used
    return found


def _pieces(line: str) -> Iterator[_Piece]:
    at = 0
    while at < len(line):
        match = _TIME.match(line, at) or _WORD.match(line, at)
        if match is None:
            if not line[at].isspace() or line[at] == "\n":
                yield _Piece(line[at], at)
            at += 1
            continue
        yield _Piece(match[0].strip(), at, match if match.re is _TIME else None)
        at = match.end()


def _next(pieces: Sequence[_Piece], at: int, language: str, before: Sequence[Token]) -> tuple[Token | None, int]:
    """The token that begins at a piece (None for words that say nothing), and how many pieces it takes."""
    piece = pieces[at]
    if piece.time:
        return _time(piece, piece.time), 1
    if not piece.text[0].isalpha():
        return _sign(piece), 1
    if _joins(pieces, at, before):
        return None, 2
    for count in range(min(LONGEST, len(pieces) - at), 0, -1):
        words = pieces[at : at + count]
        if all(word.text[0].isalpha() or word.text == "-" for word in words) and words[-1].text != "-":
            key = " ".join(bare(word.text) for word in words if word.text != "-")
            text = " ".join(word.text for word in words)
            token = _word(key, _Piece(text, piece.at), language, whole=count == 1)
            if token:
                return (None if token.kind == "gap" else token), count
    day = similar_day(bare(piece.text), language)
    if day is not None:
        return Token("days", piece.text, piece.at, days=frozenset({day}), guessed=True), 1
    return Token("unknown", piece.text, piece.at), 1


def _joins(pieces: Sequence[_Piece], at: int, before: Sequence[Token]) -> bool:
    """Whether a Hebrew ו followed by a hyphen means "and", not Friday: ב' ו-ד'."""
    hyphen = pieces[at].text == "ו" and at + 2 < len(pieces) and pieces[at + 1].text == "-"
    return hyphen and bool(before) and before[-1].kind == "days" and not pieces[at + 2].time


def _sign(piece: _Piece) -> Token | None:
    if piece.text in "-~":
        return Token("to", piece.text, piece.at)
    if piece.text in ";|\n":
        return Token("gap", piece.text, piece.at)
    return None if piece.text in ",/&+:.()[]'\"*•·،؛=>→" else Token("unknown", piece.text, piece.at)


def _time(piece: _Piece, match: re.Match[str]) -> Token:
    minute = match["minute"] or (match["comma"] or "")[1:] or match["packed"] or "0"
    half: Half = "" if not match["half"] else "am" if match["half"].strip()[0] in "aA" else "pm"
    minutes = int(match["hour"]) * 60 + int(minute) if int(minute) < 60 else -1
    return Token("time", piece.text, piece.at, minutes=minutes, half=half, short=len(match["hour"]) == 1)


def _word(key: str, piece: _Piece, language: str, *, whole: bool) -> Token | None:
    text, at = piece.text, piece.at
    if key in GROUPS:
        return Token("days", text, at, days=GROUPS[key])
    day = day_of(key, (language,))
    if day is not None:
        return Token("days", text, at, days=frozenset({day}))
    if key in HALVES:
        return Token("half", text, at, half="am" if HALVES[key] == "am" else "pm")
    if key in TIMES:
        return Token("time", text, at, minutes=TIMES[key], half="pm")
    for kind, words in _KINDS:
        if key in words:
            return Token(kind, text, at)
    day = day_of(key)
    if day is not None:
        return Token("days", text, at, days=frozenset({day}))
    if whole and key[:1] in "בומלהש" and len(key) > 1:
        return _word(key[1:], piece, language, whole=True)
    return None
