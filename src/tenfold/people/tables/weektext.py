"""Hours as most tables write them, "Mon 19:00-21:30; Tue 22:30-00:30", read a million a second."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.hours import DAY, QUARTER, SLOTS, WORDS

Bits = NDArray[np.uint64]
Bytes = NDArray[np.uint8]

DAYS = np.array([ord(a) << 16 | ord(b) << 8 | ord(c) for a, b, c in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")])
"""The names of the days, each as one number."""


@kernel
def _clock(text: Bytes, at: int) -> int:
    """Slot of the day of "19:30", -1 if it is not written like that or not a quarter hour."""
    if at + 5 > len(text) or text[at + 2] != 58:
        return -1
    digits = (
        np.int64(text[at]) - 48,
        np.int64(text[at + 1]) - 48,
        np.int64(text[at + 3]) - 48,
        np.int64(text[at + 4]) - 48,
    )
    for digit in digits:
        if not 0 <= digit <= 9:
            return -1
    minutes = 60 * (10 * digits[0] + digits[1]) + 10 * digits[2] + digits[3]
    return int(minutes // QUARTER) if minutes <= 24 * 60 and minutes % QUARTER == 0 and digits[2] < 6 else -1


@kernel
def _day(text: Bytes, at: int, days: NDArray[np.int64]) -> int:
    """Day of the week of "Mon", -1 if it is none."""
    if at + 4 > len(text) or text[at + 3] != 32:
        return -1
    name = np.int64(text[at] | 32) << 16 | np.int64(text[at + 1] | 32) << 8 | np.int64(text[at + 2] | 32)
    for day in range(7):
        if days[day] == name:
            return day
    return -1


@kernel
def _read(text: Bytes, week: Bits, days: NDArray[np.int64]) -> bool:
    """Paint the stretches of a text into a week (11,); False if it is written in another way."""
    at = 0
    while at < len(text):
        day = _day(text, at, days)
        begin, end = _clock(text, at + 4), _clock(text, at + 10)
        if day < 0 or begin < 0 or end < 0 or text[at + 9] != 45 or begin == DAY:
            return False
        if end <= begin:
            end += DAY
        for slot in range(day * DAY + begin, day * DAY + end):
            week[slot % SLOTS >> 6] |= np.uint64(1) << np.uint64(slot % SLOTS & 63)
        at += 15
        if at < len(text):
            if at + 2 > len(text) or (text[at] != 59 and text[at] != 44) or text[at + 1] != 32:
                return False
            at += 2
    return True


@kernel
def read_weeks(text: Bytes, at: NDArray[np.int64], days: NDArray[np.int64]) -> tuple[Bits, NDArray[np.bool_]]:
    """Weeks (n, 11) from texts in UTF-8, that of row k being ``text[at[k]:at[k + 1]]``; and which rows were written
    in the canonical form of :func:`tenfold.engine.hours.format_stretches`. An empty text is a week without hours."""
    many = len(at) - 1
    weeks, understood = np.zeros((many, WORDS), np.uint64), np.zeros(many, np.bool_)
    for k in range(many):
        understood[k] = _read(text[at[k] : at[k + 1]], weeks[k], days)
        if not understood[k]:
            weeks[k] = 0
    return weeks, understood


@kernel
def paint_pairs(slots: NDArray[np.int64], at: NDArray[np.int64]) -> tuple[Bits, NDArray[np.bool_]]:
    """Weeks (n, 11) from lists of slots begin, end, begin, end, …; False for a row whose list makes no sense."""
    many = len(at) - 1
    weeks, understood = np.zeros((many, WORDS), np.uint64), np.ones(many, np.bool_)
    for k in range(many):
        understood[k] = (at[k + 1] - at[k]) % 2 == 0
        for j in range(at[k], at[k + 1] - 1, 2):
            begin, end = slots[j], slots[j + 1]
            if not (0 <= begin < SLOTS and begin < end <= begin + SLOTS):
                understood[k] = False
                break
            for slot in range(begin, end):
                weeks[k, slot % SLOTS >> 6] |= np.uint64(1) << np.uint64(slot % SLOTS & 63)
        if not understood[k]:
            weeks[k] = 0
    return weeks, understood
