"""What a finished run hands over to be kept: plain rows, circles named by their place in the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any


@dataclass(frozen=True, slots=True)
class CircleDraft:
    """``parent`` is the place of the circle above in :attr:`Proposal.circles`, or None."""

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


@dataclass(frozen=True, slots=True)
class PlacementDraft:
    """``circle`` is a place in :attr:`Proposal.circles`."""

    circle: int
    member_id: int
    explanation: Mapping[str, Any]


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
