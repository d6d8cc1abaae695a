"""A steward at the shell: from a list to a plan, told what is wrong, and never left with half of anything."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenfold.cli import main
from tests.people.sheets import HEADER, csv_bytes, row, xlsx_bytes

SMALL = ["--size", "4", "--min", "3", "--on", "2025-06-01"]
SOUND = [row(id=str(number), name=f"Person {number}") for number in range(1, 9)]
BAD = row(id="9", languages="Klingonese")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(tmp_path)
    return CliRunner()


def form(shell: CliRunner, rows: list[tuple[str, ...]], *options: str) -> Result:
    Path("people.csv").write_bytes(csv_bytes([HEADER, *rows]))
    return shell.invoke(main, ["form", "people.csv", "-o", "plan", *SMALL, *options])


def table(folder: str = "plan") -> dict[str, dict[str, str]]:
    with Path(folder, "tens.csv").open(encoding="utf-8-sig", newline="") as file:
        return {line["id"]: line for line in csv.DictReader(file)}


def test_a_list_becomes_a_folder_with_a_plan(shell: CliRunner) -> None:
    done = form(shell, SOUND)
    assert done.exit_code == 0, done.output
    assert "8 of 8 have a seat, in 2 circles." in done.stdout
    assert sorted(path.name for path in Path("plan").iterdir()) == ["calendars", "report.html", "tens.csv"]
    assert {line["circle"] for line in table().values()} == {"1", "2"}


def test_a_mistake_stops_everything_and_says_how_to_go_on(shell: CliRunner) -> None:
    stopped = form(shell, [*SOUND, BAD])
    assert stopped.exit_code == 2
    assert "line 10, column “languages”: “Klingonese”" in stopped.stderr
    assert "--skip-bad-rows" in stopped.stderr
    assert not Path("plan").exists()


def test_bad_rows_can_be_skipped(shell: CliRunner) -> None:
    done = form(shell, [*SOUND, BAD], "--skip-bad-rows")
    assert done.exit_code == 0, done.output
    assert "Klingonese" in done.stderr
    assert len(table()) == 8


def test_whoever_has_no_seat_is_told_why_and_what_would_help(shell: CliRunner) -> None:
    done = form(shell, [*SOUND, row(id="9", name="Noa", languages="he")])
    assert done.exit_code == 0
    assert "1 person has no seat so far." in done.stdout
    assert "9 Noa: Too few people who speak Hebrew" in done.stdout
    assert "What would help" in done.stdout
    assert "Hebrew" in table()["9"]["reason"]


def test_a_workbook_works_as_well(shell: CliRunner) -> None:
    Path("people.xlsx").write_bytes(xlsx_bytes([HEADER, *SOUND]))
    done = shell.invoke(main, ["form", "people.xlsx", "-o", "plan", *SMALL])
    assert done.exit_code == 0, done.output
    assert len(table()) == 8


def test_a_former_plan_is_kept_as_far_as_can_be(shell: CliRunner) -> None:
    form(shell, SOUND, "--seed", "5")
    before = {id_: line["circle"] for id_, line in table().items()}
    done = form(shell, [*SOUND, row(id="9", name="New")], "--keep", "plan/tens.csv", "--weights", "kept=10")
    assert done.exit_code == 0, done.output
    after = {id_: line["circle"] for id_, line in table().items()}
    together = {frozenset((a, b)) for a in before for b in before if before[a] == before[b]}
    assert together <= {frozenset((a, b)) for a in after for b in after if after[a] == after[b]}


def test_the_same_seed_gives_the_same_plan(shell: CliRunner) -> None:
    form(shell, SOUND, "--seed", "7")
    first = table()
    form(shell, SOUND, "--seed", "7")
    assert table() == first


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--min", "9"], "--min"),
        (["--weights", "ties=much"], "ties=much"),
        (["--weights", "hat=2"], "hat"),
        (["--separate-by", "hat"], "hat"),
        (["--keep", "people.csv"], "tens.csv"),
        (["--keep", "nowhere.csv"], "nowhere.csv"),
        (["--on", "yesterday"], "yesterday"),
    ],
)
def test_an_option_that_makes_no_sense_is_named(shell: CliRunner, options: list[str], word: str) -> None:
    refused = form(shell, SOUND, *options)
    assert refused.exit_code == 2
    assert word in refused.stderr
    assert "Traceback" not in refused.output
    assert not Path("plan").exists()


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "empty"), (b"id,name\n1,Ruth\n", "languages"), (csv_bytes([HEADER]), "nobody"), (b"PK\x03\x04", "xlsx")],
)
def test_a_file_that_is_no_list_is_refused_in_words(shell: CliRunner, content: bytes, word: str) -> None:
    Path("people.csv").write_bytes(content)
    refused = shell.invoke(main, ["form", "people.csv", "-o", "plan"])
    assert refused.exit_code == 2
    assert word in refused.stderr


def test_a_folder_with_other_files_is_left_alone(shell: CliRunner) -> None:
    Path("plan").mkdir()
    Path("plan/diary.txt").write_text("mine")
    refused = form(shell, SOUND)
    assert refused.exit_code == 2
    assert "holds other files" in refused.stderr
    assert [path.name for path in Path("plan").iterdir()] == ["diary.txt"]


def test_the_report_speaks_the_language_asked_for(shell: CliRunner) -> None:
    done = form(shell, SOUND, "--language", "he")
    assert done.exit_code == 0
    assert '<html lang="he" dir="rtl">' in Path("plan/report.html").read_text("utf-8")


def test_ctrl_c_takes_the_best_plan_so_far(shell: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import signal

    import tenfold.cli.steps as steps

    engine, asked = steps.form, []

    def interrupted(problem, *, seed, time_limit, progress):
        os.kill(os.getpid(), signal.SIGINT)
        asked.append(progress(0.5, "improve"))
        return engine(problem, seed=seed, time_limit=time_limit, progress=progress)

    monkeypatch.setattr(steps, "form", interrupted)
    done = form(shell, SOUND)
    assert asked == [True]
    assert done.exit_code == 0, done.output
    assert len(table()) == 8


def test_a_second_ctrl_c_stops_without_a_plan(shell: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import signal

    import tenfold.cli.steps as steps

    def interrupted(*_problem, **_options):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(steps, "form", interrupted)
    stopped = form(shell, SOUND)
    assert stopped.exit_code == 3
    assert not Path("plan").exists()


def test_invented_people_can_be_formed(shell: CliRunner) -> None:
    listed = shell.invoke(main, ["world", "-n", "200", "--seed", "2"])
    assert listed.exit_code == 0
    Path("people.csv").write_text(listed.stdout, "utf-8")
    done = shell.invoke(main, ["form", "people.csv", "-o", "plan", "--on", "2025-06-01"])
    assert done.exit_code == 0, done.output
    assert "mistake" not in done.stderr
    rows = table()
    assert len(rows) == 200
    assert all(line["circle"] or line["reason"] for line in rows.values())
