"""What a page says is plain: no answer stands out, nothing is said where nothing can be told, nothing is said twice."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tenfold.fellowship.desires.actions import respond
from tenfold.fellowship.desires.models import Figure
from tenfold.fellowship.desires.views.words import of_ten
from tests.cast import Cast
from tests.fellowship.desires.stories import living_ten, wish
from tests.fellowship.members.door import account_of, browser_of

BUTTONS = re.compile(r'<button class="([^"]*)"[^>]*name="answer" value="(mine|not_now|not_mine)"([^>]*)>')


@pytest.mark.parametrize("page", ["/desires/cards/", "one"])
def test_no_answer_stands_out_before_it_is_given(cast: Cast, page: str) -> None:
    desire = wish(cast.pavel, "Songs")
    address = page if page != "one" else reverse("desire", args=[desire.key])
    shown = BUTTONS.findall(browser_of(cast.noa).get(address).content.decode())
    assert len(shown) == 3
    assert len({look for look, _value, _more in shown}) == 1
    assert not any("aria-pressed" in more for _look, _value, more in shown)


def test_ones_own_answer_is_the_pressed_one(cast: Cast) -> None:
    desire = wish(cast.pavel, "Songs")
    respond(actor=account_of(cast.noa), desire=desire, value=-1)
    shown = BUTTONS.findall(browser_of(cast.noa).get(reverse("desire", args=[desire.key])).content.decode())
    assert [value for _look, value, more in shown if 'aria-pressed="true"' in more] == ["not_mine"]


def test_an_interval_that_holds_nearly_everything_is_not_told_as_a_figure(cast: Cast) -> None:
    assert of_ten(0.05, 0.95) == ""
    assert of_ten(0.1, 0.95) == ""
    assert of_ten(0.2, 0.95) == "2 to 10 of 10"
    desire = wish(cast.noa, "Songs")
    few = {"people": 6, "agreed": 3, "disagreed": 3, "passed": 0}
    Figure.objects.create(desire=desire, share=0.5, low=0.05, high=0.95, **few)
    for address in (reverse("desires"), reverse("desire", args=[desire.key])):
        page = browser_of(cast.noa).get(address).content.decode()
        assert "cannot be told yet how many here" in page
        assert "of 10 would say" not in page


def test_a_list_of_one_place_does_not_name_it_at_every_desire(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel])
    wish(cast.pavel, "A quiet hour", ten)
    page = browser_of(cast.noa).get(reverse("desires_of", args=[ten.level, ten.number])).content.decode()
    assert f"For Ten {ten.number}" not in page
    assert f"For Ten {ten.number}" in browser_of(cast.pavel).get(reverse("my_desires")).content.decode()


def test_after_the_last_card_what_unites_is_one_tap_away(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    nothing = browser.get(reverse("desire_cards")).content.decode()
    for way in ("ground", "desire_write", "desires"):
        assert f'href="{reverse(way)}"' in nothing
    desire = wish(cast.pavel, "Songs")
    browser.get(reverse("desire_cards"))
    browser.post(reverse("desire_cards"), {"desire": desire.key, "answer": "mine"})
    thanks = browser.get(reverse("desire_cards")).content.decode()
    assert "Thank you" in thanks
    assert f'href="{reverse("ground")}"' in thanks


def test_nobody_is_asked_whether_their_own_desire_is_theirs_too(cast: Cast) -> None:
    desire = wish(cast.noa, "Songs")
    page = browser_of(cast.noa).get(reverse("desire", args=[desire.key])).content.decode()
    assert "Is it yours too?" not in page
    assert "You wrote it." in page
    assert "Is it yours too?" in browser_of(cast.ruth).get(reverse("desire", args=[desire.key])).content.decode()
