"""A plan is written so that people can read it, other programs can use it, and nothing in a name does harm."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils import translation
from icalendar import Calendar

from tenfold.engine.formation import Reason, Size, form, nest
from tenfold.engine.hours import parse_stretches
from tenfold.people.folder import OccupiedError
from tenfold.people.matching import Options, problem_of
from tenfold.people.mistakes import SheetError
from tenfold.people.outcome import Outcome, outcome_of
from tenfold.people.person import Person
from tenfold.people.report import CALENDARS, REPORT, TENS, read_previous, report_html, summary, tens_csv, write_plan
from tenfold.people.words import hour_text, isolate, language_name

ON = date(2025, 2, 3)
SCRIPT = "<script>alert('Mallory')</script>"
FORMULA = '=HYPERLINK("http://example.org")'


def person(number: int, **known: object) -> Person:
    """One of many: every second lives in New York and is free when Berlin is."""
    berlin = number % 2 == 0
    usual: dict[str, object] = {
        "id": str(number),
        "name": f"Person {number}",
        "languages": ("en", "de") if berlin else ("en",),
        "zone": "Europe/Berlin" if berlin else "America/New_York",
        "hours": parse_stretches("Thu 18:00-22:00" if berlin else "Thu 12:00-16:00"),
        "origin": ("academy", "village", "secular")[number % 3],
        "attributes": {"age": str(30 + number)},
    }
    return Person(**{**usual, **known})  # type: ignore[arg-type]


def outcome(*extra: Person) -> Outcome:
    people = [*(person(number) for number in range(16)), *extra]
    problem, index = problem_of(people, options=Options(Size(6, 8, 10)), on=ON)
    plan = form(problem)
    return outcome_of(problem, plan, nest(problem, plan), index)


@pytest.fixture(scope="module")
def plan() -> Outcome:
    """Sixteen who can meet, one who never can, one who means harm."""
    alone = person(16, name="Айгуль Л.", languages=("kk",), zone="Asia/Almaty")
    return outcome(alone, person(17, name=SCRIPT, gift=SCRIPT), person(18, name=FORMULA, id="-18"))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_one_row_a_person_with_the_hour_on_their_own_clock(plan: Outcome) -> None:
    rows = {row["id"]: row for row in rows_of(tens_csv(plan))}
    assert len(rows) == 19
    assert rows["0"]["hour"].startswith("Thursday 1") or rows["0"]["hour"].startswith("Thursday 2")
    berlin, new_york = (int(rows[who]["hour"].split()[1][:2]) for who in ("0", "1"))
    assert {row["circle"] for row in rows.values()} == {"", "1", "2"}
    if rows["0"]["circle"] == rows["1"]["circle"]:
        assert berlin - new_york == 6
    assert sum(row["delegate"] == "yes" for row in rows.values()) == 2
    assert rows["16"]["circle"] == ""
    assert "Kazakh" in rows["16"]["reason"]


def test_no_cell_of_the_table_is_taken_for_a_formula(plan: Outcome) -> None:
    cells = [cell for row in rows_of(tens_csv(plan)) for cell in row.values()]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_former_table_is_read_back_by_id(plan: Outcome, tmp_path: Path) -> None:
    write_plan(tmp_path / "plan", plan)
    previous = read_previous(tmp_path / "plan" / TENS)
    circles = {plan.index.people[n].id: str(c + 1) for n, c in enumerate(plan.plan.circle.tolist()) if c >= 0}
    assert previous == circles
    assert "-18" in previous


def test_a_table_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SheetError, match="circle"):
        read_previous(path)


class Tags(HTMLParser):
    """Counts the tags of a page, and what they refer to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_the_page_stands_alone_and_takes_nothing_in_a_name_for_markup(plan: Outcome) -> None:
    page = report_html(plan)
    read = Tags(page)
    assert "script" not in read.tags
    assert "&lt;script&gt;" in page
    assert all(link.startswith("#") for link in read.links)
    assert "http" not in page.replace(FORMULA.replace('"', "&quot;"), "")


