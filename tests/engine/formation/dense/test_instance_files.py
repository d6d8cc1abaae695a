"""Instances of the benchmark library are read plain or gzipped, and a damaged file is named with its line."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from tenfold.engine.formation import dense

GOOD = "4 2 ds 1 3 2 2\n0 1 5\n0 2 7.5\n0 3 1\n1 2 2\n1 3 0\n2 3 4\n"


def test_plain_and_gzipped_files_read_alike(tmp_path: Path) -> None:
    plain, packed = tmp_path / "small.txt", tmp_path / "small.txt.gz"
    plain.write_text(GOOD)
    packed.write_bytes(gzip.compress(GOOD.encode()))

    one, other = dense.read_mdgplib(plain), dense.read_mdgplib(packed)

    assert one.bounds.tolist() == [[1, 3], [2, 2]]
    assert one.distances[0].tolist() == one.distances[:, 0].tolist() == [0, 5, 7.5, 1]
    np.testing.assert_array_equal(one.distances, other.distances)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: expected `n groups"),
        ("4 2 xx 1 3 2 2\n", "line 1: expected `n groups"),
        ("4 two ds 1 3 2 2\n", "line 1: .* whole"),
        ("4 2 ds 1 3 2\n", "line 1: 2 groups need 4 bounds, but 3"),
        ("4 2 ds 3 3 2 2\n", "line 1: The groups hold 5 to 5"),
        (GOOD + "1 x 3\n", "line 8: expected two elements.*'1 x 3'"),
        (GOOD + "1 2\n", "line 8"),
        (GOOD + "1 2 nan\n", "line 8"),
        (GOOD + "1 4 3\n", "pair 7: 1 and 4 are not two different elements of 0 to 3"),
        (GOOD + "1 1 3\n", "pair 7"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(text)
    with pytest.raises(dense.InstanceError, match=words):
        dense.read_mdgplib(path)


# Packed bytes carry the second at which they were packed: as names of tests they would differ between two workers.
@pytest.mark.parametrize(
    "damage",
    [gzip.compress(GOOD.encode(), mtime=0)[:-9], b"\x1f\x8bnothing", b"\xff\xfe\x00"],
    ids=["cut short", "nothing packed", "not packed"],
)
def test_a_damaged_archive_is_named(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "torn.txt.gz"
    path.write_bytes(damage)
    with pytest.raises(dense.InstanceError, match=r"torn\.txt\.gz is neither"):
        dense.read_mdgplib(path)


def test_an_assignment_is_one_group_a_line(tmp_path: Path) -> None:
    path = tmp_path / "assignment.txt"
    dense.write_assignment(path, np.array([1, 0, 1]))
    assert path.read_text() == "1\n0\n1\n"
