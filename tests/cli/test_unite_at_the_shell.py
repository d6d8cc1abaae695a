"""``tenfold unite``: the files of a conversation in, a report out."""

from __future__ import annotations

import json
import os
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


def test_nothing_but_remarks_and_mistakes_goes_to_the_other_stream(tmp_path: Path) -> None:
    """Progress is for a terminal; where the stream is a file or a pipe, it stays clean."""
    done = run(talk(tmp_path / "talk"), "-o", tmp_path / "report")
    assert done.exit_code == 0
    assert done.stderr == ""


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_is_no_folder_for_a_report(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    done = run(talk(tmp_path / "talk"), "-o", tmp_path / place)
    assert done.exit_code == 2
    assert "file” is a file. Name a folder." in done.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_may_not_be_written_to_is_told_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda _path, how: not how & os.W_OK)
    done = run(talk(tmp_path / "talk"), "-o", tmp_path / "report")
    assert done.exit_code == 2
    assert "may not be written to" in done.stderr


@pytest.mark.parametrize("at", ["people.conversations.read_conversation", "people.conversations.write_report"])
def test_whoever_stops_it_finds_nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    def stop(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    folder = talk(tmp_path / "talk")
    monkeypatch.setattr(f"tenfold.{at}", stop)
    done = run(folder, "-o", tmp_path / "report")
    assert done.exit_code == 3
    assert "Stopped. Nothing was written." in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["talk"]


def test_where_nothing_can_be_compared_it_is_told(tmp_path: Path) -> None:
    votes = write(tmp_path / "votes.csv", [("person", "statement", "response"), *((i, 1, 1) for i in range(9))])
    done = run(votes, "-o", tmp_path / "report")
    assert done.exit_code == 2
    assert "only one statement" in done.stderr
    assert not (tmp_path / "report").exists()


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
