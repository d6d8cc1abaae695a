"""A file to rows of text cells: CSV of any separator, or the sheet of an Excel workbook."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from datetime import datetime, time

import openpyxl
from django.utils.translation import gettext_lazy as _
from openpyxl.utils.exceptions import InvalidFileException

from .decode import decode
from .headers import recognised
from .mistakes import Mistake, Note, SheetError, Text, say

_SEPARATORS = ";,\t|"
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as text, and the line of the file on which they begin (first is 1)."""

    line: int
    cells: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()
    remarks: tuple[Note, ...] = ()
    damaged: tuple[Mistake, ...] = ()


def read_table(content: bytes) -> Table:
    """The rows that hold anything.

    :raises SheetError: if this is neither text nor an Excel workbook, or nothing is in it.
    """
    if content.startswith(_OLD_EXCEL):
        raise SheetError(
            _("This is a workbook of the old Excel format."),
            _("Save it as an Excel workbook (.xlsx) or as “CSV UTF-8”."),
        )
    table = _read_workbook(content) if content.startswith(_ZIP) else _read_text(content)
    if not table.rows:
        raise SheetError(_("The file is empty."), _("The first row names the columns; each further row is one person."))
    return table


def _read_workbook(content: bytes) -> Table:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile):
        raise SheetError(
            _("This is not an Excel workbook that can be read."), _("Save it as .xlsx or as “CSV UTF-8” and try again.")
        ) from None
    sheets = []
    for sheet in book.worksheets:
        rows = (
            Row(line, tuple(_cell_text(value) for value in values))
            for line, values in enumerate(sheet.iter_rows(values_only=True), 1)
        )
        sheets.append(tuple(row for row in rows if row))
    if not sheets:
        return Table(())
    best = max(range(len(sheets)), key=lambda index: (_headers(sheets[index]), len(sheets[index]) > 0))
    others = [sheet.title for index, sheet in enumerate(book.worksheets) if index != best and sheets[index]]
    note = say(_("Only the sheet “{name}” was read."), name=book.worksheets[best].title)
    return Table(sheets[best], (note,) if others else ())


def _cell_text(value: object) -> str:
    """What a cell shows: whole numbers without a point, times as HH:MM."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    return str(value)


def _read_text(content: bytes) -> Table:
    text, notes = decode(content)
    if "\0" in text:
        raise SheetError(
            _("This is not a text file."), _("Save the list as “CSV UTF-8” or as an Excel workbook (.xlsx).")
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    first = 0
    separators = _SEPARATORS
    if lines[0].lower().startswith("sep=") and len(lines[0]) == 5:  # Excel's own hint
        first, separators = 1, lines[0][4]
    tables = [_split(lines, first, separator) for separator in separators]
    best = max(tables, key=lambda table: (_headers(table.rows), _width(table.rows)))
    return Table(best.rows, notes, best.remarks, best.damaged)


def _headers(rows: tuple[Row, ...]) -> int:
    return max((recognised(row.cells) for row in rows[:10]), default=0)


def _width(rows: tuple[Row, ...]) -> int:
    return max((len(row.cells) for row in rows[:10]), default=0)


def _split(lines: list[str], first: int, separator: str) -> Table:
    """Cut lines into rows; a quotation mark that is never closed damages one row, not all that follow."""
    rows: list[Row] = []
    remarks, damaged = [], []
    at = first
    while at < len(lines):
        line, text = at + 1, lines[at]
        cells, used = _cut(lines, at, separator)
        at += used or 1
        if used == 0:
            cells = text.replace('"', "").split(separator)
            if rows and len(cells) == len(rows[0].cells):
                remarks.append(
                    Note(
                        line, "", text[:60], _("A quotation mark is never closed; it was read as if it were not there.")
                    )
                )
            else:
                problem = _("A quotation mark is opened and never closed.")
                remedy = _("Close it, or write it twice if it belongs to the text.")
                damaged.append(Mistake(line, "", text[:60], problem, remedy, loses_row=True))
                continue
        row = Row(line, tuple(cells))
        if row:
            rows.append(row)
    return Table(tuple(rows), (), tuple(remarks), tuple(damaged))


def _cut(lines: list[str], at: int, separator: str) -> tuple[list[str], int]:
    """The cells of the row that begins at a line, and the lines it takes: 0 if a quotation mark stays open."""
    cells: list[str] = []
    text, used, place = lines[at], 1, 0
    while True:
        if text[place : place + 1] != '"':
            end = text.find(separator, place)
            cells.append(text[place:] if end < 0 else text[place:end])
            if end < 0:
                return cells, used
            place = end + 1
            continue
        closing = _closing(text, place + 1)
        while closing < 0:
            following = lines[at + used : at + used + 1]
            if not following or used > 50 or _looks_whole(following[0], lines[at], separator):
                return cells, 0
            text, used = f"{text}\n{following[0]}", used + 1
            closing = _closing(text, place + 1)
        end = text.find(separator, closing)
        tail = text[closing + 1 :] if end < 0 else text[closing + 1 : end]
        cells.append(text[place + 1 : closing].replace('""', '"') + tail)
        if end < 0:
            return cells, used
        place = end + 1


def _closing(text: str, place: int) -> int:
    """Where a quoted cell ends, or -1."""
    while (place := text.find('"', place)) >= 0 and text[place + 1 : place + 2] == '"':
        place += 2
    return place


def _looks_whole(line: str, opened: str, separator: str) -> bool:
    """Whether a line inside an open quotation is a row of its own: it has about as many separators as the other."""
    return line.count(separator) >= max(3, opened.count(separator) - 2) or not line.strip(separator + " ")
