"""Who sits with whom: told by the room of circles, which stands to the right and makes itself known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A seat somebody holds now: its circle as "level-number", and what that circle is called."""

    where: str
    name: str


@dataclass(frozen=True, slots=True)
class Places:
    """What this room asks of the circles. Members are primary keys, a circle is "level-number"."""

    beside: Callable[[int], set[int]] = lambda _member: set()
    """Who sits in one ten with a member now."""
    ever_beside: Callable[[int], set[int]] = lambda _member: set()
    """Who sits, or once sat, in one circle with a member."""
    seated_in: Callable[[str], set[int]] = lambda _where: set()
    """Who sits in a circle now."""
    seats_of: Callable[[int], list[SeatHeld]] = lambda _member: []
    """The seats of a member, the ten first."""
    name_of: Callable[[str], str] = lambda _where: ""
    """What a circle is called, in the reader's language; "" where there is none that members may know of."""
    address_of: Callable[[str], str] = lambda _where: ""
    """The address of a circle's page."""


_known = [Places()]


def use(places: Places) -> None:
    """Make the circles known; called once, in ``AppConfig.ready``."""
    _known[0] = places


def places() -> Places:
    """The circles, as they made themselves known."""
    return _known[0]
