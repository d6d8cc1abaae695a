"""Which files of a folder make a conversation, told by the names of their columns."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tenfold.people.decode import decode
from tenfold.people.mistakes import SheetError, Text, say

if TYPE_CHECKING:
    from _csv import Reader

PERSON, STATEMENT, RESPONSE, TIME = "person", "statement", "response", "time"
TEXT, REJECTED, PERSONAL = "text", "rejected", "personal"
AGREES, DISAGREES, GROUP = "agrees", "disagrees", "group"

NAMES: Mapping[str, str] = {
    "person": PERSON, "person-id": PERSON, "voter-id": PERSON, "voter": PERSON, "participant": PERSON,
    "participant-id": PERSON, "member": PERSON, "statement": STATEMENT, "comment-id": STATEMENT,
    "statement-id": STATEMENT, "desire": STATEMENT, "comment": STATEMENT, "tid": STATEMENT, "response": RESPONSE,
    "vote": RESPONSE, "time": TIME, "timestamp": TIME, "text": TEXT, "comment-body": TEXT, "body": TEXT,
    "moderated": REJECTED, "withdrawn": REJECTED, "rejected": REJECTED, "personal": PERSONAL, "is-meta": PERSONAL,
    "agrees": AGREES, "disagrees": DISAGREES, "group-id": GROUP,
}  # fmt: skip
"""What a column may be called, ours and in the exports of Polis; case, spaces and underscores make no difference."""

_SEPARATOR_NAMED = re.compile(r"sep=([,;\t])", re.IGNORECASE)
_SHOWN = 12
"""Columns named in a message, at most."""

MATHEMATICS = "polis-math.json"
"""What Polis' service reckoned, beside an export of it."""

SUMMARY = "summary.csv"
"""What Polis says of a conversation as a whole."""

_KNOWN_FIELDS = ("topic", "url", "conversation-description")


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its name, its text, what stands between its cells, its columns by name and by meaning.

    ``line``: the last one of the head; the rows begin after it.
    """

    name: str
    text: str
    separator: str
    head: tuple[str, ...]
    columns: Mapping[str, int]
    line: int
    notes: tuple[Text, ...] = ()

    @property
    def kind(self) -> str:
        """ "long" (a row a response), "wide" (a row a person), "texts", or "" for none of these."""
        if {PERSON, STATEMENT, RESPONSE} <= self.columns.keys():
            return "long"
        if PERSON in self.columns and any(map(is_number, self.head)):
            return "wide"
        return "texts" if {STATEMENT, TEXT} <= self.columns.keys() else ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of one conversation; ``facts`` is what summary.csv says of it."""

    responses: Source
    texts: Source | None
    facts: Mapping[str, str]
    files: tuple[str, ...]


def is_number(cell: str) -> bool:
    """Whether this is a whole number that a program would have written: digits only, and not without end."""
    return cell.isascii() and cell.isdecimal() and len(cell) <= 18


def find_sources(place: Path) -> Sources:
    """The files in a folder, or beside the file of responses that was named.

    :raises SheetError: if there is no file of responses, or more than one.
    :raises OSError: if a file cannot be read.
    """
    beside = sorted(path for path in _beside(place) if path.suffix.casefold() in (".csv", ".tsv") and path.is_file())
    if place.is_dir():
        known = [read_source(path) for path in beside if path.name != SUMMARY]
        responses = _only(known, place)
    else:
        responses = read_source(place)
        if responses.kind not in ("long", "wide"):
            raise _no_responses(place, [responses])
        known = [read_source(path) for path in beside if path.name not in (SUMMARY, place.name)]
    _no_column_twice(responses)
    texts = next((one for one in known if one.kind == "texts"), None)
    summary = next((path for path in beside if path.name == SUMMARY), None)
    facts = _facts(summary) if summary is not None else {}
    names = [responses.name, *([texts.name] if texts else []), *([SUMMARY] if facts else [])]
    return Sources(responses, texts, facts, tuple(names))


def _beside(place: Path) -> Iterator[Path]:
    return (place if place.is_dir() else place.parent).iterdir()


