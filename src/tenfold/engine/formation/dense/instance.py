"""Files of the Maximally Diverse Grouping Problem: the format of the MDGPLIB benchmark library, plain or gzipped.

The first line is ``n g ss|ds L1 U1 … Lg Ug`` (same or different sizes; the least and largest size of each group); each
further line is ``i j d``, a pair of elements counted from 0 and its distance. A pair that is not named has distance 0.
"""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.dense.board import bounds_of


class InstanceError(ValueError):
    """The file is not an instance; the message says what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Instance:
    """``distances`` float64 (n, n), symmetric; ``bounds`` int32 (g, 2), least and largest size of each group."""

    distances: NDArray[np.float64]
    bounds: NDArray[np.int32]


def read_mdgplib(path: str | os.PathLike[str]) -> Instance:
    """Read an instance; raise :class:`InstanceError` where it is malformed, naming the line, OSError if unreadable."""
    name = Path(path).name
    try:
        raw = Path(path).read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("ascii")
    except (EOFError, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise InstanceError(f"{name} is neither a plain text file nor a complete gzip file of one.") from error
    head, _, body = text.partition("\n")
    n, bounds = _head(name, head)
    return Instance(_distances(name, body, n), bounds)


def _head(name: str, head: str) -> tuple[int, NDArray[np.int32]]:
    words = head.split()
    where = f"{name}, line 1"
    if len(words) < 3 or words[2] not in {"ss", "ds"}:
        raise InstanceError(f"{where}: expected `n groups ss|ds` and the bounds of each group, found {head[:60]!r}.")
    try:
        n, groups, numbers = int(words[0]), int(words[1]), [int(word) for word in words[3:]]
    except ValueError as error:
        raise InstanceError(f"{where}: the numbers of elements and groups and the bounds must be whole.") from error
    if n < 1 or groups < 1 or len(numbers) != 2 * groups:
        raise InstanceError(f"{where}: {groups} groups need {2 * groups} bounds, but {len(numbers)} are given.")
    try:
        lower, upper = bounds_of(np.reshape(numbers, (groups, 2)), n)
    except ValueError as error:
        raise InstanceError(f"{where}: {error}") from error
    return n, np.stack([lower, upper], axis=1)


def _distances(name: str, body: str, n: int) -> NDArray[np.float64]:
    try:
        numbers = np.array(body.split(), np.float64)
    except ValueError:
        numbers = np.empty(1)
    if numbers.size % 3 or not np.isfinite(numbers).all():
        raise InstanceError(_first_bad_line(name, body))
    i, j, d = numbers.reshape(-1, 3).T
    wrong = (i != np.rint(i)) | (j != np.rint(j)) | (i < 0) | (j < 0) | (i >= n) | (j >= n) | (i == j)
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise InstanceError(
            f"{name}, pair {at + 1}: {i[at]:g} and {j[at]:g} are not two different elements of 0 to {n - 1}."
        )
    distances = np.zeros((n, n))
    first, second = i.astype(np.int64), j.astype(np.int64)
    distances[first, second] = d
    distances[second, first] = d
    return distances


def _first_bad_line(name: str, body: str) -> str:
    for number, line in enumerate(body.splitlines(), start=2):
        words = line.split()
        try:
            good = len(words) in {0, 3} and bool(np.isfinite([float(word) for word in words]).all())
        except ValueError:
            good = False
        if not good:
            return f"{name}, line {number}: expected two elements and their distance, found {line[:60]!r}."
    return f"{name}: the pairs do not come in threes."


def write_assignment(path: str | os.PathLike[str], groups: NDArray[np.integer]) -> None:
    """Write one group number per line, in the order of the elements."""
    Path(path).write_text("".join(f"{group}\n" for group in groups.tolist()), encoding="ascii")
