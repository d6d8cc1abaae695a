"""Rounds at changing tables, on paper: who takes part and when, who has met, and the table of each in every round."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from tenfold.engine.formation import Pairs
from tenfold.engine.formation.rotation import Rotation

from .headers import Family, columns_of
from .mistakes import SheetError, say
from .person import Person
from .report.tens import safe
from .sheet import Sheet, read_people
from .table import read_table
from .text import fold
from .words import count_text, plain

ROUNDS = "rounds"
"""The column that says in which rounds somebody is there: “1-3, 5”; empty for all."""

_ANYTHING = {
    Family.LANGUAGES: ("languages", "en"),
    Family.ZONE: ("timezone", "UTC"),
    Family.HOURS: ("availability", "any time"),
}
"""What a list for rounds need not say, and what stands for it then."""

_SPAN = re.compile(r"(\d+)\s*(?:[-–—]\s*(\d+))?")


def read_participants(content: bytes, *, on: date) -> Sheet:
    """Read a list as ``read_people`` does, without asking for languages, zones and hours.

    :raises SheetError: if the file as a whole cannot be read as a list of people.
    """
    table = read_table(content)
    header = max(table.rows[:15], key=lambda row: len({c.family for c in columns_of(row.cells)} & set(Family)))
    found = {column.family for column in columns_of(header.cells)}
    lacking = [value for family, value in _ANYTHING.items() if family not in found]
    if not lacking:
        return read_people(content, on=on)
    width = max(len(row.cells) for row in table.rows)
    stream = io.StringIO()
    writer = csv.writer(stream)
    for row in table.rows:
        cells = (*row.cells, *[""] * (width - len(row.cells)))
        more = [name for name, _value in lacking] if row is header else [value for _name, value in lacking]
        writer.writerow((*cells, *(more if row else [])))
    return read_people(stream.getvalue().encode(), on=on)


def presence(people: Sequence[Person], rounds: int) -> NDArray[np.bool_]:
    """Who is there in which round, bool (n, rounds), by the column “rounds”.

    :raises SheetError: if a cell there is not a list of numbers of rounds.
    """
    there = np.ones((len(people), rounds), bool)
    for row, person in zip(there, people, strict=True):
        text = next((value for name, value in person.attributes.items() if fold(name) == ROUNDS), "").strip()
        if not text:
            continue
        row[:] = False
        parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
        for part in parts:
            match = _SPAN.fullmatch(part)
            if match is None:
                raise SheetError(
                    say(_("“{cell}” (of {id}) does not name rounds."), cell=text, id=person.id),
                    _("Write their numbers, such as “1-3, 5”, or leave the cell empty for all."),
                )
            first, last = int(match[1]), int(match[2] or match[1])
            row[max(first - 1, 0) : last] = True
    return there


def read_meetings(content: bytes, people: Sequence[Person]) -> Pairs:
    """Who of the people met, by the table of earlier rounds (“round 1”, …) or of circles (“circle”).

    :raises SheetError: if there is no column with ids, or none with tables or circles.
    """
    header, *rows = (row.cells for row in read_table(content).rows)
    names = [fold(cell) for cell in header]
    groups = [at for at, name in enumerate(names) if name == "circle" or re.fullmatch(r"round \d+", name)]
    if "id" not in names or not groups:
        raise SheetError(
            _("This tells of no meetings."),
            _("It needs a column “id” and columns “round 1”, “round 2”, … or “circle”, as this program writes them."),
        )
    number = {person.id: at for at, person in enumerate(people)}
    sat: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        known = number.get(row[names.index("id")].removeprefix("'")) if len(row) > names.index("id") else None
        if known is None:
            continue
        for at in groups:
            if at < len(row) and row[at].strip():
                sat[at, row[at].strip()].append(known)
    pairs = {pair for together in sat.values() for pair in combinations(sorted(together), 2)}
    return Pairs(np.array(sorted(pairs), np.int32).reshape(-1, 2), np.ones(len(pairs), np.float32))


def rounds_csv(people: Sequence[Person], rotation: Rotation) -> str:
    """One row a person with the table of each round, empty where there is none. Headers stay English."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("id", "name", *(f"round {r + 1}" for r in range(rotation.table.shape[1]))))
    for person, tables in zip(people, rotation.table.tolist(), strict=True):
        cells = (person.id, person.name, *(str(table + 1) if table >= 0 else "" for table in tables))
        writer.writerow([safe(plain(cell)) for cell in cells])
    return stream.getvalue()


def rotation_lines(rotation: Rotation, there: NDArray[np.bool_]) -> list[str]:
    """How good the rounds are, in sentences."""
    return list(_sentences(rotation, there))


def _sentences(rotation: Rotation, there: NDArray[np.bool_]) -> Iterator[str]:
    if rotation.repeats == 0:
        yield _("Nobody meets anybody twice.")
    else:
        text = ngettext(
            "%(count)s meeting is of two people who met in an earlier round.",
            "%(count)s meetings are of two people who met in an earlier round.",
            rotation.repeats,
        )
        yield text % {"count": count_text(rotation.repeats)}
        if rotation.repeats + rotation.stale <= rotation.bound + 1e-6:
            yield _("No other rounds could have fewer.")
        elif rotation.bound >= 1:
            yield _("It is proven that at least %(count)s cannot be avoided.") % {
                "count": count_text(int(rotation.bound))
            }
        if rotation.most_met > 2:
            yield _("Nobody sits with the same person in more than %(count)s rounds.") % {
                "count": count_text(rotation.most_met)
            }
    if rotation.stale > 0:
        yield _("Some of those who met before these rounds meet again: %(count)s.") % {
            "count": count_text(round(rotation.stale))
        }
    without = int((there & (rotation.table < 0)).sum())
    if without:
        text = ngettext(
            "%(count)s time somebody finds no table: too few share a language with them, or a wish stands against it.",
            "%(count)s times somebody finds no table: too few share a language with them, or a wish stands against it.",
            without,
        )
        yield text % {"count": count_text(without)}