def read_source(path: Path) -> Source:
    """One file with its head understood.

    :raises SheetError: if it is no text.
    """
    text, notes = _text(path)
    separator = _separator(text)
    reader = rows_of(text, separator)
    head: tuple[str, ...] = ()
    try:
        head = tuple(_plain(cell) for cell in next((row for row in reader if _is_head(row)), ()))
    except csv.Error as error:
        raise no_table(path.name, reader.line_num, error) from None
    columns: dict[str, int] = {}
    for place, name in enumerate(head):
        if name in NAMES:
            columns.setdefault(NAMES[name], place)
    return Source(path.name, text, separator, head, columns, reader.line_num, notes)


def rows_of(text: str, separator: str) -> Reader:
    """The rows of a table as the standard library reads them; lines may end as on any system."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def no_table(name: str, line: int, error: csv.Error) -> SheetError:
    """What to say where a file is no table from some line on."""
    return SheetError(
        say(_("“{name}”, line {line}: this is not a table ({error})."), name=name, line=line, error=error),
        _("Look at this line, and at the quotation marks before it."),
    )


def _text(path: Path) -> tuple[str, tuple[Text, ...]]:
    content = path.read_bytes()
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SheetError(say(_("“{name}” is a workbook."), name=path.name), _("Save it as “CSV UTF-8” and try again."))
    no_text = SheetError(say(_("“{name}” is not a text file."), name=path.name), _("Save it as “CSV UTF-8”."))
    try:
        text, notes = decode(content)
    except SheetError:
        raise no_text from None
    if "\0" in text:
        raise no_text
    return text, notes


def _separator(text: str) -> str:
    """What stands between the cells: named in a first line such as "sep=;", else what is most frequent in the head."""
    lines = (line for line in re.split(r"\r\n?|\n", text[:100_000]) if line.strip())
    first = next(lines, "")
    named = _SEPARATOR_NAMED.fullmatch(first.strip('"'))
    return named[1] if named else max(",;\t", key=first.count)


def _is_head(row: list[str]) -> bool:
    said = "".join(row).strip()
    return said != "" and said.casefold() != "sep="  # such a line holds nothing but what it names


def _plain(cell: str) -> str:
    return re.sub(r"[\s_]+", "-", cell.strip().casefold())


def _no_column_twice(source: Source) -> None:
    for name, count in Counter(name for name in source.head if name).items():
        if count > 1 and (name in NAMES or is_number(name)):
            raise SheetError(
                say(_("“{name}” has several columns “{column}”."), name=source.name, column=name),
                _("Keep one of them."),
            )


def _only(known: list[Source], place: Path) -> Source:
    """The file of responses among those of a folder: a row a response before a row a person."""
    for kind in ("long", "wide"):
        found = [one for one in known if one.kind == kind]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(one.name for one in found)
            raise SheetError(
                say(_("“{folder}” holds several files of responses: {names}."), folder=place, names=names),
                _("Name the one that is meant."),
            )
    raise _no_responses(place, known)


def _no_responses(place: Path, known: list[Source]) -> SheetError:
    """With what was found instead, so that nobody has to guess which column is missing."""
    heads = {one.name: ", ".join(one.head[:_SHOWN])[:300] + (" …" if len(one.head) > _SHOWN else "") for one in known}
    found = "; ".join(f"{name}: {head}" if place.is_dir() else head for name, head in heads.items() if head)
    return SheetError(
        say(_("“{place}” holds no responses. The columns there: {columns}."), place=place, columns=found)
        if found
        else say(_("“{place}” holds no responses."), place=place),
        _(
            "Needed is a CSV file with the columns person, statement and response (or voter-id, comment-id and vote, "
            "as Polis writes them), or one with a row for each participant and a column for each statement."
        ),
    )


def _facts(path: Path) -> dict[str, str]:
    text, _notes = _text(path)
    reader = rows_of(text, _separator(text))
    try:
        rows = [row for row in reader if len(row) >= 2]
    except csv.Error as error:
        raise no_table(path.name, reader.line_num, error) from None
    return {row[0].strip(): row[1].strip() for row in rows if row[0].strip() in _KNOWN_FIELDS}
