"""A plan written as tables, asked about single people: why they sit where they sit, or why they have no seat."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from tenfold.engine.formation.plan import Explanation
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.explaining import NestExplainer
from tenfold.engine.hours import DAY, QUARTER, clock_text
from tenfold.people.tables.columns import TableError
from tenfold.people.tables.reading import Census, layout_of, open_table
from tenfold.people.tables.writing import CIRCLES, SEATS
from tenfold.people.words import count_text, feature_name, language_name, listing, locale


@dataclass(frozen=True, slots=True)
class WrittenTens:
    """The lowest circles of a plan, as they were written: see :class:`tenfold.engine.formation.sharded.Nest`."""

    circle: NDArray[np.int32]
    language: NDArray[np.int32]
    start: NDArray[np.int16]
    length: NDArray[np.int16]


def read_tens(folder: Path, suffix: str, census: Census) -> WrittenTens:
    """Read who sits where from a folder that :func:`.writing.write_nest` filled.

    :raises TableError: if the plan is of other people.
    """
    seats = open_table(folder / f"{SEATS}{suffix}").to_table(columns=["circle"]).column(0)
    circles = open_table(folder / f"{CIRCLES}{suffix}").to_table(columns=["level", "language", "slot_utc", "minutes"])
    tens = circles.filter(pc.equal(circles.column("level"), 1))
    if len(seats) != len(census.crowd):
        raise TableError(f"The plan in {folder} is of {len(seats)} people, the table holds {len(census.crowd)}.")
    number = {name: k for k, name in enumerate(census.languages)}
    spoken = [str(name) for name in tens.column("language").to_pylist()]
    if unheard := sorted(set(spoken) - set(number)):
        raise TableError(f"The plan in {folder} is of other people: none of the table speaks {unheard[0]}.")
    return WrittenTens(
        _numbers(seats).astype(np.int32),
        np.array([number[name] for name in spoken], np.int32),
        _numbers(tens.column("slot_utc")).astype(np.int16),
        (_numbers(tens.column("minutes")) // QUARTER).astype(np.int16),
    )


def _numbers(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """A column of whole numbers, -1 where there is none."""
    if pa.types.is_null(column.type):
        return np.full(len(column), NOBODY, np.int64)
    return np.asarray(pc.fill_null(column.cast(pa.int64()), NOBODY).to_numpy())


def row_of(people: Path, name: str) -> int:
    """The row of a person: by their id, or, where the table has no ids, by the row number from 0.

    :raises TableError: if there is nobody of that name.
    """
    table = open_table(people)
    column = layout_of(table.schema).id
    if column is None:
        row = int(name) if name.isdecimal() and int(name) < table.count_rows() else NOBODY
    else:
        ids = table.to_table(columns=[column]).column(0).cast(pa.string())
        row = int(pc.index(ids, pa.scalar(name, pa.string())).as_py())
    if row < 0:
        raise TableError(f"Nobody in {people} has the id “{name}”.")
    return row


def reason_of(folder: Path, suffix: str, row: int) -> str:
    """Why somebody has no seat, as the plan says it; empty for those who have one."""
    reason = open_table(folder / f"{SEATS}{suffix}").to_table(columns=["reason"]).column(0)[row].as_py()
    return str(reason or "")


def lines_of(told: Explanation, explain: NestExplainer, census: Census) -> list[str]:
    """An explanation in sentences."""
    names = [feature_name(name) for name in census.features]
    company = len(explain.members(told.circle)) - 1
    lines = [
        _("Circle %(circle)s, with %(count)s others.")
        % {"circle": count_text(told.circle), "count": count_text(company)},
        _("Everyone in this circle speaks %(language)s.")
        % {"language": language_name(census.languages[told.language])},
        _("It meets on %(day)s at %(time)s on this person's own clock, for up to %(minutes)s minutes.")
        % {
            "day": str(locale().days["format"]["wide"][told.local_start // DAY]),
            "time": clock_text(told.local_start % DAY * QUARTER),
            "minutes": count_text(told.length * QUARTER),
        },
    ]
    if told.brings:
        lines.append(
            _("Nobody else here is the same in %(things)s.") % {"things": listing([names[k] for k in told.brings])}
        )
    most = [names[k] for k, share in enumerate(told.share) if share >= 0.5]
    if most:
        lines.append(_("Most of the others differ in %(features)s.") % {"features": listing(most)})
    if told.alternative < 0:
        lines.append(_("No other circle has room and fits."))
    elif told.alternative_cost >= 0:
        lines.append(
            _("The nearest other seat is in circle %(circle)s; it would cost %(cost).3f of one person's difference.")
            % {"circle": count_text(told.alternative), "cost": told.alternative_cost}
        )
    else:
        lines.append(
            _("Circle %(circle)s would be even better, by %(gain).3f of one person's difference.")
            % {"circle": count_text(told.alternative), "gain": -told.alternative_cost}
        )
    return lines
