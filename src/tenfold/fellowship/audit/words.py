"""The record in words, so that whom it concerns can read it. Each room says what its verbs mean.

The sentences are said to the person concerned; ``{name}`` stands for a detail of the entry. What stewards do is said
once more for the stewards' log, of whoever did it: "gave the role of a steward".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise

from .models import Entry

_words: dict[str, Promise] = {}
_office: dict[str, Promise] = {}
_discreet: set[str] = set()
_everybody: set[str] = set()


def describe(
    words: Mapping[str, Promise],
    *,
    office: Mapping[str, Promise] | None = None,
    discreet: Iterable[str] = (),
    everybody: Iterable[str] = (),
) -> None:
    """Teach the record what verbs mean; called by each room in its ``AppConfig.ready``.

    :param office: the verbs that are stewards' acts, each as words that follow the name of who did it.
    :param discreet: those of them whose persons the stewards' log does not name.
    :param everybody: those of them that concern every member alike, and so stand in everybody's record.
    """
    _words.update(words)
    _office.update(office or {})
    _discreet.update(discreet)
    _everybody.update(everybody)


def described() -> frozenset[str]:
    """The verbs that have words."""
    return frozenset(_words)


def office() -> frozenset[str]:
    """The verbs that are stewards' acts."""
    return frozenset(_office)


def discreet() -> frozenset[str]:
    """The acts of stewards whose persons the log does not name."""
    return frozenset(_discreet)


def everybody() -> frozenset[str]:
    """The verbs that concern every member alike."""
    return frozenset(_everybody)


class _Gaps(dict[str, object]):
    """Details that an older entry lacks stay open."""

    def __missing__(self, key: str) -> str:
        return "…"


def words_of(entry: Entry) -> str:
    """What was done, in the reader's language; the bare verb of a room that is no longer there."""
    sentence = _words.get(entry.verb)
    return str(sentence).format_map(_Gaps(entry.details)) if sentence is not None else entry.verb


def office_words(entry: Entry) -> str:
    """What a steward did, in words that follow their name."""
    return str(_office.get(entry.verb, entry.verb)).format_map(_Gaps(entry.details))
