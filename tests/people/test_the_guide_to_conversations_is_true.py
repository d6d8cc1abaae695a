"""What docs/unite.md says can be done word by word, and every column that is written stands in it."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tenfold.cli import main
from tests.people.talks import talk

GUIDE = (Path(__file__).parents[2] / "docs" / "unite.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the files are that the guide speaks of."""
    talk(tmp_path / "export", people=120)
    (tmp_path / "votes.csv").write_bytes((tmp_path / "export" / "votes.csv").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_its_commands_run_one_after_the_other(here: Path) -> None:
    commands = [shlex.split(line) for block in blocks("console") for line in block.splitlines()]
    assert len(commands) == 2
    for command in commands:
        assert command[0] == "tenfold"
        done = CliRunner().invoke(main, command[1:])
        assert done.exit_code == 0, done.output
    assert 'lang="he"' in (here / "report" / "report.html").read_text("utf-8")


def test_its_table_can_be_read(here: Path) -> None:
    (here / "own").mkdir()
    (here / "own" / "own.csv").write_text(blocks("csv")[0], "utf-8")
    done = CliRunner().invoke(main, ["unite", "own", "-o", "report"])
    assert done.exit_code == 0, done.output


@pytest.mark.slow
def test_its_programs_run(here: Path) -> None:
    library, crowd, shards = blocks("python")
    (here / "my_house").mkdir()
    (here / "my_house" / "shards.py").write_text(shards, "utf-8")
    for name, program in (("library.py", library), ("crowd.py", crowd)):
        (here / name).write_text(program, "utf-8")
        done = subprocess.run([sys.executable, name], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_every_column_and_field_is_explained(here: Path) -> None:
    done = CliRunner().invoke(main, ["unite", "export", "-o", "report", "--people"])
    assert done.exit_code == 0, done.output
    for name in ("statements.csv", "people.csv"):
        with (here / "report" / name).open(encoding="utf-8-sig", newline="") as file:
            head = next(csv.reader(file))
        assert [
            column for column in head if len(column) > 1 and column[:2] != "B " and f"`{column}`" not in GUIDE
        ] == []
    told = json.loads((here / "report" / "conversation.json").read_text("utf-8"))
    fields = {*told, *told["sides"][0], *told["reliability"]} - {"made_by", "map", "name"}
    assert [field for field in fields if f"`{field}`" not in GUIDE] == []
