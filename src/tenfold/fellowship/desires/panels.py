"""What the room to the right shows on the pages of this one: a desire's fate, and a circle's one desire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member

from .models import Desire

Fate = Callable[[Desire, Member], Mapping[str, Any] | None]
Ground = Callable[[Circle | None, Member], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """``template`` is shown with ``it`` being ``context``."""

    name: str
    template: str
    context: Mapping[str, Any]


_fates: dict[str, tuple[str, Fate]] = {}
_grounds: dict[str, tuple[str, Ground]] = {}


def contribute_fate(name: str, *, template: str, show: Fate) -> None:
    """Put a panel on the page of a desire: what became of its words. ``show`` answers None for nothing."""
    _fates[name] = (template, show)


def contribute_ground(name: str, *, template: str, show: Ground) -> None:
    """Put a panel on the pages of a circle's desires and common ground (circle None: the whole's)."""
    _grounds[name] = (template, show)


def fate_of(desire: Desire, *, viewer: Member) -> Iterator[Panel]:
    """The panels of a desire that this viewer gets."""
    for name, (template, show) in _fates.items():
        if (context := show(desire, viewer)) is not None:
            yield Panel(name, template, context)


def grounds_of(circle: Circle | None, *, viewer: Member) -> Iterator[Panel]:
    """The panels of a circle's common ground that this viewer gets."""
    for name, (template, show) in _grounds.items():
        if (context := show(circle, viewer)) is not None:
            yield Panel(name, template, context)
