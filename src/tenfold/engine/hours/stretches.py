"""Stretches of a week, as text, as pairs of slots and as a mask over the week.

A week has 672 slots of a quarter of an hour; slot 0 begins on Monday at 00:00. Which clock that is (a person's own or
UTC) is the caller's business: nothing here knows of time zones. The week is a ring: Sunday 24:00 is Monday 00:00.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

QUARTER = 15
"""Minutes in a slot."""

DAY = 24 * 60 // QUARTER
"""Slots in a day."""

SLOTS = 7 * DAY
"""Slots in a week."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Week = NDArray[np.bool_]
"""A mask of shape (672,), or of shape (n, 672) for n people: True where the slot is free."""

_STRETCH = re.compile(r"(?P<day>\w+) (?P<from>\d{1,2}:\d{2})-(?P<to>\d{1,2}:\d{2})", re.ASCII)


class HoursError(ValueError):
    """Hours or a zone that cannot be understood; the message says what, where and what to write instead.

    ``problem`` is a short code that lets a caller say the same in another language: ``form``, ``day``, ``time``,
    ``grain``, ``empty`` (of a stretch as text), ``range`` (of a stretch as slots), ``shape`` (of arrays),
    ``length`` (of a wanted meeting) or ``zone``. ``value`` is what was found, ``suggestions`` what may have been meant.
    """

    def __init__(self, message: str, *, problem: str, value: object = "", suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problem = problem
        self.value = value
        self.suggestions = tuple(suggestions)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of the week from slot ``start`` up to, not including, slot ``end``.

    ``0 <= start < 672`` and ``start < end <= start + 672``: an ``end`` past 672 runs over Sunday midnight.

    >>> Stretch(76, 86).minutes
    150
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < SLOTS and self.start < self.end <= self.start + SLOTS):
            raise HoursError(
                f"A stretch from slot {self.start} to slot {self.end} is not within a week: "
                f"the start lies in 0..{SLOTS - 1}, the end after it and at most {SLOTS} slots later.",
                problem="range",
                value=(self.start, self.end),
            )

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return (self.end - self.start) * QUARTER


def parse_stretches(text: str) -> tuple[Stretch, ...]:
    """Read the canonical form: stretches apart by ``;``, each ``Day HH:MM-HH:MM``, at quarter hours.

    An end before the start runs past midnight; ``24:00`` is the end of the day. The result is merged. Forgiving
    reading (other languages, dots, "every evening") is the work of ``tenfold.people``, which ends in this form.

    :raises HoursError: with ``problem`` ``form``, ``day``, ``time``, ``grain`` or ``empty``.

    >>> parse_stretches("Mon 19:00-21:30; Tue 22:30-00:30")
    (Stretch(start=76, end=86), Stretch(start=186, end=194))
    >>> parse_stretches("Mon 19:10-21:30")
    Traceback (most recent call last):
    tenfold.engine.hours.stretches.HoursError: “19:10” is not a quarter of an hour: write 19:00 or 19:15.
    """
    return merge(_parse_one(part.strip()) for part in text.split(";") if part.strip())


def _parse_one(text: str) -> Stretch:
    match = _STRETCH.fullmatch(text)
    if match is None:
        raise HoursError(
            f"“{text}” is not a stretch of the week: write it like “Mon 19:00-21:30”.", problem="form", value=text
        )
    if match["day"] not in WEEKDAYS:
        raise HoursError(
            f"“{match['day']}” in “{text}” is not a day: write one of {', '.join(WEEKDAYS)}.",
            problem="day",
            value=match["day"],
            suggestions=WEEKDAYS,
        )
    start, end = _slot_of_day(match["from"]), _slot_of_day(match["to"])
    if start == DAY:
        raise HoursError(
            f"“{text}” begins at 24:00: write the next day and 00:00.", problem="time", value=match["from"]
        )
    if start == end:
        raise HoursError(
            f"“{text}” ends when it begins: write a later end, or 00:00-24:00 for the whole day.",
            problem="empty",
            value=text,
        )
    midnight = WEEKDAYS.index(match["day"]) * DAY
    return Stretch(midnight + start, midnight + end + (DAY if end < start else 0))


