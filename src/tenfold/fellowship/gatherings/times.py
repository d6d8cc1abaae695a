"""Which meetings of a circle one can say something about now: the last one and the coming one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tenfold.fellowship.circles.hour import WEEK, next_meeting
from tenfold.fellowship.circles.models import Circle


@dataclass(frozen=True, slots=True)
class Times:
    """Aware instants at which the last meeting began (or the one that goes on) and the coming one begins."""

    last: datetime
    coming: datetime


def times_of(circle: Circle, now: datetime) -> Times:
    """The last and the coming meeting of a circle, by the clock of its anchor zone; ``now`` is aware."""
    found = next_meeting(circle, zone="UTC", now=now).starts
    if found <= now:  # it goes on
        return Times(found, _after(circle, found))
    return Times(next_meeting(circle, zone="UTC", now=now - WEEK).starts, found)


def _after(circle: Circle, starts: datetime) -> datetime:
    """The meeting that follows the one which begins at ``starts``."""
    return next_meeting(circle, zone="UTC", now=starts + WEEK / 2).starts
