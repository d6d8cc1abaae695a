"""The hours cell: a week in the words of a person, read into stretches.

Days may stand before their times ("Mon, Wed 19:00-21:00") or after them ("7-9pm on Tuesdays"). What is said vaguely or
cannot be is a trouble with its part named; the other stretches of the cell still count, for fewer hours than a person
has can never seat them wrongly. A word that is not understood loses the cell (it might have meant "except"), and so
does a time that stands alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale
from django.utils.translation import gettext_lazy as _

from tenfold.engine.hours import DAY, QUARTER, SLOTS, WEEKDAYS, Stretch, clock_text, merge

from .mistakes import Reading, Text, Trouble, say
from .places import ABBREVIATIONS, names_of_zones
from .text import clean, fold
from .week_tokens import Half, Token, tokens
from .week_words import EVERY_DAY, WORKING_WEEK

Hours = tuple[Stretch, ...]

_DATE = re.compile(r"\b\d{1,2}([/.])\d{1,2}\1\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b")

EXAMPLE = "Mon 19:00-21:30; Wed 19:00-21:30"
LONGEST_NIGHT = 10 * 60
LATEST_NIGHT = 4 * 60
"""Minutes: a stretch over midnight that is longer and ends later was more likely written the wrong way round."""


@dataclass(slots=True)
class _Group:
    """Days and the times said of them."""

    days: set[int] = field(default_factory=set)
    spans: list[tuple[Token, Token]] = field(default_factory=list)
    half: Half = ""
    all_day: bool = False
    words: list[str] = field(default_factory=list)
    done: bool = False  # nothing more to be said: a stretch over several days, or a trouble already named

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(slots=True)
class _Findings:
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    broken: bool = False  # a time stands alone: who knows what the others beside it mean


@lru_cache(maxsize=4096)
def read_hours(text: str, *, spoken: tuple[str, ...] = (), country: str = "") -> Reading[Hours]:
    """Stretches of the local week. ``country`` (ISO code) says which days are working days there."""
    found = _Findings()
    if _DATE.search(clean(text)):
        problem = _("This is a date; the hours of a week are wanted.")
        return Reading(None, (Trouble(problem, _write_like()),))
    words = [_in_country(token, country, found) for token in tokens(text, spoken)]
    strange = [token.text for token in words if token.kind == "unknown"]
    if strange:
        return Reading(None, (_strange(strange),))
    found.notes.extend(_taken_as(token) for token in words if token.guessed)
    for part in _parts(words):
        for group in _groups(part, found):
            _read_group(group, found)
    stretches = () if found.broken else merge(found.stretches)
    if not stretches and not found.troubles:
        found.troubles.append(_empty())
    return Reading(stretches or None, tuple(found.troubles), tuple(dict.fromkeys(found.notes)))


def _taken_as(token: Token) -> Text:
    (day,) = token.days
    return say(_("“{word}” was taken as {day}."), word=token.text, day=WEEKDAYS[day])


def _strange(words: list[str]) -> Trouble:
    names = ", ".join(f"“{word}”" for word in dict.fromkeys(words[:5]))
    remedy: Text = _write_like()
    if any(fold(word) in ABBREVIATIONS or fold(word) in names_of_zones() for word in words):
        remedy = _("Leave the time zone out here: hours are on the person's own clock, the zone has its own column.")
    return Trouble(say(_("{words} is not understood here."), words=names), remedy)


def _empty() -> Trouble:
    return Trouble(
        _("No hours are given."), say(_("Write when the person is free, such as {example}."), example=EXAMPLE)
    )


def _write_like() -> Text:
    return say(_("Write days and times, such as {example}."), example=EXAMPLE)


def _in_country(token: Token, country: str, found: _Findings) -> Token:
    """Working days are those of the country where its weekend begins on Friday."""
    if token.days not in (WORKING_WEEK, EVERY_DAY - WORKING_WEEK) or not country:
        return token
    local = Locale.parse(f"und_{country}")
    if local.weekend_start != 4:
        return token
    weekend = frozenset({local.weekend_start, local.weekend_end})
    days = EVERY_DAY - weekend if token.days == WORKING_WEEK else weekend
    names = ", ".join(WEEKDAYS[day] for day in sorted(days, key=lambda day: (day + 1) % 7))
    found.notes.append(
        say(_("“{words}” was taken as {days}, as is usual in the country."), words=token.text, days=names)
    )
    return Token(token.kind, token.text, token.at, days=days)


def _parts(words: list[Token]) -> list[list[Token]]:
    """The cell cut at semicolons and bars, if every part has days and times of its own; else as one."""
    parts: list[list[Token]] = [[]]
    for token in words:
        if token.kind == "gap":
            parts.append([])
        parts[-1].append(token)
    kinds = [{token.kind for token in part} for part in parts]
    return parts if all({"days", "time"} <= part for part in kinds) else [words]


def _groups(words: list[Token], found: _Findings) -> list[_Group]:
    """Gather days with their times; a new group begins where days follow times (or times days, if times come first)."""
    marks = [token.kind for token in words if token.kind in ("days", "time", "half", "all day")]
    times_first = bool(marks) and marks[0] == "time" and "days" in marks
    groups = [_Group()]
    complete = False  # the group has both its days and its times
    at = 0
    while at < len(words):
        token, start = words[at], at
        if token.kind == "except":
            at = _leave_out(words, at + 1, groups)
            continue
        if complete and _begins_group(words, at, times_first=times_first):
            groups.append(_Group())
            complete = False
        group = groups[-1]
        if token.kind == "days":
            at = _take_days(words, at, group, found)
            complete = complete or (times_first and bool(group.spans))
        elif token.kind in ("time", "all day"):
            at = _take_times(words, at, group, found)
            complete = complete or not times_first
        else:
            group.half = token.half or group.half
            at += 1
        group.words.extend(word.text for word in words[start:at] if word.kind != "gap")
    return groups


def _begins_group(words: list[Token], at: int, *, times_first: bool) -> bool:
    kind = words[at].kind
    vague = kind == "half" and words[at - 1].kind == "gap"
    return vague or (kind in ("time", "all day") if times_first else kind == "days")


def _leave_out(words: list[Token], at: int, groups: list[_Group]) -> int:
    left_out = _Group()
    while at < len(words) and words[at].kind == "days":
        at = _take_days(words, at, left_out, _Findings())
    for group in groups:
        group.days -= left_out.days
    return at


def _take_days(words: list[Token], at: int, group: _Group, found: _Findings) -> int:
    """A day, a group of days or a range of days; also one stretch over days: "Fri 18:00 - Sun 20:00"."""
    first = words[at]
    kinds = [token.kind for token in words[at : at + 5]]
    if kinds == ["days", "time", "to", "days", "time"] and _is_later_day(words, at):
        begin, end = words[at + 1], words[at + 4]
        start = min(first.days) * 1440 + _in_half(begin, begin.half)
        stop = min(words[at + 3].days) * 1440 + _in_half(end, end.half)
        _add(found, start, stop if stop > start else stop + 7 * 1440)
        group.done = True
        return at + 5
    if kinds[:3] == ["days", "to", "days"] and len(first.days) == len(words[at + 2].days) == 1:
        (start,), (stop,) = first.days, words[at + 2].days
        group.days |= {day % 7 for day in range(start, stop + 1 if stop >= start else stop + 8)}
        return at + 3
    group.days |= first.days
    return at + 1


def _is_later_day(words: list[Token], at: int) -> bool:
    """Whether "Fri 18:00 - Sun 20:00" is one stretch: not if another time follows ("Mon 18 - Tue 19-21")."""
    follows = words[at + 5].kind if at + 5 < len(words) else ""
    return len(words[at].days) == len(words[at + 3].days) == 1 and follows != "to"


def _take_times(words: list[Token], at: int, group: _Group, found: _Findings) -> int:
    first = words[at]
    if first.kind == "all day":
        group.all_day = True
        midnight = Token("time", "00:00", first.at)
        group.spans.append((midnight, Token("time", "24:00", first.at, minutes=1440)))
        return at + 1
    if at + 2 < len(words) and words[at + 1].kind == "to" and words[at + 2].kind == "time":
        group.spans.append((first, words[at + 2]))
        return at + 3
    if words[at - 1].kind == "between" and words[at + 1 : at + 2] and words[at + 1].kind == "time":
        group.spans.append((first, words[at + 1]))
        return at + 2
    group.done = found.broken = True
    problem = say(_("“{text}” is one time; it does not say from when until when."), text=first.text)
    found.troubles.append(Trouble(problem, _write_like(), first.text))
    return at + 1


def _read_group(group: _Group, found: _Findings) -> None:
    if not group.spans:
        if not group.done and (group.days or group.half):
            found.troubles.append(_vague(group))
        return
    if not group.days and group.all_day:
        group.days |= EVERY_DAY
        found.notes.append(say(_("“{text}” was taken as every day and hour."), text=group.text))
    if not group.days:
        problem = say(_("“{text}” does not say on which days."), text=group.text)
        found.troubles.append(Trouble(problem, _write_like(), group.text))
        return
    for begin, end in group.spans:
        _read_span(group, begin, end, found)


def _vague(group: _Group) -> Trouble:
    days = ", ".join(WEEKDAYS[day] for day in sorted(group.days)) or "Mon, Wed"
    times = "07:00-09:00" if group.half == "am" else "19:00-21:30"
    problem = say(_("“{text}” does not say which hours."), text=group.text)
    return Trouble(problem, say(_("Write the times, such as {example}."), example=f"{days} {times}"), group.text)


def _read_span(group: _Group, begin: Token, end: Token, found: _Findings) -> None:
    text = f"{begin.text}-{end.text}"
    for token in (begin, end):
        if not 0 <= token.minutes <= 24 * 60:
            problem = say(_("“{time}” is not a time of day."), time=token.text)
            remedy = _("Times run from 00:00 to 24:00; minutes from 00 to 59.")
            found.troubles.append(Trouble(problem, remedy, group.text))
            return
    start, stop = _resolve(begin, end, group.half)
    if not (begin.half or end.half or group.half) and begin.short and 0 < start < 9 * 60 and stop <= 12 * 60:
        taken = f"{clock_text(start)}-{clock_text(stop)}"
        found.notes.append(say(_("“{text}” was taken as {taken}, in the morning."), text=text, taken=taken))
    if start == stop:
        problem = say(_("“{text}” ends when it begins."), text=text)
        found.troubles.append(Trouble(problem, _("Write a later end, or 00:00-24:00 for the whole day."), text))
        return
    if stop < start:
        stop += 24 * 60
        if stop - start > LONGEST_NIGHT and stop - 24 * 60 > LATEST_NIGHT:
            found.troubles.append(_too_long(text, start, stop))
            return
    for day in group.days:
        _add(found, day * 1440 + start, day * 1440 + stop)


def _too_long(text: str, start: int, stop: int) -> Trouble:
    hours = round((stop - start) / 60)
    problem = say(_("“{text}” ends before it begins, or lasts {hours} hours."), text=text, hours=hours)
    end = stop - 24 * 60
    if start <= 12 * 60 < end + 12 * 60:
        likely = f"{clock_text(start)}-{clock_text(end + 12 * 60)}"
        return Trouble(problem, say(_("If the end is in the afternoon, write {times}."), times=likely), text)
    likely = f"{clock_text(end)}-{clock_text(start)}"
    return Trouble(problem, say(_("If the times were swapped, write {times}."), times=likely), text)


def _resolve(begin: Token, end: Token, half: Half) -> tuple[int, int]:
    """Minutes since midnight of both ends; "7-9pm", "11am-1" and "7 to 9 in the evening" give each other their half."""
    first, last = begin.half, end.half
    if last and not first and begin.minutes <= 12 * 60:
        stop = _in_half(end, last)
        first = last if _in_half(begin, last) < (stop or 1440) else _other(last)
    elif first and not last and end.minutes <= 12 * 60:
        start = _in_half(begin, first)
        last = first if _in_half(end, first) > start else _other(first)
    elif half == "pm" and not first:
        first = "pm" if begin.minutes < 12 * 60 else ""
        last = "pm" if end.minutes < 12 * 60 else ""
        if end.minutes == 12 * 60 and begin.minutes < 12 * 60:
            return _in_half(begin, first), 24 * 60
    return _in_half(begin, first), _in_half(end, last) or (1440 if _in_half(begin, first) else 0)


def _other(half: Half) -> Half:
    return "am" if half == "pm" else "pm"


def _in_half(token: Token, half: Half) -> int:
    if not half or token.minutes > 12 * 60 + 59:
        return token.minutes
    return token.minutes % (12 * 60) + (12 * 60 if half == "pm" else 0)


def _add(found: _Findings, start: int, stop: int) -> None:
    """Add a stretch in minutes since Monday 00:00, drawn in to whole quarter hours."""
    first, last = -(-start // QUARTER), stop // QUARTER
    if start % QUARTER or stop % QUARTER:
        found.notes.append(_("Times count in quarter hours; what does not fit was drawn in."))
    if last > first:
        found.stretches.append(Stretch(first % SLOTS, first % SLOTS + min(last - first, 7 * DAY)))
