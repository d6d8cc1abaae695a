"""Noa says who she is. What she types stays until it is right, and beside each answer stands who sees it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tenfold.engine.hours import SLOTS, Stretch, format_stretches, merge
from tenfold.fellowship.members import choices
from tenfold.fellowship.members.actions import leave, update_profile
from tenfold.fellowship.members.forms.profile import ProfileForm
from tenfold.fellowship.members.models import Attribute
from tenfold.fellowship.members.profile import Profile, profile_of
from tenfold.fellowship.members.visibility import card_of
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of

NOA: dict[str, Any] = {
    "name": "Noa Levi",
    "languages": ["he", "en", ""],
    "zone": "Asia/Jerusalem",
    "hours": "Sun 20:00-22:00; Thu 21:00-22:30",
    "country": "IL",
    "origin": "kibbutz",
    "gift": "music",
    "together": "Pavel\r\nruth@example.org",
    "apart": "",
}


def test_what_is_said_is_written_down(cast: Cast) -> None:
    response = browser_of(cast.noa).post(reverse("profile_edit"), NOA)
    assert response.status_code == 302
    cast.noa.refresh_from_db()
    assert profile_of(cast.noa) == Profile(
        name="Noa Levi",
        languages=("he", "en"),
        zone="Asia/Jerusalem",
        hours="Thu 21:00-22:30; Sun 20:00-22:00",
        country="IL",
        origin="kibbutz",
        gift="music",
        together=("Pavel", "ruth@example.org"),
    )


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "This field is required."),
        ("languages", [""], "Choose at least one language"),
        ("languages", ["xx"], "not a language known here"),
        ("zone", "Europe/Nowhere", "Select a valid choice"),
        ("hours", "Mon 25:00-26:00", "25:00"),
        ("hours", "sometimes", "sometimes"),
        ("country", "ZZ", "Select a valid choice"),
        ("gift", "x" * 201, "200"),
        ("together", "\n".join(f"Friend {n}" for n in range(13)), "Name up to 12 people."),
        ("apart", "pavel", "stands among those to sit with"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(cast: Cast, field: str, typed: Any, said: str) -> None:
    response = browser_of(cast.noa).post(reverse("profile_edit"), {**NOA, "origin": "a new origin", field: typed})
    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert "a new origin" in html
    cast.noa.refresh_from_db()
    assert cast.noa.name == "Noa"


def test_hours_may_be_written_as_one_speaks(cast: Cast) -> None:
    update_profile(actor=account_of(cast.noa), profile=Profile(name="Noa", languages=("en",), hours="Mondays 7-9pm"))
    cast.noa.refresh_from_db()
    assert cast.noa.hours == "Mon 19:00-21:00"


weeks = st.lists(
    st.tuples(st.integers(0, SLOTS - 1), st.integers(1, 96)).map(lambda pair: Stretch(pair[0], pair[0] + pair[1])),
    max_size=9,
)


@given(stretches=weeks)
def test_hours_drawn_on_the_grid_come_back_as_they_were(stretches: list[Stretch]) -> None:
    from tenfold.fellowship.members.profile import _hours

    drawn = format_stretches(merge(stretches))
    errors: dict[str, list[object]] = {}
    assert _hours(Profile(name="Noa", hours=drawn), errors) == drawn
    assert not errors


def test_a_language_moves_up_without_javascript_and_nothing_is_saved_yet(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    html = browser.post(reverse("profile_edit"), {**NOA, "move": "1", "gift": "half a sen"}).content.decode()
    first, second = html.split('<li class="row">')[1:3]
    assert '<option value="en" selected>' in first
    assert '<option value="he" selected>' in second
    assert "half a sen" in html
    assert 'class="errorlist' not in html
    assert [language.code for language in cast.noa.languages.all()] == ["he"]


def test_languages_are_named_in_the_readers_language(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    browser.cookies["django_language"] = "he"
    assert "עברית" in browser.get(reverse("profile_edit")).content.decode()


@pytest.mark.parametrize("locale", ["en", "he", "ru"])
def test_everything_that_can_be_chosen_has_a_name(locale: str) -> None:
    assert choices.language_name("he", locale) != "he"
    assert choices.country_name("IL", locale) != "IL"
    assert {"Asia/Kolkata", "Europe/Kyiv", "America/New_York", "Asia/Jerusalem"} <= choices.zone_codes()
    assert all(name.strip() for _code, name in choices.languages() + choices.countries())


def test_origins_of_others_are_offered_as_suggestions(cast: Cast) -> None:
    html = browser_of(cast.noa).get(reverse("profile_edit")).content.decode()
    assert '<option value="newcomers"></option>' in html


def test_beside_every_field_stands_who_sees_it(cast: Cast) -> None:
    Attribute.objects.create(key="age", label="Age", kind="numeric")
    form = ProfileForm()
    assert set(form.seen_by) >= set(form.fields)
    html = browser_of(cast.noa).get(reverse("profile_edit")).content.decode()
    assert html.count('class="field-seen"') == len(form.fields)


def test_the_stewards_questions_are_asked_and_numbers_are_numbers(cast: Cast) -> None:
    Attribute.objects.create(key="age", label="Age", kind="numeric")
    browser = browser_of(cast.noa)
    response = browser.post(reverse("profile_edit"), {**NOA, "attribute_age": "old"})
    assert "Write a number" in response.content.decode()
    assert browser.post(reverse("profile_edit"), {**NOA, "attribute_age": "37"}).status_code == 302
    assert profile_of(cast.noa).attributes == {"age": "37"}


def test_ones_own_page_shows_what_the_circles_see_and_not_more(cast: Cast) -> None:
    shown = Attribute.objects.create(key="craft", label="Craft", shown=True)
    hidden = Attribute.objects.create(key="age", label="Age")
    cast.noa.attribute_values.create(attribute=shown, value="baker")
    cast.noa.attribute_values.create(attribute=hidden, value="a quiet answer")
    assert card_of(cast.noa).attributes == (("Craft", "baker"),)
    html = browser_of(cast.noa).get(reverse("profile")).content.decode()
    assert "baker" in html
    assert "a quiet answer" not in html


def test_who_left_cannot_change_the_profile(cast: Cast) -> None:
    leave(actor=account_of(cast.noa))
    with pytest.raises(PermissionDenied):
        update_profile(actor=account_of(cast.noa), profile=profile_of(cast.noa))
