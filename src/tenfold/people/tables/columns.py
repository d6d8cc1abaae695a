"""Columns of an Arrow table to arrays: languages to bitsets, hours to weeks, words to codes that last for the whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.hours import SLOTS, WORDS, HoursError, local_week, offset, pack
from tenfold.people.availability import read_hours
from tenfold.people.lexicon import language_code
from tenfold.people.tables.weektext import DAYS, paint_pairs, read_weeks
from tenfold.people.text import fold

Bits = NDArray[np.uint64]

WEEK_BYTES = SLOTS // 8
"""Bytes of a week as a bitset: 672 quarter hours, Monday 0:00 first, the lowest bit of a byte first."""


class TableError(ValueError):
    """What is wrong with a table, in words for whoever made it."""


class Codes:
    """Numbers for words, the same through all batches of a table."""

    def __init__(self, read: Callable[[str], str] = fold) -> None:
        self.names: list[str] = []
        self._read, self._of, self._heard = read, dict[str, int](), dict[str, int]()

    def number(self, word: str) -> int:
        """The number of a word as it is written, -1 for none."""
        if word not in self._heard:
            name = self._read(word)
            if name and name not in self._of:
                self._of[name] = len(self.names)
                self.names.append(name)
            self._heard[word] = self._of.get(name, NOBODY)
        return self._heard[word]

    def ranks(self) -> NDArray[np.int32]:
        """The place of each number in the order of the names, so that it does not matter who came first."""
        ranks = np.empty(len(self.names), np.int32)
        ranks[sorted(range(len(self.names)), key=self.names.__getitem__)] = np.arange(len(self.names))
        return ranks

    def column(self, column: pa.ChunkedArray | pa.Array) -> NDArray[np.int32]:
        """The numbers of a column of words, int32 (n,)."""
        code, words = _encoded(column)
        numbers = np.array([*(self.number(str(word)) for word in words), NOBODY], np.int32)
        return numbers[code]


def _encoded(column: pa.ChunkedArray | pa.Array) -> tuple[NDArray[np.int64], list[Any]]:
    """A column as numbers of its different values (the last for null), and these values."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    words = encoded.dictionary.to_pylist()
    code = pc.fill_null(encoded.indices, len(words)).to_numpy(zero_copy_only=False).astype(np.int64)
    used, code = np.unique(code, return_inverse=True)  # a dictionary may hold words that nobody uses
    if len(used) == 0 or used[-1] < len(words):
        return code, [words[k] for k in used.tolist()]
    return code, [words[k] for k in used[:-1].tolist()]


def language_bits(column: pa.Array, known: Codes) -> Bits:
    """Bitsets (n, L) of languages: lists of words, or words with commas between; L grows with the languages known."""
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        codes, lengths = known.column(column.flatten()), pc.fill_null(pc.list_value_length(column), 0).to_numpy()
        row = np.repeat(np.arange(len(column)), lengths)
        return _bits(row, codes, len(column))
    code, texts = _encoded(column)
    spoken = [[known.number(word) for word in _words(str(text))] for text in texts] + [[]]
    table_rows = np.repeat(np.arange(len(spoken)), [len(each) for each in spoken])
    return _bits(table_rows, np.array([one for each in spoken for one in each], np.int64), len(spoken))[code]


def _words(text: str) -> list[str]:
    for mark in (";", "/", "|", "،"):
        text = text.replace(mark, ",")
    return [word for word in text.split(",") if word.strip()]


def _bits(row: NDArray[np.integer], code: NDArray[np.integer], rows: int) -> Bits:
    bits = np.zeros((rows, max(int(code.max(initial=0)) // 64 + 1, 1)), np.uint64)
    row, code = row[code >= 0], code[code >= 0].astype(np.uint64)
    np.bitwise_or.at(bits, (row, (code >> np.uint64(6)).astype(np.int64)), np.uint64(1) << (code & np.uint64(63)))
    return bits


def languages_by_code() -> Codes:
    """Languages by ISO 639 code or by name in many languages; a word that is neither is an error."""

    def read(word: str) -> str:
        code = language_code(word.strip())
        if code is None:
            raise TableError(f"“{word.strip()}” is no language: write its ISO 639 code or its name.")
        return code

    return Codes(read)


def offsets_of(column: pa.Array, on: date) -> NDArray[np.int16]:
    """Minutes east of UTC, int16 (n,), of a column of IANA zones."""
    code, zones = _encoded(column)
    try:
        minutes = [offset(str(zone), on) for zone in zones]
    except HoursError as error:
        raise TableError(str(error)) from None
    if (code == len(zones)).any():
        raise TableError("Somebody has no time zone.")
    return np.array(minutes, np.int16)[code]


def local_weeks(column: pa.Array, first_row: int) -> Bits:
    """Local weeks (n, 11): bitsets of 84 bytes, lists of slots begin, end, begin, end, …, or texts."""
    kind = column.type
    if pa.types.is_fixed_size_binary(kind) and kind.byte_width == WEEK_BYTES:
        raw = np.frombuffer(column.buffers()[1], np.uint8)
        rows = raw[column.offset * WEEK_BYTES :][: len(column) * WEEK_BYTES].reshape(-1, WEEK_BYTES)
        padded = np.zeros((len(column), WORDS * 8), np.uint8)
        padded[:, :WEEK_BYTES] = rows
        return padded.view("<u8").astype(np.uint64, copy=False)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        lengths = pc.fill_null(pc.list_value_length(column), 0).to_numpy().astype(np.int64)
        slots = column.flatten().to_numpy(zero_copy_only=False).astype(np.int64)
        weeks, understood = paint_pairs(slots, np.concatenate([[0], np.cumsum(lengths)]))
        if not understood.all():
            row = first_row + int(np.argmin(understood))
            raise TableError(f"Row {row}: its hours are no list of slots (0 to 671) begin, end, begin, end, …")
        return weeks
    return _from_text(column, first_row)


def _from_text(column: pa.Array, first_row: int) -> Bits:
    texts = pc.fill_null(column.cast(pa.large_string()), "")
    at = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    data = texts.buffers()[2]
    weeks, understood = read_weeks(np.frombuffer(data, np.uint8) if data else np.empty(0, np.uint8), at, DAYS)
    for row in np.flatnonzero(~understood).tolist():
        reading = read_hours(texts[row].as_py())
        if reading.value is None:
            raise TableError(f"Row {first_row + row}: “{texts[row].as_py()}” is not understood as hours.")
        weeks[row] = pack(local_week(reading.value)[None])[0]
    return weeks
