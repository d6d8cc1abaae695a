"""A nest of millions to tables: one row a person, in the order of the table they came from, and one row a circle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from numpy.typing import NDArray

from tenfold.engine.formation.sharded import Nest
from tenfold.engine.hours import DAY, QUARTER, SLOTS, WEEKDAYS, clock_text
from tenfold.people.tables.reading import BATCH, Census, layout_of, open_table

Array = NDArray[np.integer]

SEATS, CIRCLES = "seats", "circles"
"""Names of the two tables, without the ending."""

REASONS = ("no language", "no hours", "too few people share a language and an hour", "no room")
"""Why somebody has no seat, in the order in which it is looked for."""

HOURS = tuple(f"{WEEKDAYS[slot // DAY]} {clock_text(slot % DAY * QUARTER)}" for slot in range(SLOTS))
"""Every quarter hour of the week as text: Mon 00:00 first."""


class Table:
    """A file that takes batches: .parquet, .arrow or .csv, after its name."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = {".parquet": _parquet, ".arrow": pa.ipc.new_file, ".csv": _csv}[path.suffix](path, schema)

    def write(self, batch: pa.RecordBatch) -> None:
        """Append some rows."""
        self._writer.write_batch(batch)

    def close(self) -> None:
        """Write the end of the file."""
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _parquet(path: Path, schema: pa.Schema) -> pa.parquet.ParquetWriter:
    return pa.parquet.ParquetWriter(path, schema, compression="zstd")


def _csv(path: Path, schema: pa.Schema) -> pa.csv.CSVWriter:
    plain = [
        pa.field(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
        for field in schema
    ]
    return _Plain(pa.csv.CSVWriter(path, pa.schema(plain)), pa.schema(plain))


class _Plain:
    """Writes words where there were codes, which a CSV cannot hold."""

    def __init__(self, writer: pa.csv.CSVWriter, schema: pa.Schema) -> None:
        self._writer, self._schema = writer, schema

    def write_batch(self, batch: pa.RecordBatch) -> None:
        self._writer.write_batch(
            pa.RecordBatch.from_arrays(
                [column.cast(field.type) for column, field in zip(batch.columns, self._schema, strict=True)],
                schema=self._schema,
            )
        )

    def close(self) -> None:
        self._writer.close()


def write_nest(folder: Path, suffix: str, people: Path, census: Census, nest: Nest) -> None:
    """Write the two tables into a folder; ids are those of the table of people, or its row numbers from 0."""
    ids = _ids(people, len(nest.circle))
    _write_seats(folder / f"{SEATS}{suffix}", ids, census, nest)
    _write_circles(folder / f"{CIRCLES}{suffix}", ids, census, nest)


def _ids(people: Path, rows: int) -> pa.ChunkedArray:
    table = open_table(people)
    name = layout_of(table.schema).id
    if name is None:
        return pa.chunked_array([pa.array(np.arange(rows, dtype=np.int64))])
    return table.to_table(columns=[name]).column(0)


def _words(codes: NDArray[np.integer], names: tuple[str, ...]) -> pa.DictionaryArray:
    """Words by code, null below 0."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=codes < 0), pa.array(names))


def _number(values: NDArray[np.integer], nowhere: NDArray[np.bool_]) -> pa.Array:
    return pa.array(values, mask=nowhere)


def _reason(census: Census, nest: Nest, rows: slice) -> NDArray[np.int8]:
    """Number of the reason for which each person has no seat, -1 for those who have one."""
    mute = ~census.crowd.languages[rows].any(axis=1)
    company = nest.company[rows]
    reason = np.select([mute, company == 0, company < census.rules.size.min], [0, 1, 2], 3)
    return np.where(nest.circle[rows] >= 0, -1, reason).astype(np.int8)


def _write_seats(path: Path, ids: pa.ChunkedArray, census: Census, nest: Nest) -> None:
    schema = pa.schema(
        [
            ("id", ids.type),
            ("circle", pa.int32()),
            ("language", pa.dictionary(pa.int32(), pa.string())),
            ("hour", pa.dictionary(pa.int32(), pa.string())),
            ("minutes", pa.int32()),
            ("reason", pa.dictionary(pa.int32(), pa.string())),
        ]
    )
    with Table(path, schema) as table:
        for first in range(0, len(nest.circle), BATCH):
            rows = slice(first, first + BATCH)
            circle = nest.circle[rows]
            nowhere = circle < 0
            local = (nest.start[circle].astype(np.int64) + census.crowd.offset[rows] // QUARTER) % SLOTS
            columns = [
                ids.slice(first, BATCH).combine_chunks(),
                _number(circle, nowhere),
                _words(np.where(nowhere, -1, nest.language[circle]), census.languages),
                _words(np.where(nowhere, -1, local), HOURS),
                _number(nest.length[circle].astype(np.int32) * QUARTER, nowhere),
                _words(_reason(census, nest, rows), REASONS),
            ]
            table.write(pa.RecordBatch.from_arrays(columns, schema=schema))


def _write_circles(path: Path, ids: pa.ChunkedArray, census: Census, nest: Nest) -> None:
    schema = pa.schema(
        [
            ("level", pa.int8()),
            ("circle", pa.int32()),
            ("size", pa.int32()),
            ("language", pa.dictionary(pa.int32(), pa.string())),
            ("hour_utc", pa.dictionary(pa.int32(), pa.string())),
            ("slot_utc", pa.int16()),
            ("minutes", pa.int32()),
            ("parent", pa.int32()),
            ("delegate", pa.int64()),
            ("delegate_id", ids.type),
        ]
    )
    with Table(path, schema) as table:
        for level, size, language, start, length, parent, delegate in _storeys(nest):
            speaker = pa.array(delegate.astype(np.int64), mask=delegate < 0)
            columns = [
                pa.array(np.full(len(size), level, np.int8)),
                pa.array(np.arange(len(size), dtype=np.int32)),
                pa.array(size.astype(np.int32)),
                _words(language, census.languages),
                _words(start, HOURS),
                pa.array(start.astype(np.int16)),
                pa.array(length.astype(np.int32) * QUARTER),
                _number(parent, parent < 0),
                speaker,
                ids.take(speaker).combine_chunks(),
            ]
            table.write(pa.RecordBatch.from_arrays(columns, schema=schema))


def _storeys(nest: Nest) -> Iterator[tuple[int, Array, Array, Array, Array, Array, Array]]:
    """Level by level, tens (1) first: size, language, start, length, parent and delegate, -1 where there is none."""
    size = np.bincount(nest.circle[nest.circle >= 0], minlength=len(nest.language))
    language, start, length = nest.language, nest.start, nest.length
    for number, level in enumerate(nest.levels, 1):
        delegate = np.where(level.parent < 0, -1, level.delegate)
        yield number, size, language, start, length, level.parent, delegate
        size = np.bincount(level.parent[level.parent >= 0], minlength=len(level.language))
        language, start, length = level.language, level.start, level.length
    nobody = np.full(len(size), -1, np.int32)
    yield len(nest.levels) + 1, size, language, start, length, nobody, nobody
