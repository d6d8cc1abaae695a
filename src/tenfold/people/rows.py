"""One row of a spreadsheet to what it says of one person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations

from django.utils.translation import gettext_lazy as _

from tenfold.engine.hours import WEEKDAYS

from .attributes import AGE, is_nothing, read_age
from .availability import Hours, read_hours
from .headers import ESSENTIAL, Column, Family
from .lexicon import country_code, english_country, similar_countries
from .mistakes import Mistake, Note, Reading, Text, Trouble, say
from .spoken import read_languages
from .table import Row
from .text import clean, fold, tidy
from .zones import read_zone

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_BROKEN_FORMULA = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)")
_Essentials = dict[Family, Reading[object]]


@dataclass(slots=True)
class Draft:
    """What one row says, before the rows are compared with each other."""

    line: int
    id: str = ""
    name: str = ""
    languages: tuple[str, ...] = ()
    zone: str = ""
    hours: Hours = ()
    texts: dict[Family, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def lost(self) -> bool:
        """Whether the person cannot count."""
        return any(mistake.loses_row for mistake in self.mistakes)


class RowReader:
    """Reads the rows of one sheet, whose columns are known."""

    def __init__(self, columns: Sequence[Column], *, width: int, on: date) -> None:
        self.columns = columns
        self.width = width
        self.on = on
        self._columns_of: dict[Family, list[Column]] = {}
        for column in columns:
            self._columns_of.setdefault(column.family, []).append(column)

    def read(self, row: Row) -> Draft:
        """Understand a row. Whatever is not understood stands in the draft as a mistake."""
        draft = Draft(row.line)
        for family in Family:
            texts = [text for _column, text in self._cells(row, family)]
            draft.texts[family] = next((text for text in texts if text), "")
        draft.id = _plain_id(draft.texts[Family.ID])
        draft.name = tidy(f"{draft.texts[Family.NAME]} {draft.texts[Family.LAST_NAME]}")
        for family in (Family.TOGETHER, Family.APART):
            draft.texts[family] = "; ".join(text for _column, text in self._cells(row, family) if text)
        self._count_cells(row, draft)
        country = self._country(row, draft)
        self._essentials(row, draft, country)
        self._attributes(row, draft)
        return draft

    def header(self, family: Family) -> str:
        """What the sheet calls the first column of a family."""
        return next((column.header for column in self.columns if column.family is family), str(family))

    def _cells(self, row: Row, family: Family) -> Iterator[tuple[Column, str]]:
        for column in self._columns_of.get(family, ()):
            text = row.cells[column.at] if column.at < len(row.cells) else ""
            yield column, "" if is_nothing(text) else tidy(text)

    def _count_cells(self, row: Row, draft: Draft) -> None:
        extra = [cell for cell in row.cells[self.width :] if cell.strip()]
        last = max(self.columns, key=lambda column: column.at)
        counts = {"found": len(row.cells), "wanted": self.width}
        if extra and last.family is not Family.TEXT:
            problem = say(_("The row has {found} cells, the header {wanted}."), **counts)
            remedy = _("Put a cell that holds the separator itself in quotation marks.")
            draft.mistakes.append(Mistake(row.line, "", extra[0], problem, remedy, loses_row=True))
        elif len(row.cells) < self.width:
            text = say(
                _("The row has {found} cells, the header {wanted}; the last ones were taken as empty."), **counts
            )
            draft.notes.append(Note(row.line, "", "", text))

    def _country(self, row: Row, draft: Draft) -> str:
        """The ISO code of the country, "" if none is known."""
        for column, text in self._cells(row, Family.COUNTRY):
            reading = _read_country(text) if text else Reading("")
            self._record(draft, column.header, text, reading, loses_row=False)
            draft.texts[Family.COUNTRY] = reading.value or ""
        return draft.texts[Family.COUNTRY]

    def _essentials(self, row: Row, draft: Draft, country: str) -> None:
        texts = {
            Family.LANGUAGES: "; ".join(text for _column, text in self._cells(row, Family.LANGUAGES) if text),
            Family.ZONE: draft.texts[Family.ZONE],
            Family.HOURS: self._hours_text(row),
        }
        readers = self._readers(texts[Family.LANGUAGES], country)
        readings = {family: readers[family](texts[family]) for family in ESSENTIAL}
        swapped = _unswapped(texts, readings, readers)
        if swapped:
            readings |= swapped
            names = ", ".join(self.header(family) for family in swapped)
            text = say(_("The cells of {columns} were read as swapped."), columns=names)
            draft.notes.append(Note(row.line, names, "", text))
        for family, reading in readings.items():
            self._record(draft, self.header(family), texts[family], reading, loses_row=reading.value is None)
        # each reader gives what its family is of, which one mapping for all cannot say
        draft.languages = readings[Family.LANGUAGES].value or ()  # type: ignore[assignment]
        draft.zone = readings[Family.ZONE].value or ""  # type: ignore[assignment]
        draft.hours = readings[Family.HOURS].value or ()  # type: ignore[assignment]

    def _readers(self, languages: str, country: str) -> Mapping[Family, Callable[[str], Reading[object]]]:
        spoken = read_languages(languages).value or ()
        return {
            Family.LANGUAGES: read_languages,
            Family.ZONE: lambda text: read_zone(text, country=country, on=self.on),
            Family.HOURS: lambda text: read_hours(text, spoken=spoken, country=country),
        }

    def _hours_text(self, row: Row) -> str:
        """The hours cell, or what the columns named after weekdays say."""
        texts = [text for _column, text in self._cells(row, Family.HOURS) if text]
        texts += [f"{WEEKDAYS[column.day]} {text}" for column, text in self._cells(row, Family.DAY) if text]
        return "; ".join(texts)

    def _attributes(self, row: Row, draft: Draft) -> None:
        for column, text in self._cells(row, Family.AGE):
            if text:
                reading = read_age(text, on=self.on)
                draft.attributes[AGE] = reading.value or ""
                self._record(draft, column.header, text, reading, loses_row=False)
        email = draft.texts[Family.EMAIL]
        if email and not _EMAIL.fullmatch(clean(email)):
            trouble = Trouble(
                say(_("“{text}” is not an e-mail address."), text=email), _("Write it like name@example.org.")
            )
            self._record(draft, self.header(Family.EMAIL), email, Reading(troubles=(trouble,)), loses_row=False)
            draft.texts[Family.EMAIL] = ""
        for family in (Family.TEXT, Family.ATTRIBUTE):
            for column, text in self._cells(row, family):
                draft.attributes[column.header] = "" if self._is_broken(column, text, draft) else text
        for family in (Family.ORIGIN, Family.GIFT, Family.NAME, Family.ID):
            for column, text in self._cells(row, family):
                self._is_broken(column, text, draft)

    def _is_broken(self, column: Column, text: str, draft: Draft) -> bool:
        broken = _BROKEN_FORMULA.fullmatch(text) is not None
        if broken:
            trouble = Trouble(
                say(_("“{text}” is an error of the spreadsheet program."), text=text),
                _("Mend the formula, or write the value."),
            )
            self._record(draft, column.header, text, Reading(troubles=(trouble,)), loses_row=False)
        return broken

    @staticmethod
    def _record(draft: Draft, header: str, text: str, reading: Reading[object], *, loses_row: bool) -> None:
        for trouble in reading.troubles:
            draft.mistakes.append(Mistake(draft.line, header, text, trouble.problem, trouble.remedy, loses_row))
        draft.notes.extend(Note(draft.line, header, text, note) for note in reading.notes)


def _read_country(text: str) -> Reading[str]:
    """The ISO code of a country."""
    code, near = country_code(text), similar_countries(text, 0.85)
    if code:
        return Reading(code)
    if len(near) == 1:
        return Reading(
            near[0], notes=(say(_("“{text}” was taken as {name}."), text=text, name=english_country(near[0])),)
        )
    names = " / ".join(map(english_country, similar_countries(text)))
    remedy: Text = _("Write its name or its code of two letters, such as IL; or leave the cell empty.")
    if names:
        remedy = say(_("Did you mean {names}?"), names=names)
    return Reading(troubles=(Trouble(say(_("“{text}” is not a country known here."), text=text), remedy),))


def _unswapped(
    texts: Mapping[Family, str],
    readings: Mapping[Family, Reading[object]],
    readers: Mapping[Family, Callable[[str], Reading[object]]],
) -> _Essentials:
    """The readings of cells that make sense only in each other's columns; empty if nothing is to be swapped."""
    odd = [family for family, reading in readings.items() if reading.value is None and texts[family]]
    for order in permutations(odd):
        if len(odd) > 1:
            tried = {family: readers[family](texts[other]) for family, other in zip(odd, order, strict=True)}
            if all(reading.value is not None and not reading.troubles for reading in tried.values()):
                return tried
    return {}


def _plain_id(text: str) -> str:
    """An id as people mean it: 1001 for "1001.0" and "#1001"."""
    plain = clean(text).removeprefix("#").strip()
    return re.sub(r"^(\d+)[.,]0+$", r"\1", plain)


def same_id(text: str) -> str:
    """A key by which ids are compared."""
    return fold(_plain_id(text))
