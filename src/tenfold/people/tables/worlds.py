"""Invented people as a large table, written chunk by chunk: for trying out and measuring what forms millions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tenfold.engine.hours import format_stretches
from tenfold.engine.world import PresetName, World, world_chunks
from tenfold.people.tables.columns import WEEK_BYTES
from tenfold.people.tables.writing import Table

CHUNK = 1 << 17
"""People written at a time."""


def write_world(path: Path, people: int, *, preset: PresetName = "dispersion", seed: int = 0) -> None:
    """Write the people of a world, without names and ties; a CSV has their hours as text, other tables as bitsets."""
    text = path.suffix == ".csv"
    table: Table | None = None
    try:
        for part in world_chunks(people, preset=preset, seed=seed, size=CHUNK):
            batch = _batch(part, text=text)
            table = table or Table(path, batch.schema)
            table.write(batch)
    finally:
        if table is not None:
            table.close()


def _batch(part: World, *, text: bool) -> pa.RecordBatch:
    columns = {
        "id": pa.array(np.arange(part.first, part.first + len(part), dtype=np.int64)),
        "languages": _spoken(part, text=text),
        "timezone": _named(part.zone, part.zones),
        "availability": _hours(part, text=text),
        "country": _named(part.country, part.countries),
        "origin": _named(part.origin, part.origins),
        "gift": _named(part.gift, part.gifts),
        "age": pa.array(part.age),
    }
    return pa.RecordBatch.from_pydict(columns)


def _named(codes: NDArray[np.integer], names: tuple[str, ...]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=codes < 0), pa.array(names))


def _spoken(part: World, *, text: bool) -> pa.Array:
    if text:
        names = np.array([*part.languages, ""])
        return pa.array([", ".join(filter(None, row)) for row in names[part.spoken].tolist()])
    known = part.spoken >= 0
    at = np.concatenate([[0], np.cumsum(known.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(at), _named(part.spoken[known], part.languages))


def _hours(part: World, *, text: bool) -> pa.Array:
    if text:
        return pa.array([format_stretches(part.stretches(i)) for i in range(len(part))])
    raw = part.hours.astype("<u8").view(np.uint8)[:, :WEEK_BYTES]
    buffer = pa.py_buffer(np.ascontiguousarray(raw))
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(WEEK_BYTES), len(part), [None, buffer])
