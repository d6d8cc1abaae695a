"""``tenfold form --mdgp``: a file in the MDGPLIB format in, the best grouping found out."""

from __future__ import annotations

import gzip
import os
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from tenfold.cli import main, mdgp
from tenfold.cli.mdgp import in_words
from tenfold.engine.formation.dense import Grouping, solve

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
    assert float(figures["gap"]) >= 0
    assert "this is the best there is" in done.stderr
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


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--time-limit", "0"], "above 0"),
        (["-o", "."], "cannot be written"),
        (["-o", "nowhere/groups.txt"], "no folder"),
    ],
)
def test_what_would_fail_after_the_search_is_refused_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("instance.txt").write_text(TWO_PLACES)
    done = CliRunner().invoke(main, ["form", "--mdgp", "instance.txt", *options])
    assert done.exit_code == 2
    assert words in done.output


@pytest.mark.parametrize(
    ("objective", "words"), [(100.0, "the best there is"), (99.0, "at most 1.0000 % could"), (70.0, "says little")]
)
def test_the_gap_is_told_in_words(objective: float, words: str) -> None:
    found = Grouping(np.zeros(1, np.int32), objective, bound=100.0, work=1, stopped="time")
    assert words in in_words(found)


def test_an_interrupt_keeps_the_best_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*problem: Any, **options: Any) -> Grouping:
        os.kill(os.getpid(), signal.SIGINT)
        return solve(*problem, **options)

    monkeypatch.setattr(mdgp, "solve", interrupted)
    instance, groups = tmp_path / "instance.txt", tmp_path / "groups.txt"
    instance.write_text(TWO_PLACES)
    done = CliRunner().invoke(main, ["form", "--mdgp", str(instance), "--time-limit", "600", "-o", str(groups)])
    assert done.exit_code == 0, done.output
    assert "best plan so far" in done.stderr
    assert len(groups.read_text().split()) == 4
