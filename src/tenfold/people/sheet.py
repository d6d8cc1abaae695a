"""A spreadsheet of people, as several hands keep it, to people: what a careful reader would understand is understood.

Each real mistake is named by line and column, with what to write instead; each guess is noted. A row whose languages,
zone and hours are all known counts, even where another of its cells is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .attributes import AGE, Kind, kind_of, number
from .headers import ESSENTIAL, Column, Family, columns_of, recognised
from .mistakes import Mistake, Note, SheetError, Text, say
from .person import Person
from .rows import Draft, RowReader, same_id
from .table import Row, Table, read_table
from .text import fold
from .wishes import Wishes

_TOTALS = frozenset({"total", "totals", "sum", "count", "סהכ", "сумма", "итого", "всего", "summe", "gesamt", "suma"})
_SEARCHED = 15
"""Rows in which the header is looked for: titles may stand above it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a spreadsheet says. ``remarks`` are about the file as a whole; mistakes and notes in the order of lines.

    ``attributes`` are the further columns (and ``age``), with what kind of values each holds.
    """

    people: tuple[Person, ...]
    mistakes: tuple[Mistake, ...]
    notes: tuple[Note, ...]
    remarks: tuple[Text, ...]
    columns: tuple[Column, ...]
    attributes: Mapping[str, Kind]

    @property
    def lost_lines(self) -> tuple[int, ...]:
        """Lines of people who cannot count until a mistake is mended."""
        return tuple(sorted({mistake.line for mistake in self.mistakes if mistake.loses_row}))


def read_people(source: str | PathLike[str] | bytes, *, on: date) -> Sheet:
    """Read a CSV file or an Excel workbook, given as a path or as its content.

    :param on: the date to which ages and zones refer
    :raises SheetError: if the file as a whole cannot be read as a list of people.
    :raises OSError: if there is no such file, or it may not be read.
    """
    table = read_table(source if isinstance(source, bytes) else Path(source).read_bytes())
    at, columns = _header(table)
    width = max(column.at for column in columns) + 1
    reader = RowReader(columns, width=width, on=on)
    notes = list(table.remarks)
    drafts = []
    for row in table.rows[at + 1 :]:
        aside = _not_a_person(row, columns)
        if aside:
            notes.append(Note(row.line, "", next(cell for cell in row.cells if cell.strip()), aside))
        else:
            drafts.append(reader.read(row))
    freed = _number(drafts, reader)
    kinds = _kinds(drafts, columns)
    people = _people(drafts, {family: reader.header(family) for family in Family}, freed)
    mistakes = [mistake for draft in drafts for mistake in draft.mistakes]
    return Sheet(
        people=people,
        mistakes=tuple(sorted((*table.damaged, *mistakes), key=lambda mistake: mistake.line)),
        notes=tuple(sorted((*notes, *(note for draft in drafts for note in draft.notes)), key=lambda note: note.line)),
        remarks=(*table.notes, *_remarks(columns)),
        columns=columns,
        attributes=kinds,
    )


def _header(table: Table) -> tuple[int, tuple[Column, ...]]:
    """Where the row stands that names the columns, and the columns."""
    rows = table.rows[:_SEARCHED]
    at = max(range(len(rows)), key=lambda index: (recognised(rows[index].cells), -index))
    columns = columns_of(rows[at].cells)
    found = {column.family for column in columns} | ({Family.HOURS} if any(c.day >= 0 for c in columns) else set())
    missing = [family for family in ESSENTIAL if family not in found]
    if not missing:
        return at, columns
    if recognised(rows[at].cells) < 2:
        raise SheetError(
            _("No row names the columns."),
            say(_("Begin with a row such as: {example}"), example="id, name, languages, timezone, availability"),
        )
    names = ", ".join(f"“{family}”" for family in missing)
    there = ", ".join(f"“{column.header}”" for column in columns)
    raise SheetError(
        say(_("A column is missing: {names}."), names=names),
        say(_("The columns found on line {line} are {there}."), line=rows[at].line, there=there),
    )


def _not_a_person(row: Row, columns: Sequence[Column]) -> Text | None:
    """Why a row is passed over, if it is: a header again, a total, a remark under the list."""
    if sum(fold(cell) == fold(column.header) for column, cell in _beneath(columns, row)) >= 3:
        return _("The names of the columns stand here again; the row was passed over.")
    filled = [column.family for column, cell in _beneath(columns, row) if cell.strip()]
    if any(family in ESSENTIAL or family is Family.DAY for family in filled):
        return None
    words = [fold(cell).strip(" .:\"'") for cell in row.cells if cell.strip()]
    total = any(word.replace('"', "").split(" ")[0].strip(":") in _TOTALS for word in words)
    if total or (len(words) == 1 and filled != [Family.NAME]) or not filled:
        return _("This row is not about a person; it was passed over.")
    return None


def _beneath(columns: Sequence[Column], row: Row) -> Iterator[tuple[Column, str]]:
    """The columns with what the row holds in them, as far as it goes."""
    return ((column, row.cells[column.at]) for column in columns if column.at < len(row.cells))


def _number(drafts: Sequence[Draft], reader: RowReader) -> Mapping[str, int]:
    """Give every draft an id of its own; of a repeated one the first stays. Returns ids that others may have meant."""
    has_ids = any(draft.id for draft in drafts)
    seen: dict[str, Draft] = {}
    freed: dict[str, int] = {}
    for before, draft, after in zip((None, *drafts), drafts, (*drafts[1:], None), strict=False):
        if not draft.id:
            draft.id = f"row-{draft.line}" if has_ids else str(draft.line)
            if has_ids:
                text = say(_("No number is given; {id} was taken."), id=draft.id)
                draft.notes.append(Note(draft.line, reader.header(Family.ID), "", text))
        first = seen.setdefault(same_id(draft.id), draft)
        if first is not draft:
            free = _between(before, after)
            if free:
                freed[free] = draft.line
            draft.mistakes.append(_repeated(draft, first, free, reader.header(Family.ID)))
            draft.id = f"{draft.id}-{draft.line}"
        if not draft.name:
            draft.notes.append(Note(draft.line, reader.header(Family.NAME), "", _("No name is given.")))
    return {free: line for free, line in freed.items() if same_id(free) not in seen}


def _between(before: Draft | None, after: Draft | None) -> str:
    """The one number that is missing between two neighbours, "" if there is none."""
    if before and after and before.id.isdecimal() and after.id.isdecimal() and int(after.id) - int(before.id) == 2:
        return str(int(before.id) + 1)
    return ""


def _repeated(draft: Draft, first: Draft, free: str, header: str) -> Mistake:
    problem = (
        say(
            _("The number {id} already belongs to line {line} ({name})."), id=draft.id, line=first.line, name=first.name
        )
        if first.name
        else say(_("The number {id} already belongs to line {line}."), id=draft.id, line=first.line)
    )
    remedy: Text = _("Give this person a number of their own.")
    if fold(first.name) == fold(draft.name):
        remedy = _("If this is the same person twice, take one row out; else give this person a number of their own.")
    elif free:
        remedy = say(_("Give this person a number of their own; by its place it may be {free}."), free=free)
    return Mistake(draft.line, header, draft.id, problem, remedy, loses_row=True)


def _kinds(drafts: Sequence[Draft], columns: Sequence[Column]) -> Mapping[str, Kind]:
    """What kind of values every attribute holds; a word in a column of numbers is a mistake."""
    kinds: dict[str, Kind] = {}
    if any(AGE in draft.attributes for draft in drafts):
        kinds[AGE] = "numeric"
    for column in columns:
        if column.family is Family.TEXT:
            kinds[column.header] = "text"
        elif column.family is Family.ATTRIBUTE:
            kinds[column.header] = kind_of(draft.attributes[column.header] for draft in drafts)
            if kinds[column.header] == "numeric":
                _only_numbers(drafts, column.header)
    return kinds


def _only_numbers(drafts: Sequence[Draft], header: str) -> None:
    for draft in drafts:
        text = draft.attributes[header]
        if text and number(text) is None:
            problem = say(_("“{text}” is not a number, as the others of this column are."), text=text)
            remedy = _("Write a number, or leave the cell empty.")
            draft.mistakes.append(Mistake(draft.line, header, text, problem, remedy))
            draft.attributes[header] = ""


def _people(drafts: Sequence[Draft], headers: Mapping[Family, str], freed: Mapping[str, int]) -> tuple[Person, ...]:
    wishes = Wishes(drafts, headers, freed).all()
    people = []
    for draft in drafts:
        together, apart = wishes[draft.line]
        if not draft.lost:
            people.append(
                Person(
                    id=draft.id,
                    name=draft.name,
                    languages=draft.languages,
                    zone=draft.zone,
                    hours=draft.hours,
                    origin=draft.texts[Family.ORIGIN],
                    country=draft.texts[Family.COUNTRY],
                    gift=draft.texts[Family.GIFT],
                    email=draft.texts[Family.EMAIL],
                    attributes={name: value for name, value in draft.attributes.items() if value},
                    together=together,
                    apart=apart,
                )
            )
    return tuple(people)


def _remarks(columns: Sequence[Column]) -> list[Text]:
    return [
        say(_("The column “{header}” was read as “{family}”."), header=column.header, family=str(column.family))
        for column in columns
        if column.guessed
    ]


__all__ = ["Column", "Family", "Sheet", "SheetError", "read_people"]