def test_the_page_says_who_where_and_why(plan: Outcome) -> None:
    page = report_html(plan)
    for words in (*summary(plan), "Айгуль Л.", "Everyone in this circle speaks English.", "Why this seat", "<svg"):
        assert words in page


@pytest.mark.parametrize(("language", "direction", "day"), [("en", "ltr", "Thursday"), ("he", "rtl", "יום חמישי")])
def test_the_page_is_in_the_readers_language_and_direction(
    plan: Outcome, language: str, direction: str, day: str
) -> None:
    with translation.override(language):
        page = report_html(plan)
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert day in page


def test_names_and_times_keep_their_direction_in_a_sentence() -> None:
    with translation.override("he"):
        text = hour_text(3 * 96 + 72, 6, "Europe/Berlin", ON)
        assert text == f"יום חמישי {isolate('19:00–20:30')}"
        assert language_name("ru") == "רוסית"


def test_a_calendar_keeps_the_hour_on_one_clock_through_clock_changes(plan: Outcome, tmp_path: Path) -> None:
    write_plan(tmp_path / "plan", plan)
    files = sorted((tmp_path / "plan" / CALENDARS).iterdir())
    assert len(files) == len(plan.circles)
    for circle, path in zip(plan.circles, files, strict=True):
        calendar = Calendar.from_ical(path.read_bytes())
        (event,) = calendar.events
        assert [str(zone["TZID"]) for zone in calendar.timezones] == [circle.anchor]
        assert event["RRULE"]["FREQ"] == ["WEEKLY"]
        start = event["DTSTART"].dt
        assert start.date() >= ON
        slots = (start.astimezone(UTC) - datetime.combine(ON, datetime.min.time(), UTC)) // timedelta(minutes=15)
        assert slots % 672 == circle.start
        summer = start + timedelta(weeks=20)
        assert summer.hour == start.hour
        assert summer.utcoffset() - start.utcoffset() == timedelta(hours=1)


def test_names_in_any_script_reach_the_calendar(plan: Outcome, tmp_path: Path) -> None:
    renamed = tuple(replace(one, name=f"Ольга שׁ {one.id}") for one in plan.index.people)
    write_plan(tmp_path / "plan", replace(plan, index=replace(plan.index, people=renamed)))
    first = next((tmp_path / "plan" / CALENDARS).iterdir())
    (event,) = Calendar.from_ical(first.read_bytes()).events
    assert "Ольга שׁ" in event["DESCRIPTION"]


def test_the_same_plan_is_written_the_same(plan: Outcome, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_plan(tmp_path / name, plan)
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(files) == 2 + len(plan.circles)
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_a_former_plan_is_replaced_whole_and_anything_else_is_left_alone(plan: Outcome, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    write_plan(folder, plan)
    write_plan(folder, plan)
    assert {path.name for path in folder.iterdir()} == {TENS, REPORT, CALENDARS}
    (folder / "diary.txt").write_text("mine")
    with pytest.raises(OccupiedError):
        write_plan(folder, plan)
    assert (folder / "diary.txt").read_text() == "mine"


def test_a_plan_that_fails_half_way_leaves_nothing_behind(
    plan: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_outcome: Outcome) -> str:
        raise OSError("the disk is full")

    write_plan(tmp_path / "plan", plan)
    before = (tmp_path / "plan" / TENS).read_bytes()
    monkeypatch.setattr("tenfold.people.report.report_html", fail)
    with pytest.raises(OSError, match="full"):
        write_plan(tmp_path / "plan", plan)
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]
    assert (tmp_path / "plan" / TENS).read_bytes() == before


def test_when_nobody_can_meet_the_page_still_says_why() -> None:
    people = [person(1, languages=("en",)), person(2, languages=("fr",))]
    problem, index = problem_of(people, options=Options(), on=ON)
    plan = form(problem)
    nobody = outcome_of(problem, plan, nest(problem, plan), index)
    assert [one.reason for one in nobody.unplaced] == [Reason.ALONE] * 2
    assert "French" in report_html(nobody)
    assert len(rows_of(tens_csv(nobody))) == 2
