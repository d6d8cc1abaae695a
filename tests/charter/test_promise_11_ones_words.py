"""Promise 11. Whose words are taken into a common desire agrees to it, or has them back, from everywhere they went."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils import timezone

import tenfold
from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Composition, Taking
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.one_desire.stories import (
    all_say,
    begun,
    hundred_above,
    living_ten,
    owners_agree,
    reads,
    stands,
    wish,
)

MARK = "marked words that stand nowhere else"
PRESSING = re.compile(
    r"\b(hurry|last chance|only today|don.t miss|do not miss|remind|expires?|urgent|act now|deadline)", re.IGNORECASE
)


@pytest.fixture
def ten(cast: Cast) -> Circle:
    """Noa, who carries the voice of her ten in the hundred, and Pavel, whose words are taken."""
    circle, beside = living_ten([cast.noa, cast.pavel]), living_ten([cast.daniel, cast.ruth])
    hundred_above([circle, beside], delegates=[cast.noa, cast.daniel])
    circle.refresh_from_db()
    return circle


def with_pavels_words(cast: Cast, ten: Circle) -> Composition:
    composition = begun(cast.noa, ten)
    actions.take_in(actor=account_of(cast.noa), composition=composition, desire=wish(cast.pavel, MARK, ten))
    return composition


def where_the_words_stand() -> list[str]:
    """Every column of every table in which they can be read, but for Pavel's own desire and what is told to him."""
    found = []
    for model in Composition._meta.apps.get_models():
        for field in model._meta.fields:
            if not isinstance(field, models.CharField | models.TextField):
                continue
            rows = model._base_manager.filter(**{f"{field.name}__icontains": "marked"})
            if model is Desire:
                rows = rows.exclude(author__name="Pavel")
            found += [f"{model.__name__}.{field.name}"] * rows.count()
    return found


def test_nothing_goes_to_consent_without_their_yes_whoever_asks(cast: Cast, ten: Circle) -> None:
    composition = with_pavels_words(cast, ten)
    for somebody in (cast.noa, cast.pavel):
        with pytest.raises(Refused, match=MARK):
            actions.ask_circle(actor=account_of(somebody), composition=composition)
    composition.refresh_from_db()
    assert composition.standing == Composition.Standing.COMPOSING


def test_nobody_says_yes_for_them_neither_a_steward_nor_time(cast: Cast, ten: Circle) -> None:
    composition = with_pavels_words(cast, ten)
    for somebody in (cast.noa, cast.miriam, cast.daniel):
        with pytest.raises(PermissionDenied):
            actions.agree(actor=account_of(somebody), taking=Taking.objects.get())
    keep(timezone.now() + timedelta(days=1000))
    assert Taking.objects.get().standing == Taking.Standing.LAPSED
    assert MARK not in reads(composition)


def test_the_words_cannot_be_used_by_writing_them_without_saying_whose_they_are(cast: Cast, ten: Circle) -> None:
    wish(cast.pavel, MARK, ten)
    composition = begun(cast.noa, ten)
    actions.write(actor=account_of(cast.noa), composition=composition, text=f"We want {MARK}, all of us.")
    with pytest.raises(Refused):
        actions.ask_circle(actor=account_of(cast.noa), composition=composition)


@pytest.mark.parametrize("when", ["written", "asked", "stands", "replaced", "carried up", "taken in above"])
def test_they_have_them_back_whenever_they_wish_from_everywhere(cast: Cast, ten: Circle, when: str) -> None:
    if when in ("written", "asked"):
        composition = with_pavels_words(cast, ten)
        if when == "asked":
            owners_agree(composition)
            actions.ask_circle(actor=account_of(cast.noa), composition=composition)
            all_say(composition, [cast.noa])
    else:
        composition = stands(ten, [wish(cast.pavel, MARK, ten)])
    if when == "replaced":
        stands(ten, [wish(cast.noa, "Something altogether different", ten)])
    if when in ("carried up", "taken in above"):
        carried = actions.carry_up(actor=account_of(cast.noa), composition=composition)
        if when == "taken in above":
            stands(carried.desire.circle, [carried.desire])
    assert where_the_words_stand()

    browser = browser_of(cast.pavel)
    page = browser.get(reverse("my_words")).content.decode()
    assert MARK in page
    taking = Taking.objects.get(member=cast.pavel)
    browser.post(reverse("my_words_answer", args=[taking.pk]), {"verb": "back"})

    assert where_the_words_stand() == []


def test_both_answers_are_one_click_and_look_alike_and_no_reason_is_asked(cast: Cast, ten: Circle) -> None:
    with_pavels_words(cast, ten)
    page = browser_of(cast.pavel).get(reverse("my_words")).content.decode()
    buttons = re.findall(r'<button class="([^"]+)"[^>]* name="verb" value="(agree|back)"', page)
    assert [answer for _looks, answer in buttons] == ["agree", "back"]
    assert len({looks for looks, _answer in buttons}) == 1
    assert "<textarea" not in page.split("<main")[1]


def test_no_page_and_no_letter_of_the_room_presses() -> None:
    folder = Path(tenfold.__file__).parent / "fellowship" / "one_desire" / "templates"
    texts = {path.name: hit[0] for path in folder.glob("**/*.*") if (hit := PRESSING.search(path.read_text()))}
    assert texts == {}


def test_the_record_says_that_it_was_done_and_not_which_words(cast: Cast, ten: Circle) -> None:
    composition = with_pavels_words(cast, ten)
    actions.have_back(actor=account_of(cast.pavel), taking=composition.takings.get())
    entry = Entry.objects.get(verb="one_desire.have_back")
    assert (entry.concerns, entry.details) == (cast.pavel, {})
