"""A table of people on disk to a crowd, batch by batch: no Python object per person, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from numpy.typing import NDArray

from tenfold.engine.formation import Size, Weights
from tenfold.engine.formation.people import scaled
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded import Crowd, Rules, utc_hours
from tenfold.engine.formation.sharded.weeks import renumber
from tenfold.people.headers import Family, family_of
from tenfold.people.tables.columns import (
    Codes,
    TableError,
    language_bits,
    languages_by_code,
    local_weeks,
    offsets_of,
)

BATCH = 1 << 17
"""Rows read at a time."""

MOST_KINDS = 1000
"""A column of more different words than this is taken for text, in which circles do not differ."""

FORMATS = {".parquet": "parquet", ".arrow": "ipc", ".feather": "ipc", ".csv": "csv"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns hold what. ``features``: names of the columns that circles may differ in."""

    languages: str
    zone: str
    hours: str
    id: str | None
    features: tuple[str, ...]


@dataclass(slots=True)
class Census:
    """A crowd, with the names behind its numbers: of the languages, and of the features in the order of the rules."""

    crowd: Crowd
    rules: Rules
    languages: tuple[str, ...]
    features: tuple[str, ...]
    left_out: dict[str, str] = field(default_factory=dict)


def open_table(path: Path) -> ds.Dataset:
    """A file, or a folder of files, of people.

    :raises TableError: if it is of no kind that can be read.
    """
    first = path if path.is_file() else next((p for p in sorted(path.rglob("*")) if p.suffix in FORMATS), path)
    if first.suffix not in FORMATS:
        raise TableError(f"{path} is neither {', '.join(FORMATS)} nor a folder of such files.")
    try:
        return ds.dataset(path, format=FORMATS[first.suffix])
    except (pa.ArrowInvalid, OSError) as error:
        raise TableError(f"{path} cannot be read: {error}") from None


def layout_of(schema: pa.Schema) -> Layout:
    """Find the columns by their names, in any language the house understands.

    :raises TableError: if languages, time zones or hours are missing.
    """
    found: dict[Family, str] = {}
    features = []
    for name in schema.names:
        family = family_of(name)
        if family in _NEEDED or family is Family.ID:
            found.setdefault(family, name)
        elif family not in _NOT_FEATURES and _usable(schema.field(name).type):
            features.append(name)
    missing = [word for family, word in _NEEDED.items() if family not in found]
    if missing:
        raise TableError(f"There is no column for {', '.join(missing)}; the columns are {', '.join(schema.names)}.")
    return Layout(
        found[Family.LANGUAGES], found[Family.ZONE], found[Family.HOURS], found.get(Family.ID), tuple(features)
    )


_NEEDED = {Family.LANGUAGES: "languages", Family.ZONE: "timezone", Family.HOURS: "availability"}
_NOT_FEATURES = {Family.NAME, Family.LAST_NAME, Family.EMAIL, Family.TEXT, Family.DAY, Family.TOGETHER, Family.APART}


def _usable(kind: pa.DataType) -> bool:
    words = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(
        pa.types.is_string(words) or pa.types.is_large_string(words) or pa.types.is_boolean(words) or _numeric(words)
    )


