"""Texts that can be reported from where they stand: rooms to the right make theirs known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tenfold.fellowship.members.models import Account


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text that somebody reports: its words, where stewards find it, and its circle as "level-number" or "".

    ``beside`` says what the words alone do not: of what text they are a rendering, for instance.
    """

    words: str
    address: str
    where: str = ""
    beside: str = ""

    def __str__(self) -> str:
        return "\n".join(line for line in (self.words, self.beside, self.address) if line)


Reader = Callable[[Account, str], Quoted]
"""The text with a key as somebody may read it; :raises Http404: where they may not."""

_known: dict[str, Reader] = {}


def quotes(kind: str, read: Reader) -> None:
    """Make a kind of text known, as ``?kind=key`` of the page for reports; called once, in ``AppConfig.ready``."""
    _known[kind] = read


def quoted(viewer: Account, asked: Callable[[str], str | None]) -> Quoted | None:
    """The text that is meant, if one is; ``asked`` tells the key that was given for a kind."""
    for kind, read in _known.items():
        if key := asked(kind):
            return read(viewer, key)
    return None
