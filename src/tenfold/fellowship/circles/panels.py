"""What other rooms show on a circle's page: of its outer gathering, and apart from it of its inner work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tenfold.fellowship.members.models import Member

from .models import Circle

Stage = Literal["outer", "inner"]
STAGES: tuple[Stage, ...] = ("outer", "inner")
Show = Callable[[Circle, Member], Mapping[str, Any] | None]
ShowWhole = Callable[[Member], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """``template`` is shown with ``context`` added to that of the page."""

    name: str
    template: str
    context: Mapping[str, Any]


_panels: dict[str, tuple[Stage, str, Show]] = {}
_of_the_whole: dict[str, tuple[str, ShowWhole]] = {}


def contribute(name: str, *, stage: Stage, template: str, show: Show) -> None:
    """Put a panel on every circle's page; called in ``AppConfig.ready``. ``show`` answers None for nothing."""
    _panels[name] = (stage, template, show)


def panels_of(circle: Circle, *, viewer: Member, stage: Stage) -> Iterator[Panel]:
    """The panels of one stage that this viewer gets."""
    for name, (where, template, show) in _panels.items():
        context = show(circle, viewer) if where == stage else None
        if context is not None:
            yield Panel(name, template, context)


def contribute_whole(name: str, *, template: str, show: ShowWhole) -> None:
    """Put a panel on the page of the whole; called in ``AppConfig.ready``. ``show(member)`` answers None for none."""
    _of_the_whole[name] = (template, show)


def panels_of_whole(viewer: Member) -> Iterator[Panel]:
    """The panels of the whole that this viewer gets."""
    for name, (template, show) in _of_the_whole.items():
        if (context := show(viewer)) is not None:
            yield Panel(name, template, context)
