"""What a group has in common: stretches that all are free in, and how an agreed hour fares through the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .stretches import QUARTER, SLOTS, HoursError, Stretch, Week, stretches_of
from .zones import MONDAY_BEFORE_EPOCH, offsets_at, to_local, zone_info


def startable(weeks: Week, minutes: int) -> Week:
    """Slots at which a free stretch of at least ``minutes`` begins; shape (672,) or (n, 672), as given.

    The week is a ring. Minutes that are not whole quarters are rounded up.

    :raises HoursError: if the minutes are not between 1 and a week, or the last axis is not a week.

    >>> from tenfold.engine.hours import local_week
    >>> np.flatnonzero(startable(local_week([Stretch(668, 674)]), 60)).tolist()
    [668, 669, 670]
    """
    if not 0 < minutes <= SLOTS * QUARTER:
        raise HoursError(
            f"{minutes} minutes is not the length of a meeting: between 1 and {SLOTS * QUARTER}, please.",
            problem="length",
            value=minutes,
        )
    if weeks.shape[-1:] != (SLOTS,):
        raise HoursError(f"A week has {SLOTS} slots, not the shape {weeks.shape}.", problem="shape", value=weeks.shape)
    wanted = -(-minutes // QUARTER)
    free, length = weeks.copy(), 1  # free: the next `length` slots are free; doubling takes log2(wanted) steps
    while length < wanted:
        step = min(length, wanted - length)
        free &= np.roll(free, -step, axis=-1)
        length += step
    return free


def common_stretches(weeks: Week, minutes: int) -> tuple[Stretch, ...]:
    """Stretches of at least ``minutes`` in which all k people of weeks bool (k, 672) are free.

    All weeks are on one clock (UTC, as a rule), and so is the result, in the order of the week.

    :raises HoursError: if nobody is in the group, or the minutes are out of range.

    >>> from tenfold.engine.hours import local_week
    >>> group = np.stack([local_week([Stretch(660, 680)]), local_week([Stretch(0, 30), Stretch(668, 672)])])
    >>> common_stretches(group, 60)
    (Stretch(start=668, end=680),)
    """
    if len(weeks) == 0:
        raise HoursError("Nobody has no hours in common: give at least one week.", problem="shape", value=weeks.shape)
    both: Week = np.logical_and.reduce(weeks)
    startable(both, minutes)  # refuses a length or shape that makes no sense
    return tuple(stretch for stretch in stretches_of(both) if stretch.minutes >= minutes)


def free_weeks(
    local: Week,
    zones: Sequence[str],
    start_slot_utc: int,
    slots: int,
    anchor_zone: str,
    on: date,
    weeks: int = 52,
) -> NDArray[np.bool_]:
    """In which of the coming weeks all members are free at the agreed hour: bool (weeks,).

    The hour is kept at a fixed local time of one anchor zone, as a circle would say "Thursdays at eight in Berlin":
    the local time that slot ``start_slot_utc`` has there on the date ``on``, for ``slots`` quarter hours, from the
    first such day on or after ``on``. Each meeting is a true instant; when clocks change at different dates, it moves
    on the clocks of the others, quarter hour by quarter hour. An anchor time that a change skips is taken an hour
    later; one that a change repeats, the first time (PEP 495, fold 0).

    :param local: what each of the k members has free on their own clock, bool (k, 672)
    :param zones: the k members' zones
    :raises HoursError: if a zone is unknown or the shapes do not fit.
    """
    if local.shape != (len(zones), SLOTS):
        raise HoursError(
            f"{len(zones)} zones need weeks of the shape ({len(zones)}, {SLOTS}), not {local.shape}.",
            problem="shape",
            value=local.shape,
        )
    free = np.ones(weeks, np.bool_)
    for zone in dict.fromkeys(zones):
        members = [row for row, other in enumerate(zones) if other == zone]
        meetings = _local_slots(zone, start_slot_utc, slots, anchor_zone, on, weeks)
        free &= np.logical_and.reduce(local[members])[meetings].all(axis=1)
    return free


@lru_cache(maxsize=4096)
def _local_slots(
    zone: str, start_slot_utc: int, slots: int, anchor_zone: str, on: date, weeks: int
) -> NDArray[np.int64]:
    """The slots of the local week of a zone that the meetings fill, (weeks, slots); many circles ask for the same."""
    instants = _meetings(start_slot_utc, anchor_zone, on, weeks)[:, None] + QUARTER * np.arange(slots)
    east = offsets_at(zone, instants, on - timedelta(days=2), on + timedelta(weeks=weeks + 2))
    return (instants + east + MONDAY_BEFORE_EPOCH) // QUARTER % SLOTS


@lru_cache(maxsize=4096)
def _meetings(start_slot_utc: int, anchor_zone: str, on: date, weeks: int) -> NDArray[np.int64]:
    """The instants (minutes since the epoch) at which the meetings begin."""
    weekday, minutes = to_local(start_slot_utc, anchor_zone, on)
    clock, info = time(*divmod(minutes, 60)), zone_info(anchor_zone)
    first = on + timedelta(days=(weekday - on.weekday()) % 7)
    days = (first + timedelta(weeks=week) for week in range(weeks))
    return np.array([datetime.combine(day, clock, info).timestamp() // 60 for day in days], np.int64)


def weeks_survived(
    local: Week,
    zones: Sequence[str],
    start_slot_utc: int,
    slots: int,
    anchor_zone: str,
    on: date,
    weeks: int = 52,
) -> int:
    """How many of the coming weeks everybody is still free at the agreed hour; see :func:`free_weeks`.

    Berlin and New York change their clocks on different Sundays, in spring and in autumn:

    >>> from tenfold.engine.hours import local_week, parse_stretches
    >>> hours = ["Thu 20:00-21:00", "Thu 14:00-15:00"]
    >>> group = np.stack([local_week(parse_stretches(text)) for text in hours])
    >>> weeks_survived(group, ["Europe/Berlin", "America/New_York"], 3 * 96 + 72, 4, "Europe/Berlin", date(2025, 6, 2))
    48
    """
    return int(free_weeks(local, zones, start_slot_utc, slots, anchor_zone, on, weeks).sum())


def best_anchor(
    local: Week,
    zones: Sequence[str],
    start_slot_utc: int,
    slots: int,
    on: date,
    weeks: int = 52,
) -> tuple[str, int]:
    """The member's zone that the hour is best anchored in, and the weeks it then survives.

    Of zones that do equally well, the one of most members is taken, then the first by name.

    :raises HoursError: if there are no members, a zone is unknown or the shapes do not fit.
    """
    if not zones:
        raise HoursError("A group without members has no anchor: give at least one zone.", problem="shape", value=0)
    tried = {zone: weeks_survived(local, zones, start_slot_utc, slots, zone, on, weeks) for zone in sorted(set(zones))}
    best = max(tried, key=lambda zone: (tried[zone], zones.count(zone)))
    return best, tried[best]
