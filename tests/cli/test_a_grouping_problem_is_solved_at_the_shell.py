"""``tenfold form --mdgp``: a file in the MDGPLIB format in, the best grouping found out."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from tenfold.cli import main

TWO_PLACES = "4 2 ss 2 2 2 2\n0 1 0\n0 2 5\n0 3 5\n1 2 5\n1 3 5\n2 3 0\n"


@pytest.mark.parametrize("packed", [False, True])
def test_objective_bound_and_groups_are_told(tmp_path: Path, packed: bool) -> None:
    instance = tmp_path / "instance.txt"
    instance.write_bytes(gzip.compress(TWO_PLACES.encode()) if packed else TWO_PLACES.encode())
    groups = tmp_path / "groups.txt"
    done = CliRunner().invoke(main, ["form", "--mdgp", str(instance), "--time-limit", "0.2", "-o", str(groups)])
    assert done.exit_code == 0, done.output
    figures = dict(line.split()[:2] for line in done.stdout.splitlines())
    assert float(figures["objective"]) == 10
    assert float(figures["bound"]) >= 10
    first, second, third, fourth = groups.read_text().split()
    assert first != second
    assert third != fourth


def test_a_broken_file_is_named_by_its_line(tmp_path: Path) -> None:
    instance = tmp_path / "broken.txt"
    instance.write_text("4 2 ss 2 2 2 2\n0 1 x\n")
    done = CliRunner().invoke(main, ["form", "--mdgp", str(instance)])
    assert done.exit_code == 2
    assert "broken.txt, line 2" in done.output


def test_without_people_or_a_problem_the_shell_says_what_is_missing() -> None:
    done = CliRunner().invoke(main, ["form"])
    assert done.exit_code == 2
    assert "-o" in done.output
