"""Whose words are taken agrees or has them back: while one writes, while the circle is asked, when it stands, later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.actions import hide_desire, withdraw_desire
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Composition, Taking, Version
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.one_desire.stories import (
    all_say,
    begun,
    living_ten,
    owners_agree,
    people_of,
    reads,
    stands,
    taking_of,
    wish,
    words_of,
)

QUIET, SONGS = "A quiet hour every week, in which nobody is right", "Songs that our grandmothers would know"


@pytest.fixture
def ten(cast: Cast) -> Circle:
    return living_ten([cast.noa, cast.pavel, cast.ruth])


@pytest.fixture
def text(ten: Circle, cast: Cast) -> Composition:
    """Noa writes with words of Pavel and of Ruth."""
    composition = begun(cast.noa, ten)
    for desire in (wish(cast.pavel, QUIET, ten), wish(cast.ruth, SONGS, ten)):
        actions.take_in(actor=account_of(cast.noa), composition=composition, desire=desire)
    return composition


def of(text: Composition, words: str) -> Taking:
    return taking_of(text, Desire.objects.get(text=words))


def everywhere() -> str:
    """Every version of every text."""
    return " ".join(Version.objects.values_list("text", flat=True))


def test_only_the_author_answers_for_their_words(text: Composition, cast: Cast) -> None:
    for act in (actions.agree, actions.have_back):
        for somebody in (cast.noa, cast.ruth, cast.miriam):
            with pytest.raises(PermissionDenied):
                act(actor=account_of(somebody), taking=of(text, QUIET))
    assert of(text, QUIET).standing == Taking.Standing.ASKED


def test_nothing_goes_to_consent_without_the_yes_of_all(text: Composition, cast: Cast) -> None:
    actions.agree(actor=account_of(cast.pavel), taking=of(text, QUIET))
    with pytest.raises(Refused) as refusal:
        actions.ask_circle(actor=account_of(cast.noa), composition=text)
    assert SONGS in str(refusal.value)
    assert QUIET not in str(refusal.value)
    actions.agree(actor=account_of(cast.ruth), taking=of(text, SONGS))
    actions.ask_circle(actor=account_of(cast.noa), composition=text)


def test_one_agrees_to_words_that_one_has_read(text: Composition, cast: Cast) -> None:
    with pytest.raises(Refused, match="Read them once more"):
        actions.agree(actor=account_of(cast.pavel), taking=of(text, QUIET), words="A loud hour every week")
    actions.agree(actor=account_of(cast.pavel), taking=of(text, QUIET), words=QUIET)


def test_while_one_writes_the_words_are_gone_from_all_versions_and_cannot_come_back(
    text: Composition, cast: Cast
) -> None:
    actions.have_back(actor=account_of(cast.pavel), taking=of(text, QUIET))
    assert reads(text) == f"… {SONGS}"
    assert words_of(text) == {SONGS: SONGS}
    assert "quiet" not in everywhere()
    desire = Desire.objects.get(text=QUIET)
    with pytest.raises(Refused):
        actions.take_in(actor=account_of(cast.noa), composition=text, desire=desire)
    with pytest.raises(Refused, match="in words of your own"):
        actions.write(actor=account_of(cast.noa), composition=text, text="We want a quiet hour every week.")


def test_while_the_circle_is_asked_it_goes_back_to_writing_and_nothing_said_counts_for_the_new_text(
    text: Composition, cast: Cast
) -> None:
    owners_agree(text)
    actions.ask_circle(actor=account_of(cast.noa), composition=text)
    asked = text.versions.order_by("-number")[0]
    all_say(text, [cast.noa, cast.pavel])
    actions.have_back(actor=account_of(cast.ruth), taking=of(text, SONGS))
    text.refresh_from_db()
    assert text.standing == Composition.Standing.COMPOSING
    assert reads(text) == f"{QUIET} …"
    with pytest.raises(Refused, match="has changed"):
        actions.say_grade(actor=account_of(cast.ruth), composition=text, version=asked.number, grade="heart")
    assert not text.versions.order_by("-number")[0].consents.exists()


def test_from_what_stands_the_words_go_and_it_says_so(ten: Circle, cast: Cast) -> None:
    quiet, songs = wish(cast.pavel, QUIET, ten), wish(cast.ruth, SONGS, ten)
    composition = stands(ten, [quiet, songs])
    actions.have_back(actor=account_of(cast.pavel), taking=taking_of(composition, quiet))
    composition.refresh_from_db()
    assert composition.standing == Composition.Standing.STANDS
    assert composition.words_back_at is not None
    assert reads(composition) == f"… {SONGS}"
    assert "quiet" not in everywhere()
    page = browser_of(cast.noa).get(reverse("one_desire", args=[1, ten.number])).content.decode()
    assert "Somebody has had their words back since" in page
    with pytest.raises(Refused, match="agree to a new text"):
        actions.carry_up(actor=account_of(cast.noa), composition=composition)


def test_words_that_two_people_said_stay_for_the_one_who_agrees(ten: Circle, cast: Cast) -> None:
    first, second = wish(cast.pavel, "A quiet hour every week", ten), wish(cast.ruth, "A quiet hour every week", ten)
    composition = begun(cast.noa, ten)
    for desire in (first, second):
        actions.take_in(actor=account_of(cast.noa), composition=composition, desire=desire)
    actions.have_back(actor=account_of(cast.pavel), taking=taking_of(composition, first))
    assert reads(composition) == "… A quiet hour every week"


def test_a_withdrawn_desire_takes_its_words_along_and_a_hidden_one_leaves_what_is_being_written(
    text: Composition, cast: Cast
) -> None:
    withdraw_desire(actor=account_of(cast.pavel), desire=Desire.objects.get(text=QUIET))
    assert "quiet" not in everywhere()
    assert of(text, QUIET).standing == Taking.Standing.BACK
    hide_desire(
        actor=account_of(cast.miriam), desire=Desire.objects.get(text=SONGS), rule="advert", reason="It sells records."
    )
    assert reads(text) == "… …"
    assert SONGS in everywhere()  # in the history: hiding can be taken back


def test_who_is_erased_takes_their_words_along_from_what_stands(ten: Circle, cast: Cast) -> None:
    quiet, songs = wish(cast.pavel, QUIET, ten), wish(cast.ruth, SONGS, ten)
    composition = stands(ten, [quiet, songs])
    browser_of(cast.pavel).post(reverse("erase"))
    assert reads(composition) == f"… {SONGS}"
    assert "quiet" not in everywhere()
    assert not Taking.objects.filter(composition=composition).exclude(member=cast.ruth).exists()


def test_who_leaves_the_fellowship_has_agreed_all_the_same(ten: Circle, cast: Cast) -> None:
    composition = stands(ten, [wish(cast.pavel, QUIET, ten)])
    browser_of(cast.pavel).post(reverse("leave"))
    assert reads(composition) == QUIET


def test_silence_is_no_yes_and_lapses_kindly(text: Composition, cast: Cast) -> None:
    actions.agree(actor=account_of(cast.ruth), taking=of(text, SONGS))
    assert keep(timezone.now() + timedelta(days=15)) == []
    assert of(text, QUIET).standing == Taking.Standing.LAPSED
    assert reads(text) == f"… {SONGS}"
    page = browser_of(cast.pavel).get(reverse("my_words")).content.decode()
    assert "held against nobody" in page


def test_one_agrees_and_has_back_on_one_page(text: Composition, cast: Cast) -> None:
    browser, taking = browser_of(cast.pavel), of(text, QUIET)
    page = browser.get(reverse("my_words")).content.decode()
    assert QUIET in page
    assert "I would like them back" in page
    address = reverse("my_words_answer", args=[taking.pk])
    browser.post(address, {"verb": "agree", "words": QUIET, "walked": "yes"})
    taking.refresh_from_db()
    assert (taking.standing, taking.may_be_walked) == (Taking.Standing.AGREED, True)
    browser.post(address, {"verb": "walk", "walked": "no"})
    browser.post(address, {"verb": "back"})
    taking.refresh_from_db()
    assert (taking.standing, taking.may_be_walked) == (Taking.Standing.BACK, False)
    assert browser_of(cast.ruth).post(address, {"verb": "back"}).status_code == 404
    assert people_of(text.circle)  # type: ignore[arg-type]
