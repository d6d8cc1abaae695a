"""Responses row by row, as both forms in which Polis exports them and our own hold them."""

from __future__ import annotations

import csv
import math
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from tenfold.engine.unity import AGREE, DISAGREE, PASS
from tenfold.people.mistakes import Mistake, SheetError, Text, say

from .files import (
    GROUP,
    PERSON,
    RESPONSE,
    STATEMENT,
    TIME,
    Source,
    is_number,
    no_table,
    rows_of,
)

VALUES: Mapping[str, int] = {
    "1": AGREE, "+1": AGREE, "1.0": AGREE, "agree": AGREE, "yes": AGREE,
    "-1": DISAGREE, "−1": DISAGREE, "-1.0": DISAGREE, "disagree": DISAGREE, "no": DISAGREE,
    "0": PASS, "0.0": PASS, "-0.0": PASS, "pass": PASS,
}  # fmt: skip
MOST_MISTAKES = 1000
"""After so many, and more than there are good rows, the rest is not looked at: it is another kind of file."""


@dataclass(slots=True)
class Rows:
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


def cells(source: Source) -> Iterator[tuple[int, list[str]]]:
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


def misfit(source: Source, row: list[str], fewest: int) -> tuple[Text, Text] | None:
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


def read_long(source: Source, rows: Rows) -> None:
    """A row a response."""
    person_at, statement_at, response_at = (source.columns[name] for name in (PERSON, STATEMENT, RESPONSE))
    time_at = source.columns.get(TIME)
    fewest = max(person_at, statement_at, response_at, time_at or 0) + 1
    for line, row in cells(source):
        wrong = misfit(source, row, fewest)
        if wrong is not None:
            rows.wrong(source, line, "", source.separator.join(row), *wrong)
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


def read_wide(source: Source, rows: Rows) -> None:
    """A row a person, a column a statement; people and their responses come in the order of the file."""
    columns = [(place, name) for place, name in enumerate(source.head) if is_number(name)]
    person_at, group_at = source.columns[PERSON], source.columns.get(GROUP)
    for line, row in cells(source):
        wrong = misfit(source, row, 0)
        if wrong is not None:
            rows.wrong(source, line, "", source.separator.join(row), *wrong)
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


def _wrong_value(rows: Rows, source: Source, line: int, column: str, cell: str) -> None:
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
