"""The files of a conversation to arrays: both forms in which Polis exports them, and our own."""

from __future__ import annotations

import csv
import json
import math
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from tenfold.engine.unity import AGREE, DISAGREE, PASS, Responses
from tenfold.people.mistakes import Mistake, SheetError, Text, say

from .conversation import MOST_GROUPS, Conversation, Statement
from .files import (
    AGREES,
    DISAGREES,
    GROUP,
    MATHEMATICS,
    PERSON,
    PERSONAL,
    REJECTED,
    RESPONSE,
    STATEMENT,
    TEXT,
    TIME,
    Source,
    find_sources,
    is_number,
    no_table,
    rows_of,
)
from .personal import tells_of_oneself

I64 = NDArray[np.int64]

VALUES: Mapping[str, int] = {
    "1": AGREE, "+1": AGREE, "1.0": AGREE, "agree": AGREE, "yes": AGREE,
    "-1": DISAGREE, "−1": DISAGREE, "-1.0": DISAGREE, "disagree": DISAGREE, "no": DISAGREE,
    "0": PASS, "0.0": PASS, "-0.0": PASS, "pass": PASS,
}  # fmt: skip
MOST_MISTAKES = 1000
"""After so many, and more than there are good rows, the rest is not looked at: it is another kind of file."""


@dataclass(slots=True)
class _Rows:
    """Responses as they stand in the file, people and statements numbered as they appear."""

    people: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    who: array[int] = field(default_factory=lambda: array("q"))
    what: array[int] = field(default_factory=lambda: array("q"))
    how: array[int] = field(default_factory=lambda: array("b"))
    when: array[float] = field(default_factory=lambda: array("d"))
    group: dict[int, int] = field(default_factory=dict)
    mistakes: list[tuple[str, Mistake]] = field(default_factory=list)

    def add(self, person: str, statement: str, value: int) -> None:
        self.who.append(self.people.setdefault(person, len(self.people)))
        self.what.append(self.statements.setdefault(statement, len(self.statements)))
        self.how.append(value)

    def wrong(self, source: Source, line: int, column: str, value: str, problem: Text, remedy: Text) -> None:
        self.mistakes.append((source.name, Mistake(line, column, value[:60], problem, remedy, loses_row=True)))
        if len(self.mistakes) >= max(MOST_MISTAKES, len(self.who)):
            name, first = self.mistakes[0]
            raise SheetError(
                say(_("“{name}” has a mistake in very many lines, the first in line {line}: {problem}"),
                    name=name, line=first.line, problem=first.problem),
                first.remedy,
            )  # fmt: skip

    def empty(self, source: Source, line: int, column: str, remedy: Text) -> None:
        self.wrong(source, line, column, "", _("The cell is empty."), remedy)


def read_conversation(place: Path) -> Conversation:
    """Read a folder or a file of responses with what lies beside it.

    :raises SheetError: if there is nothing that can be read as a conversation.
    :raises OSError: if a file cannot be read.
    """
    sources = find_sources(place)
    rows = _Rows()
    if sources.responses.kind == "long":
        _read_long(sources.responses, rows)
    else:
        _read_wide(sources.responses, rows)
    if not len(rows.who):
        raise _nothing_read(sources.responses, rows)
    told = _read_texts(sources.texts, rows) if sources.texts else {}
    marked = _marked(place, sources.texts, told)
    return _put_together(sources.facts, sources.files, sources.responses, rows, told, marked)


def _nothing_read(source: Source, rows: _Rows) -> SheetError:
    if rows.mistakes:
        _name, first = rows.mistakes[0]
        return SheetError(
            say(_("“{name}” holds no row that can be read; in line {line}: {problem}"),
                name=source.name, line=first.line, problem=first.problem),
            first.remedy,
        )  # fmt: skip
    return SheetError(
        say(_("“{name}” holds no response that can be read."), name=source.name),
        _("Each row is one person's response to one statement: 1 agrees, -1 disagrees, 0 passes."),
    )


