"""Which files of a folder make a conversation, told by the names of their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tenfold.people.decode import decode
from tenfold.people.mistakes import SheetError, Text, say

PERSON, STATEMENT, RESPONSE, TIME = "person", "statement", "response", "time"
TEXT, REJECTED, PERSONAL = "text", "rejected", "personal"
AGREES, DISAGREES, GROUP = "agrees", "disagrees", "group"

NAMES: Mapping[str, str] = {
    "person": PERSON, "voter-id": PERSON, "voter": PERSON, "participant": PERSON, "participant-id": PERSON,
    "member": PERSON, "statement": STATEMENT, "comment-id": STATEMENT, "statement-id": STATEMENT, "desire": STATEMENT,
    "comment": STATEMENT, "tid": STATEMENT, "response": RESPONSE, "vote": RESPONSE, "time": TIME, "timestamp": TIME,
    "text": TEXT, "comment-body": TEXT, "body": TEXT, "moderated": REJECTED, "withdrawn": REJECTED,
    "rejected": REJECTED, "personal": PERSONAL, "is-meta": PERSONAL, "is_meta": PERSONAL, "agrees": AGREES,
    "disagrees": DISAGREES, "group-id": GROUP,
}  # fmt: skip
"""What a column may be called, ours and in the exports of Polis, without regard to case."""

MATHEMATICS = "polis-math.json"
"""What Polis' service reckoned, beside an export of it."""

_KNOWN_FIELDS = ("topic", "url", "conversation-description")


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its name, its text, what stands between its cells, its columns by meaning and by name."""

    name: str
    text: str
    separator: str
    head: tuple[str, ...]
    columns: Mapping[str, int]
    notes: tuple[Text, ...] = ()

    @property
    def kind(self) -> str:
        """ "long" (a row a response), "wide" (a row a person), "texts", or "" for none of these."""
        if {PERSON, STATEMENT, RESPONSE} <= self.columns.keys():
            return "long"
        if PERSON in self.columns and any(name.isdigit() for name in self.head):
            return "wide"
        return "texts" if {STATEMENT, TEXT} <= self.columns.keys() else ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of one conversation; ``facts`` is what summary.csv says of it."""

    responses: Source
    texts: Source | None
    facts: Mapping[str, str]
    files: tuple[str, ...]


def find_sources(place: Path) -> Sources:
    """The files in a folder, or beside the file of responses that was named.

    :raises SheetError: if there is no file of responses, or more than one.
    :raises OSError: if a file cannot be read.
    """
    beside = sorted((place if place.is_dir() else place.parent).glob("*.csv"))
    if place.is_dir():
        known = [read_source(path) for path in beside if path.name != "summary.csv"]
        responses = _only(known, place)
    else:
        responses = read_source(place)
        if responses.kind not in ("long", "wide"):
            raise _no_responses(place)
        known = [read_source(path) for path in beside if path.name not in ("summary.csv", place.name)]
    texts = next((one for one in known if one.kind == "texts"), None)
    summary = next((path for path in beside if path.name == "summary.csv"), None)
    facts = _facts(summary) if summary is not None else {}
    names = [responses.name, *([texts.name] if texts else []), *(["summary.csv"] if facts else [])]
    return Sources(responses, texts, facts, tuple(names))


def read_source(path: Path) -> Source:
    """One file with its head understood.

    :raises SheetError: if it is no text.
    """
    content = path.read_bytes()
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SheetError(say(_("“{name}” is a workbook."), name=path.name), _("Save it as “CSV UTF-8” and try again."))
    text, notes = decode(content)
    if "\0" in text:
        raise SheetError(say(_("“{name}” is not a text file."), name=path.name), _("Save it as “CSV UTF-8”."))
    line = text.partition("\n")[0]
    separator = max(",;\t", key=line.count)
    head = tuple(cell.strip().casefold() for cell in next(csv.reader(io.StringIO(line), delimiter=separator), []))
    columns: dict[str, int] = {}
    for place, name in enumerate(head):
        if name in NAMES:
            columns.setdefault(NAMES[name], place)
    return Source(path.name, text, separator, head, columns, notes)


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
    raise _no_responses(place)


def _no_responses(place: Path) -> SheetError:
    return SheetError(
        say(_("“{place}” holds no responses."), place=place),
        _(
            "Needed is a CSV file with the columns person, statement and response (or voter-id, comment-id and vote, "
            "as Polis writes them), or one with a row for each participant and a column for each statement."
        ),
    )


def _facts(path: Path) -> dict[str, str]:
    text, _notes = decode(path.read_bytes())
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) >= 2]
    return {row[0].strip(): row[1].strip() for row in rows if row[0].strip() in _KNOWN_FIELDS}
