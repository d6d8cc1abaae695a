"""``tenfold desires``: a conversation comes in and everything is written out, or it is said what is in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenfold.cli.desires import desires as command
from tenfold.fellowship.desires.models import BroughtIn, Desire
from tests.people.talks import talk

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments)])


def test_what_comes_out_is_what_went_in(tmp_path: Path) -> None:
    folder = talk(tmp_path / "talk", people=60)
    done = run("import", folder, "--title", "The well")
    assert done.exit_code == 0, done.output
    assert run("export", "-o", tmp_path / "out").exit_code == 0
    rows = {row["text"]: row for row in json.loads((tmp_path / "out" / "desires.json").read_text("utf-8"))}
    assert len(rows) == 11  # twelve less the one that moderators took out
    comments = (folder / "comments.csv").read_text("utf-8").splitlines()[1:]
    agrees = {line.split(",")[0]: line.split(",")[1] for line in comments}
    told = rows["Statement, number 7"]
    assert (told["round"], told["language"], told["standing"]) == ("The well", "en", "brought in")
    assert told["mine_too"] == agrees["7"]


def test_a_mistake_is_named_and_nothing_comes_in_until_it_may_be_skipped(tmp_path: Path) -> None:
    folder = talk(tmp_path / "talk")
    votes = folder / "votes.csv"
    votes.write_text(votes.read_text("utf-8") + "1700000009999,x,1,1,maybe\n", "utf-8")
    done = run("import", folder)
    assert done.exit_code == 2
    assert "“maybe” is no response" in done.stderr
    assert "Nothing was brought in" in done.stderr
    assert not BroughtIn.objects.exists()
    done = run("import", folder, "--skip-bad-rows")
    assert done.exit_code == 0, done.output
    assert "left out: 1." in done.stdout


def test_statements_without_words_are_counted(tmp_path: Path) -> None:
    folder = talk(tmp_path / "talk")
    texts = [line for line in (folder / "comments.csv").read_text("utf-8").splitlines() if not line.startswith("7,")]
    (folder / "comments.csv").write_text("\n".join(texts), "utf-8")
    done = run("import", folder)
    assert done.exit_code == 0, done.output
    assert "their words are not known: 1." in done.stdout


def test_a_language_that_is_none_is_named_by_its_option(tmp_path: Path) -> None:
    done = run("import", talk(tmp_path / "talk"), "--language", "nothing")
    assert done.exit_code == 2
    assert "--language: Choose the language" in done.stderr


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = talk(tmp_path / "talk")

    def denied(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", "comments.csv")

    monkeypatch.setattr(Path, "read_bytes", denied)
    done = run("import", folder)
    assert done.exit_code == 2
    assert "comments.csv: Permission denied" in done.stderr


def test_other_files_are_never_buried_by_an_export(tmp_path: Path) -> None:
    (tmp_path / "desires.csv").write_text("mine")
    done = run("export", "-o", tmp_path)
    assert done.exit_code == 2
    assert "holds other files" in done.stderr
    done = run("export", "-o", tmp_path / "desires.csv")
    assert done.exit_code == 2
    assert "is a file" in done.stderr
    assert (tmp_path / "desires.csv").read_text() == "mine"
    for _again in range(2):
        assert run("export", "-o", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["desires.csv", "desires.json"]
    assert not Desire.objects.exists()


@pytest.mark.parametrize("arguments", [["desires", "export", "-o", "out"], ["keep", "--once"]])
def test_a_fellowship_that_was_never_started_is_told_so(tmp_path: Path, arguments: list[str]) -> None:
    said = {**os.environ, "TENFOLD_HOME": str(tmp_path / "home"), "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    done = subprocess.run(
        [sys.executable, "-m", "tenfold", *arguments],
        cwd=tmp_path,
        env=said,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Start it once with “tenfold serve”" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
