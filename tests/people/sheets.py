"""Small spreadsheets for the tests, written as a steward would keep them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import openpyxl

from tenfold.people.sheet import Sheet, read_people

ON = date(2025, 6, 1)
HEADER = ("id", "name", "languages", "timezone", "availability", "country", "age", "together", "apart")
RUTH = ("1", "Ruth A.", "en", "Europe/London", "Mon 19:00-21:00", "UK", "33", "", "")


def row(**cells: str) -> tuple[str, ...]:
    """Ruth's row with some cells changed."""
    return tuple(cells.get(name, usual) for name, usual in zip(HEADER, RUTH, strict=True))


def csv_bytes(
    rows: Iterable[Sequence[str]], *, separator: str = ",", encoding: str = "utf-8", end: str = "\n"
) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(list(cells))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows: Sequence[str]) -> Sheet:
    """Read rows under the usual header."""
    return read_people(csv_bytes([HEADER, *rows]), on=ON)


def named(sheet: Sheet) -> set[tuple[int, str]]:
    """Where mistakes are: line and column."""
    return {(mistake.line, mistake.column) for mistake in sheet.mistakes}
