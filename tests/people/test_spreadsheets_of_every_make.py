"""The same list, saved by different programs and kept by different people, says the same."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from tenfold.engine.hours import format_stretches
from tenfold.people.mistakes import SheetError
from tenfold.people.sheet import read_people
from tests.people.sheets import HEADER, ON, RUTH, csv_bytes, read, row, xlsx_bytes

LIST = [
    ("ID", "Name", "Languages", "Time zone", "Availability", "Origin", "Notes"),
    ("1", "Ruth A.", "en; fr", "Europe/London", "Mon, Wed 19:00-21:00; Fri 20-22", "secular", 'says "hello"'),
    ("2", "Hélène, the younger", "fr", "Paris", "Tue 22:30-00:30 | Sun 10-12", "academy", "two\nlines"),
]


def understood(content: bytes) -> list[tuple[object, ...]]:
    sheet = read_people(content, on=ON)
    assert not sheet.mistakes
    return [
        (person.id, person.name, person.languages, person.zone, format_stretches(person.hours), person.origin)
        for person in sheet.people
    ]


EXPECTED = [
    ("1", "Ruth A.", ("en", "fr"), "Europe/London", "Mon 19:00-21:00; Wed 19:00-21:00; Fri 20:00-22:00", "secular"),
    ("2", "Hélène, the younger", ("fr",), "Europe/Paris", "Tue 22:30-00:30; Sun 10:00-12:00", "academy"),
]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separator_encoding_and_line_ends_do_not_matter(separator: str, encoding: str, end: str) -> None:
    assert understood(csv_bytes(LIST, separator=separator, encoding=encoding, end=end)) == EXPECTED


def test_an_excel_workbook_says_the_same() -> None:
    assert understood(xlsx_bytes(LIST)) == EXPECTED


def test_excels_hint_at_the_separator_and_empty_rows_are_passed_over() -> None:
    content = b"sep=;\n" + csv_bytes(LIST, separator=";") + b";;;;;;\n\n"
    assert understood(content) == EXPECTED


@pytest.mark.parametrize(
    ("encoding", "header", "name"),
    [
        ("cp1255", "מספר;שם;שפות;אזור זמן;זמינות", "שלמה"),
        ("cp1251", "номер;имя;языки;часовой пояс;время", "Ольга"),
    ],
)
def test_lists_of_old_windows_programs_are_read_and_that_is_said(encoding: str, header: str, name: str) -> None:
    content = f"{header}\n7;{name};he;Israel;Mon 19-21\n".encode(encoding)
    sheet = read_people(content, on=ON)
    assert [person.name for person in sheet.people] == [name]
    assert "UTF-8" in str(sheet.remarks[0])


@pytest.mark.parametrize(
    "header",
    [
        "id,name,languages,timezone,availability",
        "No.,Full Name,Language(s),TZ,When",
        "מספר,שם מלא,שפות,אזור זמן,שעות",
        "№,ФИО,Языки,Часовой пояс,Доступность",
        "numéro,nom,langues,fuseau horaire,disponibilités",
        "Nr,Vorname,Sprachen,Zeitzone,Verfügbarkeit",
        "número,nombre,idiomas,zona horaria,disponibilidad",
        "ID,Name,Languages,Timezone,Avialability",
    ],
)
def test_columns_may_be_called_in_many_ways(header: str) -> None:
    sheet = read_people(f"{header}\n7,Noa,he,Israel,Mon 19-21\n".encode(), on=ON)
    assert [(person.id, person.name, person.zone) for person in sheet.people] == [("7", "Noa", "Asia/Jerusalem")]


def test_columns_may_stand_in_any_order_and_a_column_per_weekday_is_fine() -> None:
    content = b"Sunday,Monday,zone,first name,last name,languages\n10-12,,Israel,Noa,B.,he\n,19-21,Israel,Gad,C.,he\n"
    noa, gad = read_people(content, on=ON).people
    assert (noa.id, noa.name, format_stretches(noa.hours)) == ("2", "Noa B.", "Sun 10:00-12:00")
    assert format_stretches(gad.hours) == "Mon 19:00-21:00"


def test_cells_of_a_workbook_keep_what_they_show() -> None:
    rows = [
        (*LIST[0][:5], "Age", "Since", "Meets"),
        (1001.0, "Ruth", "en", "GB", "Mon 19-21", 47.0, datetime.combine(date(2024, 3, 1), time()), time(19, 30)),
    ]
    (ruth,) = read_people(xlsx_bytes(rows), on=ON).people
    assert ruth.id == "1001"
    assert ruth.attributes == {"age": "47", "Since": "2024-03-01", "Meets": "19:30"}


def test_titles_above_headers_between_and_totals_below_are_passed_over() -> None:
    rows = [("Our list, spring",), HEADER, RUTH, HEADER, row(id="2"), ("Total", "2"), ("kept by Miriam",)]
    sheet = read_people(csv_bytes(rows), on=ON)
    assert [person.id for person in sheet.people] == ["1", "2"]
    assert not sheet.mistakes
    assert [note.line for note in sheet.notes] == [4, 6, 7]


def test_further_columns_are_attributes_and_their_kind_is_seen() -> None:
    rows = [
        (*HEADER, "Children", "Home", "Notes"),
        *((*row(id=str(n)), str(n % 4), ("city", "village")[n % 2], "new") for n in range(1, 9)),
    ]
    sheet = read_people(csv_bytes(rows), on=ON)
    assert sheet.attributes == {"age": "numeric", "Children": "numeric", "Home": "nominal", "Notes": "text"}
    assert sheet.people[0].attributes["Home"] == "village"


def test_swapped_cells_are_read_as_meant_and_noted() -> None:
    sheet = read(row(languages="Europe/London", timezone="en, fr"))
    assert (sheet.people[0].languages, sheet.people[0].zone) == (("en", "fr"), "Europe/London")
    assert len(sheet.notes) == 1


def test_people_may_be_named_instead_of_numbered_in_wishes() -> None:
    sheet = read(row(), row(id="2", name="Noa B.", together="Ruth A."), row(id="3", name="Gad", apart="1 2"))
    assert sheet.people[1].together == ("1",)
    assert sheet.people[2].apart == ("1", "2")
    assert not sheet.mistakes


def test_a_quotation_mark_left_open_costs_one_row_at_most() -> None:
    content = csv_bytes([HEADER, RUTH]) + b'2,"Noa,en,Europe/London,Mon 19-21,UK,33,,\n3,Gad,en,GB,Mon 19-21,UK,33,,\n'
    sheet = read_people(content, on=ON)
    assert [person.id for person in sheet.people] == ["1", "2", "3"]
    assert [note.line for note in sheet.notes] == [3]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"Ruth;en\n", "No row names the columns"),
        (b"id,name,languages,timezone\n1,Ruth,en,GB\n", "availability"),
        (b"\xd0\xcf\x11\xe0old", ".xlsx"),
        (b"PK\x03\x04not a workbook", ".xlsx"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(content: bytes, word: str) -> None:
    with pytest.raises(SheetError) as refused:
        read_people(content, on=ON)
    assert word in str(refused.value)


def test_a_path_works_as_well_as_bytes(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(csv_bytes(LIST))
    assert len(read_people(path, on=ON).people) == 2