def _numeric(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def batches(table: ds.Dataset, columns: Iterable[str]) -> Iterator[pa.RecordBatch]:
    """Some columns of a table in streams, in the order of the rows."""
    for batch in table.to_batches(columns=list(columns), batch_size=BATCH, use_threads=True):
        if len(batch):
            yield batch


@dataclass(slots=True)
class _Gathered:
    """Columns of all batches so far."""

    on: date
    layout: Layout
    known: Codes = field(default_factory=languages_by_code)
    words: dict[str, Codes] = field(default_factory=dict)
    parts: dict[str, list[NDArray[Any]]] = field(default_factory=dict)
    rows: int = 0

    def add(self, batch: pa.RecordBatch) -> None:
        offset = offsets_of(batch.column(self.layout.zone), self.on)
        local = local_weeks(batch.column(self.layout.hours), self.rows + 1)
        self._keep("languages", language_bits(batch.column(self.layout.languages), self.known))
        self._keep("offset", offset)
        self._keep("hours", utc_hours(local, offset))
        for name in self.layout.features:
            column = batch.column(name)
            if _numeric(column.type):
                values = pc.fill_null(column.cast(pa.float32()), float("nan")).to_numpy(zero_copy_only=False)
                self._keep(name, values.astype(np.float32))
            else:
                column = column.cast(pa.string()) if pa.types.is_boolean(column.type) else column
                codes = self.words.setdefault(name, Codes())
                if len(codes.names) <= MOST_KINDS:
                    self._keep(name, np.minimum(codes.column(column), MOST_KINDS + 1).astype(np.int16))
        self.rows += len(batch)

    def _keep(self, name: str, values: NDArray[Any]) -> None:
        self.parts.setdefault(f"column {name}" if name in self.layout.features else name, []).append(values)

    def whole(self, name: str) -> NDArray[Any]:
        """Join a column, and forget its parts."""
        return np.concatenate(self.parts.pop(name))

    def languages(self) -> NDArray[np.uint64]:
        """Bitsets (n, L) of the languages in the order of their names."""
        parts, words = self.parts.pop("languages"), max(-(-len(self.known.names) // 64), 1)
        bits, row, rank = np.zeros((self.rows, words), np.uint64), 0, self.known.ranks()
        for part in parts:
            renumber(part, rank, bits[row : row + len(part)])
            row += len(part)
        return bits


def read_census(
    path: Path,
    *,
    on: date,
    size: Size | None = None,
    minutes: int = 60,
    weights: Weights | None = None,
    features: Mapping[str, float] | None = None,
) -> Census:
    """Read the people of a table, and what makes a circle of them good.

    :param features: weights of columns by name; 1 for those not named, 0 takes one out
    :raises TableError: where a column is missing or a cell cannot be understood.
    """
    table = open_table(path)
    layout, worth = _chosen(layout_of(table.schema), features or {})
    gathered = _Gathered(on, layout)
    columns = (layout.languages, layout.zone, layout.hours, *layout.features)
    for batch in batches(table, columns):
        gathered.add(batch)
    if gathered.rows == 0:
        raise TableError(f"Nobody is in {path}.")
    left_out = {name: "text" for name, codes in gathered.words.items() if len(codes.names) > MOST_KINDS}
    nominal = [name for name in layout.features if name in gathered.words and name not in left_out]
    numeric = [name for name in layout.features if name not in gathered.words]
    codes, numbers = _matrix(gathered, nominal, np.int16), _matrix(gathered, numeric, np.float32)
    for column in range(numbers.shape[1]):
        numbers[:, column] = scaled(numbers[:, column])
    crowd = Crowd(
        gathered.languages(),
        gathered.whole("hours"),
        gathered.whole("offset"),
        codes,
        numbers,
    )
    rules = Rules(
        size or Size(),
        minutes,
        tuple(worth[name] for name in (*nominal, *numeric)),
        tuple(len(gathered.words[name].names) for name in nominal),
        weights or Weights(),
    )
    return Census(crowd, rules, tuple(sorted(gathered.known.names)), (*nominal, *numeric), left_out)


def _chosen(layout: Layout, features: Mapping[str, float]) -> tuple[Layout, dict[str, float]]:
    wrong = sorted(set(features) - set(layout.features))
    if wrong:
        raise TableError(
            f"“{wrong[0]}” is none of the columns that circles can differ in: {', '.join(layout.features)}"
        )
    worth = {name: float(features.get(name, 1.0)) for name in layout.features}
    kept = tuple(name for name in layout.features if worth[name] > 0)
    return Layout(layout.languages, layout.zone, layout.hours, layout.id, kept), worth


def _matrix(gathered: _Gathered, names: list[str], kind: type) -> NDArray[Any]:
    matrix: NDArray[Any] = np.empty((gathered.rows, len(names)), kind)
    for column, name in enumerate(names):
        values = gathered.whole(f"column {name}")
        if name in gathered.words:
            values = np.append(gathered.words[name].ranks(), NOBODY)[values]
        matrix[:, column] = values
    return matrix
