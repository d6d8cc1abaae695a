"""docs/spreadsheet.md says what is so: its example reads without a mistake, its words are understood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tenfold.people.availability import read_hours
from tenfold.people.headers import HEADERS, Family, family_of
from tenfold.people.matching import TERMS
from tenfold.people.report import HEADER
from tenfold.people.sheet import read_people
from tests.people.sheets import ON

GUIDE = (Path(__file__).parents[2] / "docs" / "spreadsheet.md").read_text("utf-8")
EXAMPLE = re.search(r"```csv\n(.*?)```", GUIDE, re.DOTALL)
COLUMNS = re.findall(r"^\| `([a-z]+)` \| (.*?) \|", GUIDE.split("## What may stand")[0], re.MULTILINE)


def test_the_example_reads_without_a_mistake() -> None:
    assert EXAMPLE
    sheet = read_people(EXAMPLE[1].encode(), on=ON)
    assert not sheet.mistakes
    assert [len(person.hours) for person in sheet.people] == [2, 5, 5, 4, 6]
    assert sheet.people[0].together == ("2",)


@pytest.mark.parametrize("family", HEADERS)
def test_every_kind_of_column_is_documented(family: Family) -> None:
    assert f"`{family}`" in GUIDE


@pytest.mark.parametrize(("column", "others"), COLUMNS)
def test_every_name_given_for_a_column_is_known(column: str, others: str) -> None:
    for name in (column, *filter(None, others.split(", "))):
        assert family_of(name) == column


def test_every_way_to_write_hours_is_understood() -> None:
    section = GUIDE.split("| written | understood as |")[1].split("\n\n")[0]
    cells = [line.split(" | ")[0] for line in section.replace("\\|", "¦").splitlines() if line.startswith("| `")]
    written = [text.replace("¦", "|") for cell in cells for text in re.findall(r"`(.+?)`", cell)]
    assert len(written) > 15
    for text in written:
        if re.search(r"\d", text):
            assert not read_hours(text).troubles, text


def test_all_weights_and_columns_of_the_plan_are_named() -> None:
    for name in (*TERMS, *HEADER):
        assert name in GUIDE
