"""Weeks of many people as masks and bitsets, brought from everyone's own clock to UTC and back.

A person's week is a habit, not a dated week: it is brought to UTC with the offset that the clock of the person has on
a given date, as though it had it all week long. So the week stays a ring and nothing is lost or doubled when clocks
change; what the changes of a year do to a dated meeting is counted by :mod:`tenfold.engine.hours.common`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .stretches import QUARTER, SLOTS, HoursError, Stretch, Week, local_week, stretches_of
from .zones import offset, offsets

WORDS = -(-SLOTS // 64)
"""uint64 words that hold the bits of a week."""


def utc_week(local: Week, zone: str, on: date) -> Week:
    """A person's week (672,) in UTC, with the offset that their zone has on the date.

    :raises HoursError: if the zone is unknown.

    >>> from tenfold.engine.hours import format_stretches, parse_stretches
    >>> evening = local_week(parse_stretches("Mon 19:00-21:30"))
    >>> format_stretches(stretches_of(utc_week(evening, "Asia/Kathmandu", date(2025, 7, 1))))
    'Mon 13:15-15:45'
    """
    return np.roll(local, -(offset(zone, on) // QUARTER))


def back_to_local(stretches: Iterable[Stretch], zone: str, on: date) -> tuple[Stretch, ...]:
    """Stretches of the week in UTC as the clock of a zone shows them on the date: the inverse of :func:`utc_week`.

    >>> from tenfold.engine.hours import format_stretches
    >>> format_stretches(back_to_local([Stretch(53, 63)], "Asia/Kathmandu", date(2025, 7, 1)))
    'Mon 19:00-21:30'
    """
    return stretches_of(np.roll(local_week(stretches), offset(zone, on) // QUARTER))


def utc_weeks(local: Week, zones: Sequence[str], on: date) -> Week:
    """:func:`utc_week` of n people: bool (n, 672) and n zones to bool (n, 672).

    :raises HoursError: if a zone is unknown or the shapes do not fit.
    """
    return shifted(local, offsets(zones, on))


def shifted(local: Week, minutes: ArrayLike) -> Week:
    """Weeks bool (n, 672) of clocks that stand ``minutes`` (n,) east of UTC, in UTC. Works offset by offset.

    :raises HoursError: if the shapes do not fit.
    """
    east = np.asarray(minutes)
    if local.shape != (len(east), SLOTS):
        raise HoursError(
            f"{len(east)} people need weeks of the shape ({len(east)}, {SLOTS}), not {local.shape}.",
            problem="shape",
            value=local.shape,
        )
    result = np.empty_like(local)
    for value in np.unique(east):
        rows = np.flatnonzero(east == value)
        result[rows] = np.roll(local[rows], -(int(value) // QUARTER), axis=1)
    return result


def pack(weeks: Week) -> NDArray[np.uint64]:
    """Weeks bool (n, 672) as little-endian bitsets uint64 (n, 11): bit b of word w is slot 64 * w + b.

    :raises HoursError: if the shape does not fit.

    >>> pack(local_week([Stretch(0, 2), Stretch(64, 65)])[None])[0, :3].tolist()
    [3, 1, 0]
    """
    if weeks.ndim != 2 or weeks.shape[1] != SLOTS:
        raise HoursError(f"Weeks have the shape (n, {SLOTS}), not {weeks.shape}.", problem="shape", value=weeks.shape)
    padded = np.zeros((len(weeks), WORDS * 8), np.uint8)
    padded[:, : SLOTS // 8] = np.packbits(weeks, axis=1, bitorder="little")
    return padded.view("<u8").astype(np.uint64, copy=False)


def unpack(bits: NDArray[np.uint64]) -> Week:
    """Bitsets uint64 (n, 11) as weeks bool (n, 672): the inverse of :func:`pack`.

    :raises HoursError: if the shape does not fit.
    """
    if bits.ndim != 2 or bits.shape[1] != WORDS:
        raise HoursError(
            f"Packed weeks have the shape (n, {WORDS}), not {bits.shape}.", problem="shape", value=bits.shape
        )
    raw = np.ascontiguousarray(bits.astype("<u8", copy=False)).view(np.uint8)
    return np.unpackbits(raw, axis=1, count=SLOTS, bitorder="little").view(np.bool_)