def _slot_of_day(text: str) -> int:
    hour, minute = map(int, text.split(":"))
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise HoursError(f"“{text}” is not a time of day: write 00:00 to 24:00.", problem="time", value=text)
    slot, rest = divmod(hour * 60 + minute, QUARTER)
    if rest:
        near = (clock_text(slot * QUARTER), clock_text((slot + 1) * QUARTER))
        raise HoursError(
            f"“{text}” is not a quarter of an hour: write {near[0]} or {near[1]}.",
            problem="grain",
            value=text,
            suggestions=near,
        )
    return slot


def clock_text(minutes: int) -> str:
    """Minutes since midnight as ``HH:MM``.

    >>> clock_text(1440)
    '24:00'
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"


def format_stretches(stretches: Iterable[Stretch]) -> str:
    """Write stretches in the canonical form that :func:`parse_stretches` reads, in the order of the week.

    Stretches of a day or more are written day by day, for the form names no day for the end.

    >>> format_stretches([Stretch(186, 194), Stretch(76, 86)])
    'Mon 19:00-21:30; Tue 22:30-00:30'
    >>> format_stretches([Stretch(0, 144)])
    'Mon 00:00-24:00; Tue 00:00-12:00'
    """
    return "; ".join(_format_one(piece) for stretch in merge(stretches) for piece in _within_days(stretch))


def _within_days(stretch: Stretch) -> Iterable[Stretch]:
    if stretch.end - stretch.start < DAY:
        yield stretch
        return
    start = stretch.start
    while start < stretch.end:
        end = min(stretch.end, (start // DAY + 1) * DAY)
        yield Stretch(start % SLOTS, start % SLOTS + end - start)
        start = end


def _format_one(stretch: Stretch) -> str:
    day, start = divmod(stretch.start, DAY)
    end = (stretch.end - 1) % DAY + 1
    return f"{WEEKDAYS[day]} {clock_text(start * QUARTER)}-{clock_text(end * QUARTER)}"


def merge(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Sort stretches and join those that touch or overlap, also over Sunday midnight.

    >>> merge([Stretch(0, 4), Stretch(668, 672), Stretch(40, 44), Stretch(42, 50)])
    (Stretch(start=40, end=50), Stretch(start=668, end=676))
    """
    return stretches_of(local_week(stretches))


def local_week(stretches: Iterable[Stretch]) -> Week:
    """The mask (672,) of the slots that the stretches cover, on the same clock as they are.

    >>> np.flatnonzero(local_week([Stretch(670, 674)])).tolist()
    [0, 1, 670, 671]
    """
    week = np.zeros(SLOTS, np.bool_)
    for stretch in stretches:
        week[stretch.start : stretch.end] = True
        week[: max(0, stretch.end - SLOTS)] = True
    return week


def stretches_of(week: Week) -> tuple[Stretch, ...]:
    """The stretches of a mask (672,), sorted; the one that runs over Sunday midnight comes last.

    :raises HoursError: if the mask has another shape.
    """
    if week.shape != (SLOTS,):
        raise HoursError(f"A week has {SLOTS} slots, not the shape {week.shape}.", problem="shape", value=week.shape)
    if week.all():
        return (Stretch(0, SLOTS),)
    starts = np.flatnonzero(week & ~np.roll(week, 1))
    ends = np.flatnonzero(week & ~np.roll(week, -1)) + 1
    if len(starts) and ends[0] <= starts[0]:
        ends = np.append(ends[1:], ends[0] + SLOTS)
    return tuple(Stretch(int(start), int(end)) for start, end in zip(starts, ends, strict=True))
