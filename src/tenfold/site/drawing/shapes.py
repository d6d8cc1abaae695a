"""What can be drawn: a point of a ring, a branch of the nest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Light(StrEnum):
    """How a seat stands in the light: somebody's, the reader's own, or nobody's yet."""

    PERSON = "point"
    MINE = "mine"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Point:
    """One seat of a ring. ``label`` is its name and tooltip, ``initials`` stand in it, ``href`` "" leads nowhere.

    The ``delegate`` sits where the ring touches the one above it.
    """

    label: str
    initials: str = ""
    light: Light = Light.PERSON
    delegate: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A circle and all below it. ``people`` counts everyone in it; children may be left out where nobody looks.

    ``mine`` is true for the circles that the reader sits in, from the whole down to their ten.
    """

    people: int
    label: str = ""
    href: str = ""
    mine: bool = False
    children: tuple[Branch, ...] = ()
