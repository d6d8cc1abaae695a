"""``tens.csv``: one row a person, for spreadsheets, for other programs, and for ``--keep`` next time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from tenfold.people.mistakes import SheetError
from tenfold.people.outcome import Outcome
from tenfold.people.table import read_table
from tenfold.people.words import hour_text, plain, reason_text, remedy_text

HEADER = ("circle", "id", "name", "language", "hour", "zone", "hundred", "delegate", "reason", "what would help")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    """A cell that no spreadsheet program takes for a formula: an apostrophe is put before what looks like one.

    >>> safe("=1+1"), safe("Anna")
    ("'=1+1", 'Anna')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def tens_csv(outcome: Outcome) -> str:
    """The table as CSV text: the seated by circle, then the unplaced with their reasons. Headers stay English."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADER)
    for row in (*_seated(outcome), *_unplaced(outcome)):
        writer.writerow([safe(plain(cell)) for cell in row])
    return stream.getvalue()


def _seated(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    for circle in outcome.circles:
        for number in circle.members:
            person = outcome.index.people[number]
            hour = hour_text(circle.start, circle.length, person.zone, outcome.index.on)
            hundred = str(circle.parents[0] + 1) if circle.parents else ""
            delegate = "yes" if number == circle.delegate else "no"
            yield (circle.title, person.id, person.name, circle.language, hour, person.zone, hundred, delegate, "", "")


def _unplaced(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    for unplaced in outcome.unplaced:
        person = outcome.index.people[unplaced.person]
        help_ = " ".join(remedy_text(remedy, unplaced, outcome.index) for remedy in unplaced.remedies)
        yield ("", person.id, person.name, "", "", person.zone, "", "", reason_text(unplaced, outcome.index), help_)


def read_previous(path: Path) -> dict[str, str]:
    """The circle of every id in a ``tens.csv`` of before, for those who had one.

    :raises SheetError: if the file has no columns ``circle`` and ``id``.
    :raises OSError: if there is no such file.
    """
    header, *rows = (row.cells for row in read_table(path.read_bytes()).rows)
    names = [cell.strip().casefold() for cell in header]
    if "circle" not in names or "id" not in names:
        raise SheetError(
            _("This is not the tens.csv of a former plan."),
            _("It needs the columns “circle” and “id”, as “tenfold form” writes them."),
        )
    circle, id_ = names.index("circle"), names.index("id")
    seats = ((row[id_].removeprefix("'"), row[circle].strip()) for row in rows if len(row) > max(circle, id_))
    return {person: seat for person, seat in seats if seat}
