"""When a circle meets: a weekday and a time on one zone's clock, as everybody else's clock shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tenfold.engine.hours import zone_info

from .models import Circle

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting, begin and end on the clock it was asked for."""

    starts: datetime
    ends: datetime


def next_meeting(circle: Circle, *, zone: str, now: datetime) -> Meeting:
    """The meeting that goes on now, or the coming one, on the clock of ``zone``.

    The anchor's clock decides: the meeting stays at its local time there when clocks change. ``now`` is aware.
    """
    anchor = zone_info(circle.zone)
    there = now.astimezone(anchor)
    day = there.date() + timedelta(days=(circle.weekday - there.weekday()) % 7) - WEEK
    lasts = timedelta(minutes=circle.minutes)
    while True:
        starts = datetime.combine(day, circle.starts_at, anchor).astimezone(UTC)
        if starts + lasts > now:
            clock = zone_info(zone)
            return Meeting(starts.astimezone(clock), (starts + lasts).astimezone(clock))
        day += WEEK
