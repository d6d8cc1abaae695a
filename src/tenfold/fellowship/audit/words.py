"""The record in words, so that whom it concerns can read it. Each room says what its verbs mean.

The sentences are said to the person concerned; ``{name}`` stands for a detail of the entry.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

from .models import Entry

_words: dict[str, Promise] = {}


def describe(words: Mapping[str, Promise]) -> None:
    """Teach the record what verbs mean; called by each room in its ``AppConfig.ready``."""
    _words.update(words)


def described() -> frozenset[str]:
    """The verbs that have words."""
    return frozenset(_words)


class _Gaps(dict[str, object]):
    """Details that an older entry lacks stay open."""

    def __missing__(self, key: str) -> str:
        return "…"


def words_of(entry: Entry) -> str:
    """What was done, in the reader's language; the bare verb of a room that is no longer there."""
    sentence = _words.get(entry.verb)
    return str(sentence).format_map(_Gaps(entry.details)) if sentence is not None else entry.verb
