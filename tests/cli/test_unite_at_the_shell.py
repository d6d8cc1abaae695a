"""``tenfold unite``: the files of a conversation in, a report out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenfold.cli import main
from tests.people.talks import talk, write


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["unite", *map(str, arguments)])


@pytest.mark.parametrize("form", ["polis", "matrix", "ours"])
def test_a_report_of_every_form(tmp_path: Path, form: str) -> None:
    done = run(talk(tmp_path / "talk", form=form, people=120), "-o", tmp_path / "report")
    assert done.exit_code == 0, done.output
    assert "statements unite" in done.stdout
    assert (tmp_path / "report" / "report.html").stat().st_size > 20_000


def test_the_same_seed_gives_the_same_report(tmp_path: Path) -> None:
    folder = talk(tmp_path / "talk")
    for name in ("one", "two"):
        assert run(folder, "-o", tmp_path / name, "--people").exit_code == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_beside_polis(tmp_path: Path) -> None:
    done = run(talk(tmp_path / "talk", form="matrix"), "-o", tmp_path / "report", "--compatible", "polis")
    assert done.exit_code == 0, done.output
    told = json.loads((tmp_path / "report" / "polis-math.json").read_text("utf-8"))
    assert [group["members"] for group in told["group-clusters"]] == [list(range(0, 60, 2)), list(range(1, 60, 2))]
    assert told["group-votes"]["0"]["n-members"] == 30


def test_a_mistake_is_named_and_nothing_is_written_until_it_may_be_skipped(tmp_path: Path) -> None:
    rows = [("person", "statement", "response"), *((i, j, 1 - 2 * ((i + j) % 2)) for i in range(9) for j in range(4))]
    votes = write(tmp_path / "votes.csv", [*rows, ("x", 1, "maybe")])
    done = run(votes, "-o", tmp_path / "report")
    assert done.exit_code == 2
    assert "votes.csv, line 38, column “response”: “maybe” is no response. Write 1" in done.stderr
    assert not (tmp_path / "report").exists()
    done = run(votes, "-o", tmp_path / "report", "--skip-bad-rows")
    assert done.exit_code == 0, done.output
    assert "1 row was left out" in (tmp_path / "report" / "report.html").read_text("utf-8")


def test_other_files_are_never_buried(tmp_path: Path) -> None:
    folder = talk(tmp_path / "talk")
    done = run(folder, "-o", folder)
    assert done.exit_code == 2
    assert "holds other files" in done.stderr
    assert (folder / "votes.csv").exists()


def test_a_folder_without_responses_is_told_so(tmp_path: Path) -> None:
    done = run(tmp_path, "-o", tmp_path / "report")
    assert done.exit_code == 2
    assert "holds no responses" in done.stderr
