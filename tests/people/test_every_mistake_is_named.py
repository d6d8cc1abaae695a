"""A list with twenty and more kinds of mistakes: each is named on its line and column, everybody else counts."""

from __future__ import annotations

import pytest

from tenfold.people.sheet import Sheet, read_people
from tests.people.sheets import HEADER, ON, csv_bytes, named, read, row

ROWS = [
    (row(id="1"), None),
    (row(id="2", languages=""), "languages"),
    (row(id="3", languages="Klingonese"), "languages"),
    (row(id="4", languages="UA"), "languages"),
    (row(id="5", timezone="", country="USA"), "timezone"),
    (row(id="6", timezone="Jerusalm"), "timezone"),
    (row(id="7", timezone="IST", country=""), "timezone"),
    (row(id="8", availability=""), "availability"),
    (row(id="9", availability="evenings"), "availability"),
    (row(id="10", availability="19:00-21:00"), "availability"),
    (row(id="11", availability="Mon 25:00-26:00"), "availability"),
    (row(id="12", availability="Tue 21:00-19:00"), "availability"),
    (row(id="13", availability="Mon 20:00"), "availability"),
    (row(id="14", availability="Mon 19-21, if the moon is full"), "availability"),
    (row(id="15", availability="2025-03-01"), "availability"),
    (row(id="1", name="Somebody else"), "id"),
    (("18", "Too many", "en", "GB", "Mon 19-21", "UK", "33", "", "", "more", "cells"), ""),
]
"""Rows that cannot count, with the column of their mistake; the first is sound."""

CELLS = [
    (row(id="101", age="forty"), "age"),
    (row(id="102", age="-5"), "age"),
    (row(id="103", age="400"), "age"),
    (row(id="104", country="Atlantis"), "country"),
    (row(id="105", together="99999"), "together"),
    (row(id="106", apart="99999"), "apart"),
    (row(id="107", together="107"), "together"),
    (row(id="108", together="101", apart="101"), "together"),
    (row(id="109", languages="en; Klingonese"), "languages"),
    (row(id="110", availability="Mon 19-21 | Tue 25:00-26:00"), "availability"),
    (row(id="111", age="#REF!"), "age"),
]
"""Rows that count without one cell."""


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return read(*(cells for cells, _column in (*ROWS, *CELLS)))


def test_each_mistake_stands_on_its_line_and_column_and_nothing_else_is_called_one(sheet: Sheet) -> None:
    expected = {(line, column) for line, (_cells, column) in enumerate((*ROWS, *CELLS), 2) if column is not None}
    assert named(sheet) == expected


def test_every_mistake_says_what_to_write_instead(sheet: Sheet) -> None:
    for mistake in sheet.mistakes:
        assert len(str(mistake.problem)) > 10
        assert len(str(mistake.remedy)) > 10
        assert "{" not in f"{mistake.problem}{mistake.remedy}"


def test_only_rows_without_language_zone_hours_or_own_number_are_lost(sheet: Sheet) -> None:
    assert [person.id for person in sheet.people] == ["1", *(cells[0] for cells, _column in CELLS)]
    assert sheet.lost_lines == tuple(range(3, 2 + len(ROWS)))


def test_what_is_left_out_of_a_row_that_counts_is_only_the_mistake(sheet: Sheet) -> None:
    people = {person.id: person for person in sheet.people}
    assert "age" not in people["101"].attributes
    assert people["105"].together == ()
    assert people["108"].together == people["108"].apart == ()
    assert people["109"].languages == ("en",)
    assert len(people["110"].hours) == 1


def test_a_repeated_number_is_guessed_from_its_place_and_from_who_asks_for_it() -> None:
    sheet = read(
        row(id="11"), row(id="12"), row(id="13"), row(id="11", name="Noa"), row(id="15", apart="14"), row(id="16")
    )
    repeated, unknown = sheet.mistakes
    assert (repeated.line, repeated.column) == (5, "id")
    assert "14" in str(repeated.remedy)
    assert (unknown.line, unknown.column) == (6, "apart")
    assert "line 5" in str(unknown.remedy)


def test_the_same_person_twice_is_told_from_a_wrong_number() -> None:
    sheet = read(row(), row())
    assert "same person" in str(sheet.mistakes[0].remedy)


def test_a_wish_for_somebody_whose_row_is_lost_is_noted() -> None:
    sheet = read(row(), row(id="2", languages=""), row(id="3", together="2"))
    assert [mistake.line for mistake in sheet.mistakes] == [3]
    assert [note.line for note in sheet.notes] == [4]


def test_nobody_is_held_by_a_wish_against_their_own() -> None:
    sheet = read(row(together="2"), row(id="2", name="Noa", apart="1"))
    assert named(sheet) == {(2, "together")}
    ruth, noa = sheet.people
    assert (ruth.together, noa.apart) == ((), ("1",))


def test_a_word_in_a_column_of_numbers_is_a_mistake_of_that_cell() -> None:
    rows = [(*HEADER, "Children"), *((*row(id=str(n)), str(n)) for n in range(1, 9)), (*row(id="9"), "many")]
    sheet = read_people(csv_bytes(rows), on=ON)
    assert named(sheet) == {(10, "Children")}
    assert len(sheet.people) == 9


def test_several_people_of_one_name_cannot_be_wished_for_by_name() -> None:
    sheet = read(row(), row(id="2"), row(id="3", name="Noa", together="Ruth A."))
    assert named(sheet) == {(4, "together")}
    assert "1, 2" in str(sheet.mistakes[0].remedy)
