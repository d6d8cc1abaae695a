"""Time zones: their names, and how far their clocks stand from UTC.

Offsets are whole quarters of an hour, as those of every zone in use today are (Kathmandu's +05:45 too); the odd
offsets of the nineteenth century are rounded to the nearest quarter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

import numpy as np
from numpy.typing import NDArray

from .stretches import QUARTER, SLOTS, HoursError

MONDAY_BEFORE_EPOCH = 3 * 24 * 60
"""Minutes from Monday 00:00 to the epoch, which was a Thursday."""


@cache
def zone_names() -> frozenset[str]:
    """The IANA names that this machine knows (of the system, or of the package tzdata)."""
    return frozenset(available_timezones())


@cache
def zone_info(zone: str) -> ZoneInfo:
    """The zone of an IANA name.

    :raises HoursError: with ``problem`` ``zone`` and up to three names that may have been meant.

    >>> zone_info("Europe/Berln")
    Traceback (most recent call last):
    tenfold.engine.hours.stretches.HoursError: There is no time zone “Europe/Berln”. Did you mean Europe/Berlin?
    """
    if zone in zone_names():
        return ZoneInfo(zone)
    near = _similar(zone)
    hint = f"Did you mean {' or '.join(near)}?" if near else "Write its IANA name, for instance Europe/Berlin."
    raise HoursError(f"There is no time zone “{zone}”. {hint}", problem="zone", value=zone, suggestions=near)


@lru_cache(maxsize=1024)
def _similar(zone: str) -> list[str]:
    """Names like ``zone``: spelled alike as a whole, or ending in such a city ("Tel Aviv", "berlin")."""
    wanted = "_".join(zone.strip().casefold().split())
    whole = {name.casefold(): name for name in sorted(zone_names())}
    city = {key.rpartition("/")[2]: name for key, name in whole.items() if "/" in key and not key.startswith("etc/")}
    if wanted in whole:
        return [whole[wanted]]
    if wanted in city:
        return [city[wanted]]
    close = [whole[key] for key in get_close_matches(wanted, whole, n=3, cutoff=0.85)]
    return close or [city[key] for key in get_close_matches(wanted, city, n=3, cutoff=0.75)]


@lru_cache(maxsize=4096)
def offset(zone: str, on: date) -> int:
    """Minutes east of UTC of a zone's clock at noon of its day ``on``.

    Noon, because clocks change at night: on the day of a change the new time counts.

    >>> offset("Asia/Jerusalem", date(2025, 3, 27)), offset("Asia/Jerusalem", date(2025, 3, 28))
    (120, 180)
    """
    return _rounded(datetime.combine(on, time(12), zone_info(zone)).utcoffset())


def offsets(zones: Sequence[str], on: date) -> NDArray[np.int16]:
    """:func:`offset` of many zones: minutes east of UTC, int16 (n,). Quick for a few zones and many people.

    >>> offsets(["Asia/Kathmandu", "America/New_York"], date(2025, 7, 1)).tolist()
    [345, -240]
    """
    known = {zone: offset(zone, on) for zone in set(zones)}
    return np.fromiter((known[zone] for zone in zones), np.int16, len(zones))


def to_local(slot: int, zone: str, on: date) -> tuple[int, int]:
    """Weekday (0 is Monday) and minutes since midnight, on the zone's clock, of a slot of the week in UTC.

    >>> to_local(4 * 24 * 4 + 4 * 22, "Asia/Jerusalem", date(2025, 7, 1))  # Friday 22:00 UTC: Saturday 01:00
    (5, 60)
    """
    minutes = (slot % SLOTS) * QUARTER + offset(zone, on)
    return (minutes // (24 * 60)) % 7, minutes % (24 * 60)


def offsets_at(zone: str, instants: NDArray[np.int64], first: date, last: date) -> NDArray[np.int64]:
    """Minutes east of UTC of a zone's clock at instants (minutes since the epoch) between two dates."""
    changes, values = _clock_changes(zone, first, last)
    return values[np.searchsorted(changes, instants, side="right")]


@lru_cache(maxsize=2048)
def _clock_changes(zone: str, first: date, last: date) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The c instants between two dates at which the zone's offset changes, and its c + 1 offsets.

    zoneinfo does not tell its transitions, so the days are tried and a day with a change is halved down to a minute.
    """
    info = zone_info(zone)

    def offset_of(minute: int) -> int:
        return _rounded(datetime.fromtimestamp(minute * 60, info).utcoffset())

    day = 24 * 60
    begin = int(datetime.combine(first, time(), UTC).timestamp()) // 60
    end = int(datetime.combine(last, time(), UTC).timestamp()) // 60 + day
    changes, values = [], [offset_of(begin)]
    for minute in range(begin + day, end + day, day):
        if offset_of(minute) != values[-1]:
            before, after = minute - day, minute
            while after - before > 1:
                middle = (before + after) // 2
                before, after = (middle, after) if offset_of(middle) == values[-1] else (before, middle)
            changes.append(after)
            values.append(offset_of(minute))
    return np.array(changes, np.int64), np.array(values, np.int64)


def _rounded(delta: timedelta | None) -> int:
    seconds = delta.total_seconds() if delta else 0.0  # a ZoneInfo always answers for a full datetime
    return round(seconds / 60 / QUARTER) * QUARTER
