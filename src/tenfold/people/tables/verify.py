"""Whether the tables of a nest keep every rule: read back from disk and held against the table of people, in streams.

Nothing of the engine that formed the nest is used: hours are looked up on everybody's own clock, as they were written
down, and languages by their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tenfold.engine.hours import QUARTER, SLOTS
from tenfold.people.tables.columns import Codes, language_bits, languages_by_code, local_weeks, offsets_of
from tenfold.people.tables.reading import batches, layout_of, open_table
from tenfold.people.tables.writing import CIRCLES, SEATS

MOST_CHILDREN = 12


@dataclass(slots=True)
class Verdict:
    """What was found: how many people, how many with a seat, circles by level, and broken rules by name."""

    people: int = 0
    seated: int = 0
    circles: list[int] = field(default_factory=list)
    broken: dict[str, int] = field(default_factory=dict)

    def count(self, rule: str, wrong: NDArray[np.bool_]) -> None:
        """Add so many breaches of a rule."""
        many = int(np.count_nonzero(wrong))
        if many:
            self.broken[rule] = self.broken.get(rule, 0) + many


@dataclass(frozen=True, slots=True)
class _Level:
    size: NDArray[np.int64]
    language: NDArray[np.int64]
    start: NDArray[np.int64]
    quarters: NDArray[np.int64]
    parent: NDArray[np.int64]
    delegate: NDArray[np.int64]


def verify(people: Path, folder: Path, suffix: str, *, on: date, least: int, most: int, minutes: int) -> Verdict:
    """Check sizes, languages, hours, delegates and parents of a nest that was written for the people of a table."""
    known, verdict = languages_by_code(), Verdict()
    levels = _levels(folder / f"{CIRCLES}{suffix}", known)
    verdict.circles = [len(level.size) for level in levels]
    held = np.zeros(len(levels[0].size), np.int64)
    circle_of: list[NDArray[np.int64]] = []
    for first, batch, circle in _in_step(people, folder / f"{SEATS}{suffix}", verdict):
        layout = layout_of(batch.schema)
        offset = offsets_of(batch.column(layout.zone), on).astype(np.int64)
        week = local_weeks(batch.column(layout.hours), first + 1)
        tongues = language_bits(batch.column(layout.languages), known)
        free = _Free(tongues, week, offset)
        seated = np.flatnonzero(circle >= 0)
        held += np.bincount(circle[seated], minlength=len(held))
        free.check(verdict, "person", seated, levels[0], circle[seated], minutes)
        for below, above in pairwise(levels):
            child = np.flatnonzero((below.delegate >= first) & (below.delegate < first + len(batch)))
            free.check(verdict, "delegate", below.delegate[child] - first, above, below.parent[child], minutes)
        verdict.people += len(batch)
        verdict.seated += len(seated)
        circle_of.append(circle)
    verdict.count("size", (held < least) | (held > most) | (held != levels[0].size))
    _check_nest(verdict, levels, np.concatenate(circle_of))
    return verdict


def _levels(path: Path, known: Codes) -> list[_Level]:
    table = open_table(path).to_table()
    level = table.column("level").to_numpy()
    language = known.column(table.column("language").cast(pa.string()))

    def whole(name: str) -> NDArray[np.int64]:
        column = table.column(name)
        filled = column if pa.types.is_null(column.type) else pc.fill_null(column, -1)
        return np.asarray(filled.to_numpy()).astype(np.int64)

    columns = [whole("size"), language.astype(np.int64), whole("slot_utc"), whole("minutes") // QUARTER]
    columns += [whole("parent"), whole("delegate")]
    return [_Level(*(column[level == number] for column in columns)) for number in range(1, int(level.max()) + 1)]


def _in_step(people: Path, seats: Path, verdict: Verdict) -> Iterator[tuple[int, pa.RecordBatch, NDArray[np.int64]]]:
    """The people of a table in batches, each with its first row and the circles of its people, -1 for none."""
    table = open_table(people)
    layout = layout_of(table.schema)
    name = "id" if layout.id is None else layout.id
    wanted = [layout.languages, layout.zone, layout.hours, *([layout.id] if layout.id else [])]
    answers = _rows(seats)
    held_circle, first = np.empty(0, np.int64), 0
    ids: list[object] = []
    for batch in batches(table, wanted):
        while len(held_circle) < len(batch):
            circle, more = next(answers)
            held_circle = np.concatenate([held_circle, circle])
            ids = ids + more
        circle, held_circle = held_circle[: len(batch)], held_circle[len(batch) :]
        if layout.id:
            theirs = [str(value) for value in batch.column(name).to_pylist()]
            verdict.count("order", np.array([a != str(b) for a, b in zip(theirs, ids, strict=False)]))
        ids = ids[len(batch) :]
        yield first, batch, circle
        first += len(batch)


def _rows(path: Path) -> Iterator[tuple[NDArray[np.int64], list[object]]]:
    for batch in batches(open_table(path), ["circle", "id"]):
        column = batch.column("circle")
        filled = column if pa.types.is_null(column.type) else pc.fill_null(column.cast(pa.int64()), -1)
        yield np.asarray(filled.to_numpy(zero_copy_only=False)).astype(np.int64), batch.column("id").to_pylist()


@dataclass(frozen=True, slots=True)
class _Free:
    """People of a batch: bitsets of languages and of the week on their own clocks, and what these show."""

    tongues: NDArray[np.uint64]
    week: NDArray[np.uint64]
    offset: NDArray[np.int64]

    def check(
        self,
        verdict: Verdict,
        who: str,
        rows: NDArray[np.int64],
        level: _Level,
        circle: NDArray[np.int64],
        minutes: int,
    ) -> None:
        """Whether people speak the languages of their circles and are free as long as these meet."""
        language = level.language[circle]
        words = self.tongues[rows, np.minimum(language >> 6, self.tongues.shape[1] - 1)]
        speaks = (words >> (language & 63).astype(np.uint64)) & np.uint64(1)
        verdict.count(f"language of a {who}", (speaks == 0) | (language >> 6 >= self.tongues.shape[1]))
        start, length = level.start[circle] + self.offset[rows] // QUARTER, level.quarters[circle]
        busy = length * QUARTER < minutes
        for step in range(int(length.max(initial=0))):
            slot = (start + step) % SLOTS
            free = (self.week[rows, slot >> 6] >> (slot & 63).astype(np.uint64)) & np.uint64(1)
            busy |= (step < length) & (free == 0)
        verdict.count(f"hour of a {who}", busy)


def _check_nest(verdict: Verdict, levels: list[_Level], circle: NDArray[np.int64]) -> None:
    """Whether every circle sends one of its own, and parents hold two to twelve."""
    spoken = circle
    for below, above in pairwise(levels):
        child = np.flatnonzero(below.parent >= 0)
        delegate = below.delegate[child]
        verdict.count("delegate of another circle", spoken[delegate] != child)
        children = np.bincount(below.parent[child], minlength=len(above.size))
        verdict.count("children", (children < 2) | (children > MOST_CHILDREN) | (children != above.size))
        spoken = np.full(len(circle), -1, np.int64)
        spoken[delegate] = below.parent[child]
