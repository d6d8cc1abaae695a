"""The files of a conversation are understood in every form they come in, and each mistake is named by its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tenfold.people.conversations import Conversation, read_conversation
from tenfold.people.mistakes import SheetError
from tests.people.talks import HARM, talk, write

LONG = ("person", "statement", "response", "time")


def answers(found: Conversation) -> set[tuple[str, str, int]]:
    r = found.responses
    return {
        (found.people[i].removeprefix("p"), found.statements[j].id, v)
        for i, j, v in zip(r.person.tolist(), r.desire.tolist(), r.value.tolist(), strict=True)
    }


def test_all_three_forms_say_the_same(tmp_path: Path) -> None:
    polis, matrix, ours = (read_conversation(talk(tmp_path / form, form=form)) for form in ("polis", "matrix", "ours"))
    assert answers(polis) == answers(matrix) == answers(ours)
    assert polis.title == matrix.title == "The old well"
    assert (
        [s.rejected for s in polis.statements] == [s.rejected for s in ours.statements] == [j == 5 for j in range(12)]
    )
    assert polis.statements[3].text == ours.statements[3].text == HARM
    assert polis.silent == 1
    assert polis.timed and ours.timed and not matrix.timed
    assert matrix.groups is not None
    assert matrix.groups.tolist() == [i % 2 for i in range(60)]
    assert ours.period()[0].year == 2025  # type: ignore[index]


def test_the_file_of_responses_is_enough(tmp_path: Path) -> None:
    folder = talk(tmp_path / "talk")
    assert answers(read_conversation(folder / "votes.csv")) == answers(read_conversation(folder))


def test_agreement_written_as_minus_one_is_seen_from_the_counts(tmp_path: Path) -> None:
    straight, turned = (read_conversation(talk(tmp_path / f"{sign}", sign=sign)) for sign in (1, -1))
    assert answers(straight) == answers(turned)
    assert not straight.remarks
    assert "-1 means agreement" in str(turned.remarks[0])


def test_where_the_words_are_not_known_it_is_said(tmp_path: Path) -> None:
    read = read_conversation(write(tmp_path / "votes.csv", [LONG, ("a", 1, 1, 1)]))
    assert "shown by number" in str(read.remarks[0])


def test_the_last_response_counts(tmp_path: Path) -> None:
    rows = [LONG, ("a", 1, 1, 30), ("a", 1, -1, 20), ("b", 1, 0, 10)]
    found = read_conversation(write(tmp_path / "talk.csv", rows))
    assert answers(found) == {("a", "1", 1), ("b", "1", 0)}
    assert found.replaced == 1


def test_every_mistake_is_named_by_line_and_column(tmp_path: Path) -> None:
    rows = [LONG, ("a", 1, 2, 5), ("a", 1, 1, 5), ("", 1, 1, 5), ("b", 1, 1, "soon"), ("b", 1), ("c", 2, -1, 6)]
    found = read_conversation(write(tmp_path / "talk.csv", rows))
    assert [(m.line, m.column) for _name, m in found.mistakes] == [(2, "response"), (4, "person"), (5, "time"), (6, "")]
    assert answers(found) == {("a", "1", 1), ("c", "2", -1)}


def test_mistakes_in_a_matrix_too(tmp_path: Path) -> None:
    rows = [("participant", "0", "1"), (1, 1, "x"), (2, "", 0), (1, 1, 1)]
    found = read_conversation(write(tmp_path / "participants-votes.csv", rows))
    assert [(m.line, m.column, m.value) for _name, m in found.mistakes] == [(2, "1", "x"), (4, "participant", "1")]


def test_lines_are_counted_across_a_cell_of_several_lines(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('person,statement,response\n"a\nb",1,1\nc,1,7\n', "utf-8")
    found = read_conversation(tmp_path / "t.csv")
    assert [m.line for _name, m in found.mistakes] == [4]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no responses. Needed"),
        (b"\n\n", "holds no responses. Needed"),
        (b"name,age\nRuth,3\n", "holds no responses. The columns there: name, age. Needed"),
        (b"<!doctype html><html></html>", "holds no responses"),
        ("person,statement,response\na,1,1".encode("utf-32"), "is not a text file"),
        (bytes(range(256)), "is not a text file"),
        (b"person,statement,response,vote,response\na,1,1,1,1\n", "several columns “response”"),
        (b"participant,0,1,0\na,1,1,-1\n", "several columns “0”"),
        (b"person,statement,response\n" + b"a" * 200_000 + b",1,1\n", "line 2: this is not a table"),
        (b"person,statement,response,time\na,1,1,nan\nb,1,1,\n", "no row that can be read; in line 2: “nan” is no"),
        (b"person,statement,response,time\na,1,1,1e300\n", "in line 2: “1e300” is no time"),
        (b"person,statement,response\n", "no response that can be read"),
        (b"PK\x03\x04....", "is a workbook"),
        (b"person,statement,response\n" + b"a,1,9\n" * 1001, "mistake in very many lines, the first in line 2"),
    ],
)
def test_a_file_that_is_no_conversation_is_told_so(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "votes.csv").write_bytes(content)
    with pytest.raises(SheetError, match=told):
        read_conversation(tmp_path / "votes.csv")


GOOD = "person,statement,response\na,1,1\na,2,-1\nb,1,0\n"


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        ("sep=;\n" + GOOD.replace(",", ";")).encode(),
        ("\n\n" + GOOD).encode(),
        GOOD.replace("person,statement,response", "Person ID,Statement_ID, Vote ").encode(),
        GOOD.replace(",", " , ").encode(),
        GOOD.replace("\n", ",,\n").encode(),
    ],
)
def test_tables_of_every_make_say_the_same(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "votes.csv").write_bytes(content)
    found = read_conversation(tmp_path / "votes.csv")
    assert answers(found) == {("a", "1", 1), ("a", "2", -1), ("b", "1", 0)}
    assert not found.mistakes


def mistakes(place: Path, content: str) -> list[tuple[int, str]]:
    (place / "votes.csv").write_text(content, "utf-8")
    return [(m.line, str(m.problem)) for _name, m in read_conversation(place / "votes.csv").mistakes]


def test_lines_are_counted_from_the_first_of_the_file(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "\n" + GOOD + "c,1,maybe\n") == [(6, "“maybe” is no response.")]


def test_a_quotation_mark_that_is_not_closed_is_named_where_it_opens(tmp_path: Path) -> None:
    [(line, problem)] = mistakes(tmp_path, GOOD + '"c,1,1\nd,1,1\ne,1,1\n')
    assert line == 5
    assert "quotation mark" in problem


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("c,1", "Cells in this row: 2; columns: 3."),
        ("c,d,1,1", "Cells in this row: 4; columns: 3."),
        ("c,1,", "The cell is empty."),
        ("c,1,NaN", "“NaN” is no response."),
        ("c,1,2", "“2” is no response."),
    ],
)
def test_a_row_that_does_not_fit_is_not_guessed_at(tmp_path: Path, row: str, problem: str) -> None:
    assert mistakes(tmp_path, GOOD + row + "\n") == [(5, problem)]


def test_a_row_of_a_matrix_with_too_many_cells_is_a_mistake(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "participant,0,1\na,1\nb,1,-1,1\n") == [(3, "Cells in this row: 4; columns: 3.")]


def test_many_mistakes_among_more_good_rows_are_all_named(tmp_path: Path) -> None:
    good = "".join(f"p{i},{j},1\n" for i in range(300) for j in range(5))
    assert len(mistakes(tmp_path, f"person,statement,response\n{good}" + "x,1,?\n" * 1200)) == 1200


def test_ids_of_any_length_and_kind_stay_apart(tmp_path: Path) -> None:
    ids = ["7", "07", "9" * 5000, "1" + "0" * 30, "²", "-3", "٣"]
    text = "person,statement,response\n" + "".join(f"{one},{other},1\n" for one in ids for other in ids)
    (tmp_path / "votes.csv").write_text(text, "utf-8")
    found = read_conversation(tmp_path)
    assert sorted(found.people) == sorted(ids)
    assert found.people[-1] != "9" * 5000
    (tmp_path / "comments.csv").write_text("comment-id,agrees,disagrees,comment-body\n7,²,³,Hi\n", "utf-8")
    assert {one.id: one.text for one in read_conversation(tmp_path).statements}["7"] == "Hi"


def test_times_of_every_unit_come_in_their_order(tmp_path: Path) -> None:
    rows = [
        LONG, ("a", 1, 1, "2025-03-01T10:00"), ("a", 1, -1, 1_740_823_300_000), ("a", 1, 0, 1_740_823_100),
        ("b", 1, 1, 1_740_823_200_000_000),
    ]  # fmt: skip
    found = read_conversation(write(tmp_path / "votes.csv", rows))
    assert answers(found) == {("a", "1", -1), ("b", "1", 1)}
    period = found.period()
    assert period is not None
    assert [day.isoformat()[:10] for day in period] == ["2025-03-01"] * 2
    assert read_conversation(write(tmp_path / "votes.csv", [*rows, ("c", 1, 1, 1e16)])).period() is None


def test_files_beside_are_named_where_they_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text(GOOD, "utf-8")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "summary.csv").write_text('topic;"The old well"\n', "utf-8")
    assert read_conversation(tmp_path).title == "The old well"
    (tmp_path / "summary.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(SheetError, match=r"“summary\.csv” is a workbook"):
        read_conversation(tmp_path)


def test_a_folder_with_two_conversations_asks_which(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        write(tmp_path / name, [LONG, ("a", 1, 1, 1)])
    with pytest.raises(SheetError, match=r"one\.csv, two\.csv"):
        read_conversation(tmp_path)


def test_numbers_come_in_their_order_and_words_after(tmp_path: Path) -> None:
    rows = [LONG, *((p, s, 1, 1) for p in ("b", "10", "9") for s in (10, 9, "x"))]
    found = read_conversation(write(tmp_path / "talk.csv", rows))
    assert found.people == ("9", "10", "b")
    assert [s.id for s in found.statements] == ["9", "10", "x"]
    assert np.diff(found.responses.start).tolist() == [3, 3, 3]


def personal(place: Path) -> list[str]:
    return [one.id for one in read_conversation(place).statements if one.personal]


def test_marks_of_moderators_say_what_tells_who_people_are(tmp_path: Path) -> None:
    folder = talk(tmp_path / "talk")
    assert personal(folder) == []
    (folder / "polis-math.json").write_text('{"meta-tids": [2, 7]}', "utf-8")
    assert personal(folder) == ["2", "7"]
    assert personal(folder / "votes.csv") == ["2", "7"]
    assert read_conversation(folder).marked
    assert personal(talk(tmp_path / "other", personal=(4,))) == ["4"]


@pytest.mark.parametrize("damaged", ["", "[]", "{}", '{"meta-tids": null}', '{"meta-tids": []}'])
def test_without_marks_the_wording_says_it(tmp_path: Path, damaged: str) -> None:
    texts = {
        "1": "I live in a small town", "2": "We should live in small towns", "3": "I have never voted.",
        "4": "Ich wohne auf dem Land", "5": "אני גר בעיר", "6": "Я живу в городе", "7": "Я хочу жить в городе",
        "8": "I live here. The road must be mended.", "9": "I am worried about the road",
        "10": "I vote for more trees", "11": "Я голосую за сад",
    }  # fmt: skip
    write(tmp_path / "votes.csv", [LONG, *(("a", one, 1, 1) for one in texts)])
    write(tmp_path / "texts.csv", [("statement", "text"), *texts.items()])
    (tmp_path / "polis-math.json").write_text(damaged, "utf-8")
    assert personal(tmp_path) == ["1", "3", "4", "5", "6"]
    assert not read_conversation(tmp_path).marked


def test_a_column_of_marks_is_believed_against_the_wording(tmp_path: Path) -> None:
    write(tmp_path / "votes.csv", [LONG, ("a", 1, 1, 1), ("a", 2, 1, 1)])
    rows = [("statement", "text", "personal"), (1, "I live in a town", "no"), (2, "A garden", "yes")]
    write(tmp_path / "texts.csv", rows)
    assert personal(tmp_path) == ["2"]
