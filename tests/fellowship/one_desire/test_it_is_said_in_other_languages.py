"""A one desire is said in other languages by those who can; what was agreed to stays above it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Wording
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.one_desire.stories import begun, living_ten, stands, taking_of, wish

QUIET, SHEKET = "A quiet hour every week", "שעה שקטה בכל שבוע"


@pytest.fixture
def ten(cast: Cast) -> Circle:
    return living_ten([cast.noa, cast.pavel])


def test_readers_of_that_language_read_it_under_what_was_agreed_to(ten: Circle, cast: Cast) -> None:
    composition = stands(ten, [wish(cast.pavel, QUIET, ten)])
    browser = browser_of(cast.noa)
    address = reverse("composition", args=[composition.key])
    browser.post(reverse("composition_say_in", args=[composition.key]), {"language": "he", "text": SHEKET})
    assert SHEKET in browser.get(address).content.decode()  # its giver may take it back
    english = browser_of(cast.pavel).get(address).content.decode()
    hebrew = browser_of(cast.pavel).get(address, headers={"accept-language": "he"}).content.decode()
    assert SHEKET not in english
    assert hebrew.index(QUIET) < hebrew.index(SHEKET)
    browser.post(reverse("composition_say_in", args=[composition.key]), {"language": "he", "verb": "take back"})
    assert not Wording.objects.exists()


def test_who_belongs_says_it_of_what_stands_in_another_language(ten: Circle, cast: Cast) -> None:
    composition = begun(cast.noa, ten)
    noa = account_of(cast.noa)
    with pytest.raises(Refused):
        actions.say_in(actor=noa, composition=composition, language="he", text=SHEKET)
    actions.set_aside(actor=noa, composition=composition)
    composition = stands(ten, [wish(cast.pavel, QUIET, ten)])
    with pytest.raises(PermissionDenied):
        actions.say_in(actor=account_of(cast.ruth), composition=composition, language="he", text=SHEKET)
    for language, text in (("en", QUIET), ("he", " "), ("he", "x" * 561), ("klingon", SHEKET)):
        with pytest.raises(ValidationError):
            actions.say_in(actor=noa, composition=composition, language=language, text=text)


def test_when_words_are_had_back_they_are_in_no_wording_either(ten: Circle, cast: Cast) -> None:
    desire = wish(cast.pavel, QUIET, ten)
    composition = stands(ten, [desire])
    actions.say_in(actor=account_of(cast.noa), composition=composition, language="he", text=SHEKET)
    actions.have_back(actor=account_of(cast.pavel), taking=taking_of(composition, desire))
    assert not Wording.objects.exists()
