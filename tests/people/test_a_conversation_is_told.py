"""A report says what unites and what divides, with the counts it rests on, and nothing in a text does harm."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from django.utils import translation

from tenfold.people.apart import apart
from tenfold.people.conversations import Study, compatible_with_polis, read_conversation, study_of, write_report
from tenfold.people.conversations.compatible import as_polis_writes
from tenfold.people.conversations.findings import directions, opening_lines, percent, uniting_text
from tenfold.people.conversations.page import report_page
from tenfold.people.conversations.writing import as_json, statements_csv
from tenfold.people.folder import OccupiedError
from tenfold.people.mistakes import SheetError
from tests.engine.unity.conversations import FOLDER, WITH_MATHEMATICS
from tests.people.talks import HARM, talk, write


class Reader(HTMLParser):
    """What a page holds: elements by name, and whether all that was opened was closed."""

    VOID = frozenset({"meta", "use", "circle", "rect", "path", "ellipse", "br", "link"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return talk(tmp_path_factory.mktemp("conversation") / "talk", people=120)


@pytest.fixture(scope="module")
def study(place: Path) -> Study:
    return study_of(read_conversation(place))


def test_what_both_camps_share_unites_and_what_they_differ_in_divides(study: Study) -> None:
    assert study.camps == 2
    assert {int(j) % 3 for j in study.uniting} == {0}
    assert {j % 3 for j in study.divided.all()} == {1, 2}
    a, b = ({int(j) % 3 for j in js} for js in study.divided.more)
    assert not a & b
    for side, js in enumerate(study.divided.more):
        assert all(study.ground.agreement[side, j] > study.ground.agreement[1 - side, j] for j in js)


def test_a_few_people_who_nearly_all_agree_are_believed(tmp_path: Path) -> None:
    """Thirty people, of whom 29 or so say yes to four statements and no to four others."""
    chance = np.random.default_rng(1)
    rows = [(i, j, 1 if chance.random() < (0.95, 0.5, 0.05)[j // 4] else -1) for i in range(30) for j in range(12)]
    found = study_of(read_conversation(write(tmp_path / "votes.csv", [("person", "statement", "response"), *rows])))
    assert set(found.uniting.tolist()) == {0, 1, 2, 3}
    assert set(found.refused.tolist()) <= {8, 9, 10, 11}
    assert len(found.refused) >= 3
    assert (found.ground.lower <= found.ground.agreement).all()
    assert (found.ground.agreement <= found.ground.upper).all()


def three_camps(folder: Path) -> Path:
    """Twenty people of each camp answer twelve statements; each camp alone says yes to three, and all to the rest."""
    rng = np.random.default_rng(4)
    rows: list[tuple[object, ...]] = [("person", "statement", "response")]
    for i in range(60):
        for j in range(12):
            yes = 0.96 if j >= 9 or j % 3 == i % 3 else 0.04
            rows.append((i, j, 1 if rng.random() < yes else -1))
    return write(folder / "votes.csv", rows)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return study_of(read_conversation(three_camps(tmp_path_factory.mktemp("three"))))


def test_each_statement_that_divides_stands_once_with_whom_it_sets_apart(study: Study, many: Study) -> None:
    assert many.camps == 3
    for one in (study, many):
        divided = one.divided.all()
        assert len(divided) == len(set(divided)) > 0
        assert not set(divided) & {int(j) for j in (*one.uniting, *one.refused)}
        page = report_page(one).partition('<h2 id="divides">')[2].partition("</section>")[0]
        assert page.count('class="text"') == len(divided)
    for side, (more, less) in enumerate(zip(many.divided.more, many.divided.less, strict=True)):
        others = [s for s in range(3) if s != side]
        assert all(many.ground.lower[side, j] > many.ground.upper[others, j].max() for j in more)
        assert all(many.ground.upper[side, j] < many.ground.lower[others, j].min() for j in less)
        assert len(more) <= 3
    assert any(len(more) for more in many.divided.more)


def test_each_direction_of_the_map_is_told_by_other_statements(many: Study) -> None:
    told = [j for _name, statements in directions(many) for j in statements]
    assert len(told) == len(set(told))


def test_a_direction_in_which_people_hardly_differ_is_not_explained(study: Study) -> None:
    flat = replace(study, drawn=replace(study.drawn, explained=np.array([0.97, 0.02])))
    assert [name for name, _statements in directions(flat)] == ["Further right", "Further left"]


def test_a_rejected_statement_is_shown_nowhere(study: Study) -> None:
    shown = [*study.uniting, *study.refused, *study.divided.all()]
    assert 5 not in shown
    assert "number 5" not in report_page(study)
    assert 'number 5",yes' in statements_csv(study)


def test_what_tells_who_people_are_unites_nobody_and_stands_apart(tmp_path: Path, study: Study) -> None:
    unmarked = study
    study = study_of(read_conversation(talk(tmp_path / "talk", people=120, personal=(0, 6))))
    shown = [*study.uniting, *study.refused, *study.divided.all()]
    assert not {0, 6} & {int(j) for j in shown}
    assert {int(j) for j in study.uniting} == {int(j) for j in unmarked.uniting} - {0, 6} != set()
    assert opening_lines(study)[1].startswith(str(len(study.uniting)))
    page = report_page(study)
    apart = page.partition('<h2 id="personal">')[2].partition("</section>")[0]
    assert "number 0" in apart
    assert "number 6" in apart
    assert "number 9" not in apart
    assert "known by their wording" not in page
    rows = {row["id"]: row["personal"] for row in csv.DictReader(io.StringIO(statements_csv(study)))}
    assert [one for one, is_so in rows.items() if is_so == "yes"] == ["0", "6"]


def test_to_pass_is_not_to_refuse(tmp_path: Path) -> None:
    """Two statements have few yeses; what half of the people passed on is not refused by all."""
    rows: list[tuple[object, ...]] = [("person", "statement", "response")]
    for i in range(90):
        rows += [(i, "refused", -1 if i % 10 else 0), (i, "passed over", -1 if i % 2 else 0), (i, "liked", 1)]
    study = study_of(read_conversation(write(tmp_path / "votes.csv", rows)))
    told = [study.conversation.statements[j].id for j in study.refused]
    assert told == ["refused"]


def test_what_is_said_of_every_side_is_true_of_every_side(study: Study) -> None:
    """The bound in the sentence is the lowest of all sides, which need not be that of the least agreeing one."""
    for j in map(int, study.uniting):
        text = uniting_text(study, j)
        assert text.endswith(f"more than {percent(float(study.ground.lower[:, j].min()))}.")
        assert f"about {percent(float(study.ground.agreement[:, j].min()))} say yes" in text


def test_no_number_in_a_picture_hides_another(study: Study) -> None:
    together = np.array([[600.0, 200.0]] * 40 + [[610.0, 205.0], [950.0, 425.0], [951.0, 425.0], [300.0, 100.0]])
    moved = apart(together, 29.0, (84.0, 30.0), (956.0, 426.0))
    gap = np.hypot(*(moved[:, None] - moved[None]).T) + 1e3 * np.eye(len(moved))
    assert gap.min() >= 28.0
    assert moved[-1].tolist() == [300.0, 100.0]
    marks = re.findall(r'<g class="numbered"><path [^>]*/><circle cx="(\d+)" cy="(\d+)"', report_page(study))
    assert len(marks) == len(study.uniting)


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(study: Study) -> None:
    page = report_page(study)
    read = Reader(page)
    assert read.open == []
    assert not {"script", "iframe", "link", "img", "object"} & {tag for tag, _attrs in read.elements}
    assert HARM not in page
    loads = [a for _tag, attrs in read.elements for k, a in attrs.items() if k in ("src", "href") and a]
    assert {a for a in loads if not a.startswith("#")} == {"https://example.org/talk"}
    assert "url(" not in page
    ids = [attrs["id"] for _tag, attrs in read.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert {a[1:] for a in loads if a.startswith("#")} <= set(ids)


def test_every_picture_is_described_and_has_a_table(study: Study) -> None:
    read = Reader(report_page(study))
    pictures = [attrs for tag, attrs in read.elements if tag == "svg" and attrs.get("aria-hidden") != "true"]
    assert len(pictures) == 3
    assert all(attrs["role"] == "img" and attrs["aria-label"] for attrs in pictures)
    assert sum(tag == "caption" for tag, _attrs in read.elements) == 3


def test_counts_on_the_page_are_those_of_the_file(study: Study) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(statements_csv(study)))}
    counts = study.conversation.responses.counts()
    for j, row in ((j, rows[str(j)]) for j in range(12)):
        assert [int(row[k]) for k in ("agreed", "disagreed", "passed")] == counts[j].tolist()
        by_side = [sum(float(row[f"{side} {k}"]) for side in "AB") for k in ("agreed", "disagreed", "passed")]
        assert by_side == pytest.approx(counts[j], abs=0.2)
        for side in "AB":
            low, share, high = (float(row[f"{side} {k}"]) for k in ("lower", "agreement", "upper"))
            assert low <= share <= high
    assert rows["4"]["text"] == "'=1+4"


def test_nothing_is_said_of_what_a_side_was_not_asked(tmp_path: Path, study: Study) -> None:
    """A statement that two people answered has counts; its other cells are empty, as they are on the page."""
    votes = talk(tmp_path / "talk") / "votes.csv"
    votes.write_text(votes.read_text("utf-8") + "1700000009999,x,50,0,1\n1700000009999,x,50,1,-1\n", "utf-8")
    found = study_of(read_conversation(votes))
    row = next(row for row in csv.DictReader(io.StringIO(statements_csv(found))) if row["id"] == "50")
    assert (row["agreed"], row["disagreed"], row["heard"]) == ("1", "1", "no")
    assert {row[name] for name in row if name.split()[-1] in ("level", "bound", "agreement", "lower", "upper")} == {""}
    told = next(one for one in as_json(found)["statements"] if one["id"] == "50")
    assert told["level"] is told["sides"][0]["agreement"] is None
    assert all(row["bound"] for row in csv.DictReader(io.StringIO(statements_csv(study))) if row["heard"] == "yes")


def test_what_was_guessed_stands_in_the_report(tmp_path: Path) -> None:
    page = report_page(study_of(read_conversation(talk(tmp_path / "talk", sign=-1))))
    assert "-1 means agreement" in page


def test_one_camp_is_an_answer(tmp_path: Path) -> None:
    alone = study_of(read_conversation(talk(tmp_path / "t", split=0.0)))
    assert alone.camps == 1
    assert "All are one camp" in opening_lines(alone)[0]
    page = report_page(alone)
    assert "End A" in page
    assert "Camp A" not in page
    drawn = page.partition('<svg class="map"')[2].partition("</svg>")[0]
    assert drawn.count('class="alone"') == 60
    assert 'class="s0"' not in drawn


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("a", j, 1) for j in range(5)], "only one person"),
        ([(i, 1, 1) for i in range(5)], "only one statement"),
        ([(i, j, 0) for i in range(5) for j in range(5)], "passed on everything"),
    ],
)
def test_where_nothing_can_be_compared_it_is_said(tmp_path: Path, rows: list[tuple[object, ...]], told: str) -> None:
    place = write(tmp_path / "votes.csv", [("person", "statement", "response"), *rows])
    with pytest.raises(SheetError, match=told):
        study_of(read_conversation(place))


def test_it_is_said_how_far_the_figures_can_be_relied_on(study: Study) -> None:
    found = study.reliability
    assert found is not None
    assert found.count.sum() > 100
    assert found.error == pytest.approx(
        float((np.abs(found.told - found.came) * found.count).sum() / found.count.sum())
    )
    assert found.surprise < found.plain


def test_too_few_responses_are_not_tested(tmp_path: Path) -> None:
    few = study_of(read_conversation(talk(tmp_path / "t", people=12)))
    assert few.reliability is None
    assert "too few responses" in report_page(few)


@pytest.mark.parametrize(("language", "direction"), [("he", "rtl"), ("ru", "ltr")])
def test_the_page_speaks_the_language_it_is_asked_for(study: Study, language: str, direction: str) -> None:
    with translation.override(language):
        page = report_page(study)
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_a_share_is_never_more_certain_than_it_can_be() -> None:
    assert [percent(p) for p in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "1%", "50%", "99%", "100%"]


def test_a_report_is_written_whole_and_names_people_only_when_asked(tmp_path: Path, study: Study) -> None:
    where = tmp_path / "report"
    write_report(where, study)
    assert {path.name for path in where.iterdir()} == {"report.html", "statements.csv", "conversation.json"}
    told = json.loads((where / "conversation.json").read_text("utf-8"))
    assert told["people"] == 120
    assert [one["name"] for one in told["sides"]] == ["A", "B"]
    write_report(where, study, people=True)
    with (where / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 120
    assert all(float(row["A"]) + float(row["B"]) == pytest.approx(1.0, abs=1e-3) for row in rows)
    (where / "mine.txt").write_text("keep me")
    with pytest.raises(OccupiedError):
        write_report(where, study)


@pytest.mark.parametrize("name", WITH_MATHEMATICS)
def test_beside_polis_files_the_numbers_are_those_that_polis_published(name: str) -> None:
    """Read from its export and written in its own form, to 1e-9."""
    folder = FOLDER / name
    if not folder.is_dir():
        pytest.skip(f"the public conversation {name} is not at {folder}")
    read = read_conversation(folder)
    ours = as_polis_writes(read, compatible_with_polis(read, folder))
    said = json.loads((folder / "polis-math.json").read_text("utf-8"))
    sign = np.sign((np.array(ours["pca"]["comps"]) * said["pca"]["comps"]).sum(1))[:, None]
    near = {"rtol": 0, "atol": 1e-9}
    assert ours["tids"] == said["tids"]
    assert set(ours["mod-out"]) == set(said["mod-out"]) & set(said["tids"])
    assert np.allclose(ours["pca"]["center"], said["pca"]["center"], **near)
    for part in ("comps", "comment-projection"):
        assert np.allclose(sign * ours["pca"][part], said["pca"][part], **near)
    for part in ("group-aware-consensus", "comment-priorities"):
        assert ours[part].keys() == said[part].keys()
        assert all(abs(ours[part][j] - value) <= 1e-9 for j, value in said[part].items())
    assert {g: of["votes"] for g, of in ours["group-votes"].items()} == {
        g: of["votes"] for g, of in said["group-votes"].items()
    }
    assert ours["user-vote-counts"] == said["user-vote-counts"]
    for lists, theirs in ((ours["consensus"], said["consensus"]), (ours["repness"], said["repness"])):
        assert lists.keys() == theirs.keys()
        for key, mine in lists.items():
            assert [one["tid"] for one in mine] == [one["tid"] for one in theirs[key]]
            for one, other in zip(mine, theirs[key], strict=True):
                assert one.keys() == other.keys()
                for part, value in other.items():
                    # The service keeps the test of representativeness in single precision.
                    rough = 1e-5 if part == "repness-test" else 1e-9
                    assert one[part] == value if isinstance(value, str | bool) else abs(one[part] - value) <= rough


def test_polis_own_method_finds_groups_where_none_are_given(tmp_path: Path, study: Study, place: Path) -> None:
    found = compatible_with_polis(study.conversation, place)
    assert found.origin == "found"
    page = report_page(study, found)
    assert "As Polis reckons" in page
    assert re.search(r"Group A", page)


def test_the_place_beside_polis_is_that_of_our_list(study: Study, place: Path) -> None:
    page = report_page(study, compatible_with_polis(study.conversation, place))
    beside = page.partition('<section aria-labelledby="polis">')[2].partition("</table>")[0]
    places = dict(re.findall(r"number (\d+)</td><td[^>]*>[^<]*</td><td[^>]*>(\d+|–)</td>", beside))
    listed = {str(j): str(i + 1) for i, j in enumerate(study.uniting)}
    assert {j: listed[j] for j in places if j in listed} == {j: rank for j, rank in places.items() if j in listed}


@pytest.mark.parametrize(
    "groups",
    [
        [{"id": 0, "members": [7]}],
        [{"id": 10**30, "members": [0]}],
        [{"id": -3, "members": [0]}],
        [{"members": [0]}],
        [3],
        {},
    ],
)
def test_a_damaged_file_of_polis_is_named(tmp_path: Path, groups: object) -> None:
    place = talk(tmp_path / "talk")
    said = {
        "tids": list(range(12)), "mod-out": [], "meta-tids": None, "group-clusters": groups,
        "base-clusters": {"id": [0], "members": [[0, 1, 2]]},
    }  # fmt: skip
    (place / "polis-math.json").write_text(json.dumps(said), "utf-8")
    read = read_conversation(place)
    if groups:
        with pytest.raises(SheetError, match=r"“polis-math\.json” is not what Polis"):
            compatible_with_polis(read, place)
    else:
        assert compatible_with_polis(read, place).origin == "given"


def test_groups_of_any_number_are_numbered_anew(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    rows = [(i, (7, 99, 10**17)[i % 3], *rng.choice([1, -1], 6).tolist()) for i in range(30)]
    place = write(tmp_path / "votes.csv", [("participant", "group-id", *range(6)), *rows])
    read = read_conversation(place)
    assert read.groups is not None
    assert read.groups.tolist() == [i % 3 for i in range(30)]
    rows = [(i, i // 2, *rng.choice([1, -1], 6).tolist()) for i in range(60)]
    read = read_conversation(write(tmp_path / "votes.csv", [("participant", "group-id", *range(6)), *rows]))
    page = report_page(study_of(read), compatible_with_polis(read, place))
    assert "Group 6 " in page
    assert "Group 30 " in page
