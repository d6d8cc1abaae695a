"""What is handed over to be kept as a proposal: plain rows, circles named by their place in the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from .models import Circle


@dataclass(frozen=True, slots=True)
class CircleDraft:
    """A new circle, or with ``existing`` (a primary key) one that is there already and stays as it is.

    ``parent`` is the place of the circle above in :attr:`Proposal.circles`, or None. Where an existing circle is given
    a parent, it joins that one when the proposal is published, unless it belongs somewhere by then.
    """

    level: int
    language: str
    zone: str
    weekday: int
    starts_at: time
    minutes: int
    seats_min: int
    seats_max: int
    parent: int | None = None
    quality: Mapping[str, Any] = field(default_factory=dict)
    existing: int | None = None

    @classmethod
    def of(cls, circle: Circle, *, parent: int | None = None) -> CircleDraft:
        """A circle that exists, as a place in a proposal."""
        return cls(
            level=circle.level,
            language=circle.language,
            zone=circle.zone,
            weekday=circle.weekday,
            starts_at=circle.starts_at,
            minutes=circle.minutes,
            seats_min=circle.seats_min,
            seats_max=circle.seats_max,
            parent=parent,
            existing=circle.pk,
        )


@dataclass(frozen=True, slots=True)
class PlacementDraft:
    """``circle`` is a place in :attr:`Proposal.circles`; ``replaces`` the pk of the seat that a yes would leave."""

    circle: int
    member_id: int
    explanation: Mapping[str, Any]
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class UnplacedDraft:
    member_id: int
    reason: int
    remedies: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    circles: tuple[CircleDraft, ...]
    placements: tuple[PlacementDraft, ...]
    unplaced: tuple[UnplacedDraft, ...] = ()
    quality: Mapping[str, Any] = field(default_factory=dict)