def _cells(source: Source) -> Iterator[tuple[int, list[str]]]:
    """The line on which each row begins, and its cells; the head and empty rows are left out."""
    reader = rows_of(source.text, source.separator)
    line = 1
    try:
        for row in reader:
            if line > source.line and any(row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise no_table(source.name, line, error) from None


def _misfit(source: Source, row: list[str], fewest: int) -> tuple[Text, Text] | None:
    """What is wrong where a row has too few cells, or more than there are columns."""
    if fewest <= len(row) <= len(source.head) or (len(row) >= fewest and not any(row[len(source.head) :])):
        return None
    if any("\n" in cell or "\r" in cell for cell in row):
        return (
            _("A quotation mark opens here, and the rows after it are read as one cell."),
            _("Take the quotation mark out, or close it."),
        )
    return (
        say(_("Cells in this row: {count}; columns: {wanted}."), count=len(row), wanted=len(source.head)),
        _("Write one cell for each column; what has a comma in it stands in quotation marks."),
    )


def _read_long(source: Source, rows: _Rows) -> None:
    """A row a response."""
    person_at, statement_at, response_at = (source.columns[name] for name in (PERSON, STATEMENT, RESPONSE))
    time_at = source.columns.get(TIME)
    fewest = max(person_at, statement_at, response_at, time_at or 0) + 1
    for line, row in _cells(source):
        misfit = _misfit(source, row, fewest)
        if misfit is not None:
            rows.wrong(source, line, "", source.separator.join(row), *misfit)
            continue
        value = VALUES.get(row[response_at]) if row[response_at] in VALUES else _value(row[response_at])
        person, statement = row[person_at].strip(), row[statement_at].strip()
        if value is None:
            _wrong_value(rows, source, line, source.head[response_at], row[response_at].strip())
            continue
        if not person or not statement:
            column = source.head[statement_at if person else person_at]
            rows.empty(source, line, column, _("Write whose response to what it is."))
            continue
        if time_at is not None:
            when = _time(row[time_at])
            if when is None:
                rows.wrong(
                    source, line, source.head[time_at], row[time_at],
                    say(_("“{value}” is no time."), value=row[time_at][:60])
                    if row[time_at].strip() else _("The cell is empty."),
                    _("Write seconds or milliseconds since 1970, or a date such as 2025-03-01T18:30."),
                )  # fmt: skip
                continue
            rows.when.append(when)
        rows.add(person, statement, value)


def _read_wide(source: Source, rows: _Rows) -> None:
    """A row a person, a column a statement; people and their responses come in the order of the file."""
    columns = [(place, name) for place, name in enumerate(source.head) if is_number(name)]
    person_at, group_at = source.columns[PERSON], source.columns.get(GROUP)
    for line, row in _cells(source):
        misfit = _misfit(source, row, 0)
        if misfit is not None:
            rows.wrong(source, line, "", source.separator.join(row), *misfit)
            continue
        person = row[person_at].strip() if len(row) > person_at else ""
        if not person:
            rows.empty(source, line, source.head[person_at], _("Write whose row it is."))
            continue
        if person in rows.people:
            rows.wrong(
                source, line, source.head[person_at], person,
                say(_("Participant “{person}” has a row already."), person=person), _("Keep one of the rows."),
            )  # fmt: skip
            continue
        number = rows.people.setdefault(person, len(rows.people))
        if group_at is not None and len(row) > group_at and is_number(row[group_at].strip()):
            rows.group[number] = int(row[group_at])
        for place, name in columns:
            cell = row[place].strip() if place < len(row) else ""
            if not cell:
                continue
            value = _value(cell)
            if value is None:
                _wrong_value(rows, source, line, name, cell)
                continue
            rows.add(person, name, value)


def _value(cell: str) -> int | None:
    return VALUES.get(cell.strip().casefold())


def _wrong_value(rows: _Rows, source: Source, line: int, column: str, cell: str) -> None:
    remedy = _("Write 1 for agree, -1 for disagree, 0 for pass.")
    if not cell:
        rows.empty(source, line, column, remedy)
        return
    rows.wrong(source, line, column, cell, say(_("“{value}” is no response."), value=cell[:60]), remedy)


def _time(cell: str) -> float | None:
    """Seconds since 1970; of larger numbers it is told by their size whether they count thousandths or millionths."""
    try:
        when = float(cell)
    except ValueError:
        try:
            read = datetime.fromisoformat(cell.strip())
        except ValueError:
            return None
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    if not math.isfinite(when) or abs(when) >= 1e17:
        return None
    return when / (1e6 if abs(when) > 1e14 else 1e3 if abs(when) > 1e11 else 1.0)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the file of texts says of a statement."""

    text: str
    rejected: bool
    personal: bool
    agrees: int
    disagrees: int


def _read_texts(source: Source, rows: _Rows) -> dict[str, _Told]:
    """The statements by id. A number below zero under "moderated", or any yes under "withdrawn", is a rejection."""
    told: dict[str, _Told] = {}
    at = source.columns
    for line, row in _cells(source):
        misfit = _misfit(source, row, max(at[STATEMENT], at[TEXT]) + 1)
        if misfit is not None:
            rows.wrong(source, line, "", source.separator.join(row), *misfit)
            continue

        def cell(name: str, row: list[str] = row) -> str:
            return row[at[name]].strip() if name in at and at[name] < len(row) else ""

        counts = [int(cell(name)) if is_number(cell(name)) else -1 for name in (AGREES, DISAGREES)]
        rejected = cell(REJECTED).casefold() in ("-1", "yes", "true", "rejected")
        personal = cell(PERSONAL).casefold() in ("1", "yes", "true")
        told[cell(STATEMENT)] = _Told(" ".join(cell(TEXT).split()), rejected, personal, *counts)
    return told


def _marked(place: Path, source: Source | None, told: Mapping[str, _Told]) -> frozenset[str] | None:
    """Ids of the statements that people marked as personal, in the texts or in Polis' own file; None where nobody did.

    A column of marks is believed even where it marks none.
    """
    if source is not None and PERSONAL in source.columns:
        return frozenset(one for one, known in told.items() if known.personal)
    try:
        said = json.loads(((place if place.is_dir() else place.parent) / MATHEMATICS).read_text("utf-8"))
        return frozenset(str(one) for one in said["meta-tids"]) or None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is read in earnest, and complained of, only where --compatible asks for it


def _put_together(
    facts: Mapping[str, str],
    files: tuple[str, ...],
    source: Source,
    rows: _Rows,
    told: Mapping[str, _Told],
    marked: frozenset[str] | None,
) -> Conversation:
    people, person_number = _in_order(rows.people)
    ids, number = _in_order(rows.statements)
    who, what = person_number[np.frombuffer(rows.who, np.int64)], number[np.frombuffer(rows.what, np.int64)]
    how = np.frombuffer(rows.how, np.int8)
    timed = len(rows.when) > 0
    when = np.frombuffer(rows.when, np.float64) if timed else None
    remarks = [say(_("{name}: {note}"), name=source.name, note=note) for note in source.notes]
    if not told:
        remarks.append(_("No file with the words of the statements lies beside it; they are shown by number."))
    if _turned(how, what, [told.get(one) for one in ids]):
        how = -how
        remarks.append(_("In this file -1 means agreement, as the counts beside the texts show; it was read so."))
    responses = Responses.gather(who, what, how, when, people=len(people), desires=len(ids))
    groups = _groups(rows.group, person_number, source, remarks)

    def personal(one: str) -> bool:
        return one in marked if marked is not None else tells_of_oneself(told[one].text)

    statements = tuple(
        Statement(one, told[one].text, told[one].rejected, personal(one)) if one in told else Statement(one)
        for one in ids
    )
    return Conversation(
        title=facts.get("topic", ""),
        description=facts.get("conversation-description", ""),
        link=facts.get("url", ""),
        people=people,
        statements=statements,
        responses=responses,
        timed=timed,
        groups=groups,
        replaced=len(how) - len(responses),
        silent=sum(one not in rows.statements and not known.rejected for one, known in told.items()),
        files=files,
        marked=marked is not None,
        mistakes=tuple(rows.mistakes),
        remarks=tuple(remarks),
    )


def _groups(of: Mapping[int, int], new: I64, source: Source, remarks: list[Text]) -> I64 | None:
    """The groups that the file names, numbered from 0 without gaps; who has none gets -1."""
    known = sorted(set(of.values()))
    if len(known) > MOST_GROUPS:
        remarks.append(say(_("{name}: the column of groups names too many; it was left out."), name=source.name))
        return None
    groups = np.full(len(new), -1, np.int64)
    for person, group in of.items():
        groups[new[person]] = known.index(group)
    return groups if of else None


def _in_order(numbered: Mapping[str, int]) -> tuple[tuple[str, ...], I64]:
    """The ids, numbers among them by their size and before words; and the new number of each old one."""

    def key(one: str) -> tuple[int, int, str, str]:
        number = one.isascii() and one.isdecimal()
        return (0, len(one.lstrip("0")), one.lstrip("0"), one) if number else (1, 0, "", one)

    ids = sorted(numbered, key=key)
    new = np.empty(len(ids), np.int64)
    new[[numbered[one] for one in ids]] = np.arange(len(ids))
    return tuple(ids), new


def _turned(how: NDArray[np.int8], what: I64, told: list[_Told | None]) -> bool:
    """Whether the signs are those of Polis' database, where -1 is agreement: the counts of the texts tell."""
    m = len(told)
    yes, no = (np.bincount(what[how == value], minlength=m) for value in (AGREE, DISAGREE))
    known = [j for j, one in enumerate(told) if one is not None and one.agrees >= 0 and one.disagrees >= 0]
    agrees = np.array([one.agrees for one in told if one is not None and one.agrees >= 0 and one.disagrees >= 0])
    disagrees = np.array([one.disagrees for one in told if one is not None and one.agrees >= 0 and one.disagrees >= 0])
    straight = np.abs(yes[known] - agrees).sum() + np.abs(no[known] - disagrees).sum()
    turned = np.abs(no[known] - agrees).sum() + np.abs(yes[known] - disagrees).sum()
    return bool(len(known) and turned < 0.5 * straight)
