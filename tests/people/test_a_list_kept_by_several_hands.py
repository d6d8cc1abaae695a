"""A real-looking list of 320 people, kept by several hands; it lies beside the checkout and is not part of it."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from tenfold.people.sheet import Sheet, read_people
from tests.people.sheets import ON, named, xlsx_bytes

DATA = Path(os.environ.get("TENFOLD_DATA", Path(__file__).parents[3] / "shared" / "data"))
PATH = DATA / "people" / "by-hand-320.csv"

pytestmark = pytest.mark.skipif(not PATH.exists(), reason=f"the list is not at {PATH}; TENFOLD_DATA says where")

MISTAKES = {
    (76, "Availability"),
    (88, "Availability"),
    (103, "Availability"),
    (121, "Languages"),
    (182, "Age"),
    (198, "Availability"),
    (227, "Not with"),
    (243, "Languages"),
    (258, "Together with"),
    (267, "Time zone"),
    (305, "ID"),
}


def as_workbook(content: bytes) -> bytes:
    """The list as a spreadsheet program would save it: numbers as numbers."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return xlsx_bytes([[float(cell) if cell.isdecimal() else cell for cell in cells] for cells in rows])


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def sheet(request: pytest.FixtureRequest) -> Sheet:
    content = PATH.read_bytes()
    return read_people(content if request.param == "csv" else as_workbook(content), on=ON)


def test_each_real_mistake_is_named_and_nothing_else_is_called_one(sheet: Sheet) -> None:
    assert named(sheet) == MISTAKES


def test_what_was_guessed_is_noted(sheet: Sheet) -> None:
    guessed = {(note.line, note.column) for note in sheet.notes}
    assert (39, "Time zone") in guessed
    assert not guessed & MISTAKES


def test_everybody_else_counts(sheet: Sheet) -> None:
    assert len(sheet.people) == 312
    assert all(person.languages and person.zone and person.hours for person in sheet.people)


def test_words_for_a_reader_are_nothing_to_differ_in(sheet: Sheet) -> None:
    assert sheet.attributes == {"age": "numeric", "Notes": "text"}
