"""Two answer, or one twice, in the same moment: every answer is counted once, and words do not change under anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tenfold.fellowship.desires.actions import edit_desire, respond, take_back_response
from tenfold.fellowship.desires.models import Response
from tenfold.fellowship.desires.words import stamp
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast, meet_the_cast
from tests.fellowship.circles.at_once import a_database_for_several, at_once
from tests.fellowship.desires.stories import wish
from tests.fellowship.members.door import account_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def company(tmp_path: Path, transactional_db: None) -> Iterator[Cast]:
    """The cast in a database that several threads can open."""
    with a_database_for_several(tmp_path):
        yield meet_the_cast()


def test_several_answers_at_once_are_all_counted_and_a_double_tap_once(company: Cast) -> None:
    desire = wish(company.noa, "Songs")
    ruth, pavel, daniel = (account_of(person) for person in (company.ruth, company.pavel, company.daniel))
    at_once(
        lambda: respond(actor=ruth, desire=desire, value=1),
        lambda: respond(actor=ruth, desire=desire, value=1),
        lambda: respond(actor=pavel, desire=desire, value=1),
        lambda: respond(actor=daniel, desire=desire, value=-1),
    )
    desire.counts.refresh_from_db()
    assert (desire.counts.agreed, desire.counts.disagreed) == (2, 1)
    assert Response.objects.filter(desire=desire).count() == 3
    at_once(
        lambda: take_back_response(actor=ruth, desire=desire),
        lambda: take_back_response(actor=ruth, desire=desire),
        lambda: respond(actor=pavel, desire=desire, value=0),
    )
    desire.counts.refresh_from_db()
    assert (desire.counts.agreed, desire.counts.disagreed, desire.counts.passed) == (0, 1, 1)


def test_an_answer_and_a_change_of_words_do_not_pass_each_other(company: Cast) -> None:
    """Whoever comes second hears of it: nobody has answered other words than they read."""
    desire = wish(company.noa, "More songs")
    read = stamp(desire)
    noa, ruth = account_of(company.noa), account_of(company.ruth)
    answer, change = at_once(
        lambda: respond(actor=ruth, desire=desire, value=1, read=read),
        lambda: edit_desire(actor=noa, desire=desire, text="No songs", language="en", anonymous=False),
    )
    desire.refresh_from_db()
    assert [isinstance(answer, Refused), isinstance(change, Refused)].count(True) == 1
    assert (desire.text == "More songs") == isinstance(change, Refused)
    assert Response.objects.filter(desire=desire).exists() == isinstance(change, Refused)
