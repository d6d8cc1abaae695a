"""What can be drawn: a point of a ring, a branch of the nest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Light(Enum):
    """How a point of a ring stands in the light."""

    PERSON = "point"
    MINE = "mine"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Point:
    """One seat of a ten. ``label`` is its name and tooltip, ``initials`` stand in it; the delegate touches the ring above."""

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
