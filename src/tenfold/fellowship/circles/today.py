"""What other rooms show on a member's Today: where they stand in the line, what their ten does next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tenfold.fellowship.members.models import Member

Show = Callable[[Member], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """``template`` is shown with ``it`` being ``context``."""

    name: str
    template: str
    context: Mapping[str, Any]


_panels: dict[str, tuple[str, Show]] = {}


def contribute(name: str, *, template: str, show: Show) -> None:
    """Put a panel on Today; called in ``AppConfig.ready``. ``show(member)`` answers None for nothing."""
    _panels[name] = (template, show)


def panels_for(member: Member) -> Iterator[Panel]:
    """The panels this member gets today, in the order of the rooms."""
    for name, (template, show) in _panels.items():
        if (context := show(member)) is not None:
            yield Panel(name, template, context)
