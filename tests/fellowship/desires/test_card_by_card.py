"""Five desires at a sitting, with plain forms: answering, undoing, stopping, going on."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.desires.actions import withdraw_desire
from tenfold.fellowship.desires.models import Desire, Response
from tenfold.fellowship.desires.queries.cards import SITTING, next_of, sitting
from tests.cast import Cast
from tests.fellowship.desires.stories import crowd, hundred_above, living_ten, many_answers, reckon, wish
from tests.fellowship.members.door import account_of, browser_of

CARDS = "/desires/cards/"


def card(page: str) -> str:
    """The key of the desire on the card."""
    found = re.search(r'name="desire" value="([^"]+)"', page)
    assert found, page
    return found[1]


def look(browser: Client) -> str:
    return browser.get(CARDS).content.decode()


def test_a_sitting_of_five_then_a_word_of_thanks_and_a_few_more(cast: Cast) -> None:
    for number in range(7):
        wish(cast.pavel, f"Desire number {number}")
    browser = browser_of(cast.noa)
    for _turn in range(SITTING):
        key = card(look(browser))
        assert browser.post(CARDS, {"desire": key, "answer": "mine"}).status_code == 302
    done = look(browser)
    assert "Thank you" in done
    assert Response.objects.filter(member=cast.noa, value=1).count() == SITTING
    browser.post(CARDS, {"answer": "more"})
    assert card(look(browser))


def test_the_last_answer_can_be_undone_and_its_card_comes_back(cast: Cast) -> None:
    for number in range(3):
        wish(cast.pavel, f"Desire number {number}")
    browser = browser_of(cast.noa)
    first = card(look(browser))
    browser.post(CARDS, {"desire": first, "answer": "not_mine"})
    assert card(look(browser)) != first
    browser.post(CARDS, {"answer": "undo"})
    assert card(look(browser)) == first
    assert not Response.objects.exists()
    browser.post(CARDS, {"answer": "undo"})  # there is nothing more to undo
    assert card(look(browser)) == first


def test_the_first_card_may_be_answered_on_today(cast: Cast) -> None:
    for number in range(3):
        wish(cast.pavel, f"Desire number {number}")
    browser = browser_of(cast.noa)
    today = browser.get(reverse("today")).content.decode()
    key = card(today)
    browser.post(CARDS, {"desire": key, "answer": "not_now"})
    assert Response.objects.get(member=cast.noa).desire.key == key
    assert card(look(browser)) != key


def test_whoever_comes_again_after_the_thanks_gets_new_cards(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    wish(cast.pavel, "Songs")
    browser.post(CARDS, {"desire": card(look(browser)), "answer": "mine"})
    assert "Thank you" in look(browser)
    assert "Thank you" in look(browser)  # as long as there is nothing new
    newer = wish(cast.pavel, "Bread for whoever comes")
    assert card(look(browser)) == newer.key


def test_from_the_thanks_the_last_answer_can_still_be_undone(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    desire = wish(cast.pavel, "Songs")
    browser.post(CARDS, {"desire": card(look(browser)), "answer": "mine"})
    assert "Thank you" in look(browser)
    browser.post(CARDS, {"answer": "undo"})
    assert not Response.objects.exists()
    assert card(look(browser)) == desire.key
    browser.post(CARDS, {"desire": desire.key, "answer": "not_mine"})
    assert "Thank you" in look(browser)


def test_a_card_answered_on_today_after_the_thanks_begins_a_new_sitting(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    wish(cast.pavel, "Songs")
    browser.post(CARDS, {"desire": card(look(browser)), "answer": "mine"})
    assert "Thank you" in look(browser)
    for number in range(2):
        wish(cast.pavel, f"Desire number {number}")
    key = card(browser.get(reverse("today")).content.decode())
    browser.post(CARDS, {"desire": key, "answer": "mine"})
    page = look(browser)
    assert card(page) != key
    assert "2 of 2" in page


def test_what_was_withdrawn_meanwhile_is_left_out_and_a_card_of_others_is_no_card(cast: Cast) -> None:
    ten = living_ten([cast.ruth, cast.daniel])
    theirs = wish(cast.ruth, "Only for us", ten)
    one = wish(cast.pavel, "Songs")
    browser = browser_of(cast.noa)
    assert card(look(browser)) == one.key
    withdraw_desire(actor=account_of(cast.pavel), desire=one)
    assert "Nothing to answer now" in look(browser)
    browser.post(CARDS, {"desire": theirs.key, "answer": "mine"})
    assert not Response.objects.exists()


def test_the_ten_comes_before_the_whole_and_all_ones_circles_have_their_turn(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel])
    hundred = hundred_above([ten], delegates=[cast.pavel])
    for number in range(6):
        for circle in (ten, hundred, None):
            wish(cast.pavel, f"Desire {number} for {circle}", circle)
    places = [desire.circle for desire in sitting(cast.noa)]
    assert places == [ten, hundred, None, ten, hundred]


def test_one_is_not_asked_what_one_wrote_or_answered(cast: Cast) -> None:
    own, other = wish(cast.noa, "Mine"), wish(cast.pavel, "His")
    assert next_of(None, cast.noa) == [other.pk]
    browser_of(cast.noa).post(reverse("desire_answer", args=[other.key]), {"answer": "mine"})
    assert next_of(None, cast.noa) == []
    assert next_of(None, cast.pavel) == [own.pk]


@pytest.mark.slow
def test_with_a_model_at_hand_the_engine_chooses_what_tells_most(cast: Cast) -> None:
    """Where two halves of many people differ on some desires and agree on all others, those are asked first."""
    import numpy as np

    people = crowd(120)
    desires = [wish(people[number % 7], f"Desire number {number}") for number in range(30)]
    chance = np.random.default_rng(2)
    side = np.arange(120) % 2
    table = np.where(chance.random((120, 30)) < 0.95, 1, -1)
    table[:, :6] = np.where((side[:, None] == 0) ^ (chance.random((120, 6)) < 0.05), 1, -1)
    many_answers(desires, people, table)
    reckon()
    dividing = {desire.pk for desire in desires[:6]}
    asked = [set(next_of(None, cast.ruth, seed=seed)[:2]) & dividing for seed in range(5)]
    assert sum(map(len, asked)) >= 7
    assert Desire.objects.count() == 30
