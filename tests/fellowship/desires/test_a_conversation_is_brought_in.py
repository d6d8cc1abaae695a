"""A conversation of another place is brought in as a round, and everything that may be told is written out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tenfold.cli.desires import desires as command
from tenfold.fellowship.desires.actions import bring_in
from tenfold.fellowship.desires.exporting import write_everything
from tenfold.fellowship.desires.models import BroughtIn, Desire, Response, SeasonRound
from tenfold.fellowship.desires.queries.cards import next_of
from tenfold.fellowship.desires.queries.rounds import story_of
from tenfold.people.conversations import read_conversation
from tests.cast import Cast
from tests.fellowship.desires.stories import answers, crowd, reckon, wish
from tests.fellowship.members.door import account_of, browser_of

STATEMENTS = [
    "Plant more trees",
    "Close the road to cars",
    "Keep the road for cars",
    "Benches in the shade",
    "Buy this",
]


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A folder as Polis exports it: comments.csv and votes.csv, two sides that agree on trees and benches."""
    with (tmp_path / "comments.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"]
        )
        for number, text in enumerate(STATEMENTS):
            moderated = -1 if text == "Buy this" else 1
            rows.writerow([1700000000 + number, "", number, 0, 0, 0, moderated, text])
    chance = np.random.default_rng(4)
    with (tmp_path / "votes.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["timestamp", "datetime", "comment-id", "voter-id", "vote"])
        for person in range(60):
            side = 1 if person % 2 else -1
            for number, agrees in enumerate((1, side, -side, 1, -1)):
                vote = agrees if chance.random() < 0.93 else -agrees
                rows.writerow([1700001000 + 60 * person + number, "", number, person, vote])
    return tmp_path


def test_it_becomes_a_round_that_is_over_with_what_united_its_people(cast: Cast, exported: Path) -> None:
    held = bring_in(
        actor=account_of(cast.miriam), conversation=read_conversation(exported), language="en", title="Parks"
    )
    assert (held.standing, held.desires.count()) == (SeasonRound.Standing.CLOSED, 4)
    story = story_of(viewer=account_of(cast.ruth), key=held.key)
    assert {ground.desire.text for ground in story.unites} == {"Plant more trees", "Benches in the shade"}
    assert (story.held.people, story.held.responses) == (60, 240)
    assert not Response.objects.exists()
    assert next_of(None, cast.ruth) == []  # nobody here is asked about it
    page = browser_of(cast.ruth).get(reverse("round_brought_in", args=[held.key])).content.decode()
    assert "Plant more trees" in page
    assert "Buy this" not in page
    assert 'class="map-desire"' in page
    assert reverse("rounds_brought_in") in browser_of(cast.ruth).get(reverse("desires")).content.decode()


def test_it_is_no_round_of_this_fellowship(cast: Cast, exported: Path) -> None:
    held = bring_in(
        actor=account_of(cast.miriam), conversation=read_conversation(exported), language="en", title="Parks"
    )
    ruth = browser_of(cast.ruth)
    rounds = ruth.get(reverse("rounds")).content.decode()
    assert "Parks" not in rounds
    assert reverse("rounds_brought_in") in rounds
    assert ruth.get(reverse("round", args=[held.key])).status_code == 404
    assert ruth.get(reverse("api:rounds_list")).json() == []


@pytest.mark.parametrize(("link", "shown"), [("https://pol.is/3", True), ("javascript:alert(1)", False)])
def test_its_address_is_shown_where_it_is_one(cast: Cast, exported: Path, link: str, shown: bool) -> None:
    held = bring_in(
        actor=account_of(cast.miriam), conversation=read_conversation(exported), language="en", title="Parks"
    )
    BroughtIn.objects.update(link=link)
    page = browser_of(cast.ruth).get(reverse("round_brought_in", args=[held.key])).content.decode()
    assert (f'href="{link}"' in page) is shown


def test_what_tells_who_people_are_is_no_desire(db: None, exported: Path) -> None:
    texts = (exported / "comments.csv").read_text().replace("Keep the road for cars", "I own a car")
    (exported / "comments.csv").write_text(texts)
    done = CliRunner().invoke(command, ["import", str(exported), "--title", "Parks"])
    assert done.exit_code == 0, done.output
    assert "3 desires" in done.output
    assert "who people are and not what they want: 1." in done.output
    assert not Desire.objects.filter(text__contains="I own a car").exists()


def test_only_stewards_bring_in_and_only_what_has_words(cast: Cast, exported: Path) -> None:
    read = read_conversation(exported)
    with pytest.raises(PermissionDenied):
        bring_in(actor=account_of(cast.noa), conversation=read, language="en", title="Parks")
    with pytest.raises(ValidationError, match="language"):
        bring_in(actor=None, conversation=read, language="nothing", title="Parks")
    (exported / "comments.csv").unlink()
    with pytest.raises(ValidationError, match="words"):
        bring_in(actor=None, conversation=read_conversation(exported), language="en", title="Parks")
    assert not SeasonRound.objects.exists()


def test_a_long_statement_is_cut_and_says_so(cast: Cast, exported: Path) -> None:
    comments = exported / "comments.csv"
    comments.write_text(comments.read_text().replace("Plant more trees", "Plant " + "very " * 100 + "many trees"))
    held = bring_in(actor=None, conversation=read_conversation(exported), language="en", title="Parks")
    cut = held.desires.get(text__startswith="Plant very")
    assert len(cut.text) == 280
    assert cut.text.endswith("…")


def test_the_shell_brings_in_and_writes_out(cast: Cast, exported: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(command, ["import", str(exported), "--title", "Parks", "--language", "en"])
    assert run.exit_code == 0, run.output
    assert "Parks: 4 desires, 240 answers of 60 people." in run.output
    bad = tmp_path / "nothing.csv"
    bad.write_text("a,b\n1,2\n")
    assert CliRunner().invoke(command, ["import", str(bad)]).exit_code == 2
    assert BroughtIn.objects.count() == 1
    run = CliRunner().invoke(command, ["export", "-o", str(tmp_path / "out")])
    assert "4 desires" in run.output
    assert {row["text"] for row in json.loads((tmp_path / "out" / "desires.json").read_text())} == set(STATEMENTS[:4])


def test_what_is_written_out_holds_no_answers_and_no_name_that_was_not_given(cast: Cast, tmp_path: Path) -> None:
    people = crowd(12)
    hidden_name = wish(cast.noa, "Songs", anonymous=True)
    answers(hidden_name, people)
    reckon()
    assert write_everything(tmp_path) == 1
    (row,) = json.loads((tmp_path / "desires.json").read_text())
    assert (row["author"], row["answers"], row["mine_too"]) == ("", 12, "10..12")
    written = (tmp_path / "desires.csv").read_text("utf-8-sig") + (tmp_path / "desires.json").read_text()
    assert "Noa" not in written
    assert not any(person.name in written for person in people)
    assert Desire.objects.count() == 1
