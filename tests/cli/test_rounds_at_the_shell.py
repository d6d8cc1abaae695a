"""``tenfold rotate``: a list of guests in, the table of each in every round out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenfold.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["rotate", *map(str, arguments)])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def meet(seated: list[dict[str, str]], one: str, other: str) -> int:
    by_name = {row["name"] or row["id"]: row for row in seated}
    rounds = [key for key in seated[0] if key.startswith("round ")]
    return sum(by_name[one][key] == by_name[other][key] != "" for key in rounds)


def guests(path: Path, header: str, lines: list[str]) -> Path:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def test_a_number_of_people_is_enough():
    done = run(120, "--tables", 12, "--rounds", 5)
    assert done.exit_code == 0, done.output
    assert "Nobody meets anybody twice." in done.stderr
    seated = rows(done.stdout)
    assert len(seated) == 120
    assert set(seated[0]) == {"id", "name", *(f"round {r}" for r in range(1, 6))}
    assert {row["round 3"] for row in seated} == {str(table) for table in range(1, 13)}


def test_a_list_of_names_is_enough_and_wishes_and_absences_count(tmp_path: Path):
    lines = [f"Guest {k},," for k in range(1, 25)]
    lines[0], lines[1] = "Ruth,,Dov", "Dov,1-2; 4,"
    people = guests(tmp_path / "guests.csv", "name,rounds,apart", lines)
    out = tmp_path / "rounds.csv"
    done = run(people, "--tables", 6, "--rounds", 4, "-o", out)
    assert done.exit_code == 0, done.output
    seated = rows(out.read_text("utf-8"))
    assert seated[1]["name"] == "Dov"
    assert [bool(seated[1][f"round {r}"]) for r in range(1, 5)] == [True, True, False, True]
    assert meet(seated, "Ruth", "Dov") == 0


def test_who_met_in_rounds_of_before_does_not_meet_again(tmp_path: Path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    assert run(25, "--tables", 5, "--rounds", 3, "-o", first).exit_code == 0
    done = run(25, "--tables", 5, "--rounds", 2, "--met", first, "-o", second)
    assert done.exit_code == 0, done.output
    before, after = rows(first.read_text("utf-8")), rows(second.read_text("utf-8"))
    again = [
        (a["id"], b["id"])
        for k, a in enumerate(after)
        for b in after[:k]
        if meet(after, a["id"], b["id"]) and meet(before, a["id"], b["id"])
    ]
    assert again == []


@pytest.mark.slow
def test_a_table_shares_a_language_and_friends_stay_together(tmp_path: Path):
    lines = [f"Guest {k},{'en' if k < 12 else 'ru'}," for k in range(24)]
    lines[3], lines[4] = "Noa,en,Ben", "Ben,en,"
    people = guests(tmp_path / "guests.csv", "name,languages,together", lines)
    done = run(people, "--tables", 6, "--rounds", 3, "--time-limit", 3)
    assert done.exit_code == 0, done.output
    seated = rows(done.stdout)
    assert meet(seated, "Noa", "Ben") == 3
    for r in range(1, 4):
        english = {row[f"round {r}"] for row in seated[:12]} - {""}
        assert not english & {row[f"round {r}"] for row in seated[12:]}


@pytest.mark.parametrize(
    ("lines", "told"),
    [(["Ruth,first"], "does not name rounds"), ([], "nobody in this list")],
)
def test_what_cannot_be_understood_is_told(tmp_path: Path, lines: list[str], told: str):
    people = guests(tmp_path / "guests.csv", "name,rounds", lines)
    done = run(people, "--rounds", 2)
    assert done.exit_code == 2
    assert told in done.stderr
