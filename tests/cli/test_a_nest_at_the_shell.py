"""``tenfold nest``: a large table of people in, tens up to one top out, in every kind of table; and asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tenfold.cli import main

pa = pytest.importorskip("pyarrow")

from pyarrow import compute as pc  # noqa: E402
from pyarrow import csv, feather, parquet  # noqa: E402

from tenfold.people.tables.verify import verify  # noqa: E402
from tenfold.people.tables.worlds import write_world  # noqa: E402

pytestmark = pytest.mark.slow

ON = "2026-11-21"
PEOPLE = 400


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["nest", *map(str, arguments), "--on", ON, "--workers", "1"])


def read(path: Path):
    readers = {".parquet": parquet.read_table, ".arrow": feather.read_table, ".csv": csv.read_csv}
    return readers[path.suffix](path)


def write(table, path: Path) -> None:
    writers = {".parquet": parquet.write_table, ".csv": csv.write_csv}
    writers[path.suffix](table, path)


def people(room: Path, ending: str = ".parquet") -> Path:
    path = room / f"people{ending}"
    write_world(path, PEOPLE)
    return path


def verdict(table: Path, folder: Path, ending: str):
    return verify(table, folder, ending, on=date.fromisoformat(ON), least=8, most=12, minutes=60)


@pytest.fixture(scope="module")
def formed(tmp_path_factory):
    room = tmp_path_factory.mktemp("nest")
    table = people(room)
    done = run(table, "-o", room / "plan")
    assert done.exit_code == 0, done.output
    return table, room / "plan", done


@pytest.mark.parametrize("ending", [".csv", ".arrow"])
def test_every_kind_of_table_gives_the_same_plan(ending: str, formed, tmp_path: Path):
    done = run(people(tmp_path, ending), "-o", tmp_path / "plan")
    assert done.exit_code == 0, done.output
    ours, theirs = read(tmp_path / "plan" / f"seats{ending}"), read(formed[1] / "seats.parquet")
    assert ours.column("circle").to_pylist() == theirs.column("circle").to_pylist()
    assert [hour or None for hour in ours.column("hour").cast("string").to_pylist()] == theirs.column(
        "hour"
    ).to_pylist()


def test_one_kind_of_table_may_come_in_and_another_go_out(formed, tmp_path: Path):
    done = run(formed[0], "-o", tmp_path / "plan", "--format", "csv")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "plan").iterdir()) == ["circles.csv", "seats.csv"]
    assert verdict(formed[0], tmp_path / "plan", ".csv").broken == {}


def test_a_table_in_several_files_is_read_as_one(formed, tmp_path: Path):
    whole, parts = read(formed[0]), tmp_path / "parts"
    parts.mkdir()
    for number in range(2):
        write(whole.slice(number * PEOPLE // 2, PEOPLE // 2), parts / f"{number}.parquet")
    assert run(parts, "-o", tmp_path / "plan").exit_code == 0
    ours, theirs = read(tmp_path / "plan" / "seats.parquet"), read(formed[1] / "seats.parquet")
    assert ours.column("circle").to_pylist() == theirs.column("circle").to_pylist()


def test_the_plan_is_read_back_and_told(formed):
    _, folder, done = formed
    assert "every rule is kept" in done.output
    seats, circles = read(folder / "seats.parquet"), read(folder / "circles.parquet")
    seated = len(seats) - seats.column("circle").null_count
    assert f"{seated} of {PEOPLE} people have a seat" in done.output
    top = max(circles.column("level").to_pylist())
    assert circles.column("level").to_pylist().count(top) == 1
    unseated = seats.filter(pc.is_null(seats.column("circle")))
    assert unseated.column("reason").null_count == 0


@pytest.mark.parametrize(
    ("column", "rule"),
    [("circle", "size"), ("hour", "hour of a person"), ("delegate", "delegate of another circle")],
)
def test_a_plan_that_breaks_a_rule_is_found_out(column: str, rule: str, formed, tmp_path: Path):
    """Who checks the plan on disk sees a person moved, an hour changed, and a delegate from elsewhere."""
    table, folder, _ = formed
    assert verdict(table, folder, ".parquet").broken == {}
    seats, circles = read(folder / "seats.parquet"), read(folder / "circles.parquet")
    if column == "circle":
        moved = seats.column("circle").to_pylist()
        moved = [0 if c == 1 else c for c in moved]
        seats = seats.set_column(1, "circle", pa.array(moved, pa.int32()))
    else:
        name = "slot_utc" if column == "hour" else "delegate"
        at = circles.schema.get_field_index(name)
        values = circles.column(name).to_pylist()
        first = [p for p, c in enumerate(seats.column("circle").to_pylist()) if c == 1]
        values[0] = (values[0] + 300) % 672 if column == "hour" else first[0]
        circles = circles.set_column(at, name, pa.array(values, circles.schema.field(name).type))
    write(seats, tmp_path / "seats.parquet")
    write(circles, tmp_path / "circles.parquet")
    assert rule in verdict(table, tmp_path, ".parquet").broken


def test_anyone_may_ask_why_they_sit_there(formed):
    table, folder, _ = formed
    seats = read(folder / "seats.parquet")
    row = next(k for k, c in enumerate(seats.column("circle").to_pylist()) if c is not None)
    before = (folder / "seats.parquet").stat().st_mtime_ns
    done = run(table, "-o", folder, "--explain", row)
    assert done.exit_code == 0, done.output
    circle = seats.column("circle")[row].as_py()
    company = seats.column("circle").to_pylist().count(circle) - 1
    assert f"Circle {circle}, with {company} others." in done.output
    assert "Everyone in this circle speaks" in done.output
    assert (folder / "seats.parquet").stat().st_mtime_ns == before


def test_who_has_no_seat_hears_the_reason(tmp_path: Path):
    table = read(people(tmp_path))
    silent = table.schema.get_field_index("languages")
    spoken = [[] if k == 5 else list(words) for k, words in enumerate(table.column("languages").to_pylist())]
    write(table.set_column(silent, "languages", pa.array(spoken)), tmp_path / "people.parquet")
    assert run(tmp_path / "people.parquet", "-o", tmp_path / "plan").exit_code == 0
    done = run(tmp_path / "people.parquet", "-o", tmp_path / "plan", "--explain", 5)
    assert "No seat: no language." in done.output


def test_whoever_is_not_in_the_table_is_not_explained(formed, tmp_path: Path):
    table, folder, _ = formed
    done = run(table, "-o", folder, "--explain", "nobody")
    assert done.exit_code == 2
    assert "“nobody”" in done.output
    done = run(table, "-o", tmp_path / "none", "--explain", 1)
    assert done.exit_code == 2
    assert "no plan" in done.output


def test_a_table_without_hours_is_refused_and_nothing_is_written(tmp_path: Path):
    table = read(people(tmp_path)).drop_columns(["availability"])
    write(table, tmp_path / "people.parquet")
    done = run(tmp_path / "people.parquet", "-o", tmp_path / "plan")
    assert done.exit_code == 2
    assert "availability" in done.output
    assert not (tmp_path / "plan").exists()
