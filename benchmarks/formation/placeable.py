"""How many people of a table could sit in any circle at all, counted without the engine: plain numpy, on local clocks.

Somebody is placeable if a language they speak and a weekly start at which they are free for as long as a circle meets
are shared by enough people, they included. This counts everybody into all of their cells at once, so no plan of
whatever making can seat more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

SLOTS, QUARTER = 672, 15

Batch = tuple[dict[str, NDArray[np.intp]], NDArray[np.bool_]]


def count_placeable(people: Path, *, on: date, least: int, minutes: int) -> int:
    """The number of placeable people of a Parquet table as :mod:`tenfold.people.tables.worlds` writes it."""
    cells: dict[str, NDArray[np.int64]] = {}
    for spoken, starts in _batches(people, on, minutes):
        for language, rows in spoken.items():
            counts = cells.setdefault(language, np.zeros(SLOTS, np.int64))
            counts += starts[rows].sum(axis=0)
    enough = {language: counts >= least for language, counts in cells.items()}
    placeable = 0
    for spoken, starts in _batches(people, on, minutes):
        able = np.zeros(len(starts), bool)
        for language, rows in spoken.items():
            able[rows] |= (starts[rows] & enough[language]).any(axis=1)
        placeable += int(able.sum())
    return placeable


def _batches(people: Path, on: date, minutes: int) -> Iterator[Batch]:
    """Rows of the speakers of each language, and at which UTC slots each person could begin, bool (n, 672)."""
    file = pq.ParquetFile(people)
    for batch in file.iter_batches(1 << 16, columns=["languages", "timezone", "availability"]):
        zones = batch.column("timezone")
        zones = zones if isinstance(zones, pa.DictionaryArray) else zones.dictionary_encode()
        ahead = [_minutes_ahead(zone, on) for zone in zones.dictionary.to_pylist()]
        bits = np.frombuffer(batch.column("availability").buffers()[1], np.uint8)
        first = batch.column("availability").offset * 84
        local = np.unpackbits(bits[first : first + 84 * len(batch)].reshape(-1, 84), axis=1, bitorder="little")
        free = np.empty((len(batch), SLOTS), bool)
        code = zones.indices.to_numpy(zero_copy_only=False)
        for number, east in enumerate(ahead):
            rows = np.flatnonzero(code == number)
            free[rows] = np.roll(local[rows], -(east // QUARTER), axis=1)
        starts = free.copy()
        for step in range(1, -(-minutes // QUARTER)):
            starts &= np.roll(free, -step, axis=1)
        yield _speakers(batch.column("languages")), starts


def _minutes_ahead(zone: str, on: date) -> int:
    offset = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds() // 60)


def _speakers(column: pa.ListArray) -> dict[str, NDArray[np.intp]]:
    words = column.flatten()
    words = words if isinstance(words, pa.DictionaryArray) else words.dictionary_encode()
    row = np.repeat(np.arange(len(column)), np.diff(column.offsets.to_numpy()))
    code = words.indices.to_numpy(zero_copy_only=False)
    return {str(name): row[code == number] for number, name in enumerate(words.dictionary.to_pylist())}
