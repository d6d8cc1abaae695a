"""One's own words: where they were taken, with the text in which they stand."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Taking
from .texts import Text, newest


@dataclass(frozen=True, slots=True)
class Mine:
    """Words of mine, with the text in which they stand; ``words`` is empty where none of them do now."""

    taking: Taking
    text: Text | None
    words: str


def shown(takings: list[Taking]) -> list[Mine]:
    """Takings with the texts they are in. Two queries."""
    texts = {text.composition.pk: text for text in newest(taking.composition for taking in takings)}
    found = []
    for taking in takings:
        text = texts.get(taking.composition_id)
        parts = text.parts if text is not None else ()
        words = [part.words for part in parts if part.piece is not None and part.piece.taking_id == taking.pk]
        found.append(Mine(taking, text, " / ".join(words)))
    return found
