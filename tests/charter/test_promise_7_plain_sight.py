"""Promise 7: beside everything a person is asked stands who will see it, and nobody else sees it.

Pavel fills every field with a word that stands nowhere else. Then his companions, strangers and stewards open every
page and every answer of the API, and each word turns up only before those of whom the form says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.members.actions import update_profile
from tenfold.fellowship.members.choices import country_name, language_name, zone_name
from tenfold.fellowship.members.forms.profile import ProfileForm
from tenfold.fellowship.members.models import Attribute, Member
from tenfold.fellowship.members.profile import Profile
from tenfold.fellowship.members.visibility import SEEN, Card, Seen
from tenfold.fellowship.threshold.forms import AnswerForm, BeginForm, CodeForm, EnterForm, MessageForm, WhyForm
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of
from tests.fellowship.members.door import account_of, browser_of
from tests.site.test_access_matrix import addresses

COMPANIONS = {Seen.CIRCLES, Seen.COUNTED, Seen.CLOCK}
STEWARDS = {*COMPANIONS, Seen.STEWARDS, Seen.LETTERS}

WORDS: dict[str, tuple[str, ...]] = {
    "name": ("Pavelmark",),
    "email": ("pavel@example.org",),
    "languages": (language_name("eu", "en"), '"eu"'),
    "zone": ("Asia/Kathmandu", zone_name("Asia/Kathmandu", "en")),
    "hours": ("03:15", "04:45"),
    "country": (country_name("TV", "en"), '"TV"'),
    "origin": ("originmark",),
    "gift": ("giftmark",),
    "together": ("togethermark",),
    "apart": ("apartmark",),
    "attribute_open": ("openmark",),
    "attribute_quiet": ("quietmark",),
}
FORM_PAGES = {"profile_edit", "members", "import_members"}
"""Pages with lists of all languages, countries and zones of the world; there only the free words can tell."""


@pytest.fixture
def pavel(cast: Cast) -> Member:
    """Pavel with a mark in each field, in one ten with Noa; Ruth sits elsewhere."""
    Attribute.objects.create(key="open", label="Open", shown=True)
    Attribute.objects.create(key="quiet", label="Quiet")
    said = Profile(
        name="Pavelmark",
        languages=("eu", "en"),
        zone="Asia/Kathmandu",
        hours="Fri 03:15-04:45",
        country="TV",
        origin="originmark",
        gift="giftmark",
        attributes={"open": "openmark", "quiet": "quietmark"},
        together=("togethermark",),
        apart=("apartmark",),
    )
    update_profile(actor=account_of(cast.pavel), profile=said)
    ten = offered([cast.noa, cast.pavel])
    for person in (cast.noa, cast.pavel):
        accept_placement(actor=account_of(person), placement=placement_of(person, ten))
    cast.pavel.refresh_from_db()
    return cast.pavel


def seen() -> dict[str, Seen]:
    """What the form states, field by field."""
    by_words = {str(one.words): one for one in Seen}
    return {name: by_words[str(words)] for name, words in ProfileForm().seen_by.items()}


def pages_before(viewer: Member, pavel: Member) -> Iterator[tuple[str, str]]:
    """Every page and answer that can be asked for without changing anything."""
    browser = browser_of(viewer)
    seat = pavel.seats.select_related("circle").get()
    known: dict[str, list[dict[str, Any]]] = {
        "circle": [{"level": 1, "number": seat.circle.number}],
        "circle_calendar": [{"level": 1, "number": seat.circle.number}],
        "circle_leave": [{"level": 1, "number": seat.circle.number}],
        "api:circle": [{"level": 1, "number": seat.circle.number}],
        "placement": [{"pk": seat.placement_id}],
        "api:placement": [{"pk": seat.placement_id}],
        "member": [{"key": pavel.key}],
    }
    for name in sorted(set(addresses(get_resolver()))):
        if name.startswith(("account_", "mfa_", "social", "openid")) or name in ("me_export", "api:me_export"):
            continue
        for kwargs in known.get(name, [{}]):
            try:
                url = reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
            yield name, browser.get(url, follow=True).content.decode("utf-8", "replace")


def found_before(viewer: Member, pavel: Member) -> dict[str, set[str]]:
    """Each field of Pavel that turned up before ``viewer``, with the pages where."""
    found: dict[str, set[str]] = {}
    for page, text in pages_before(viewer, pavel):
        for field, words in WORDS.items():
            if page in FORM_PAGES and field in ("languages", "zone", "country"):
                continue
            if any(word in text for word in words):
                found.setdefault(field, set()).add(page)
    return found


def test_every_field_of_every_form_about_oneself_says_who_sees_it(db: None) -> None:
    Attribute.objects.create(key="quiet", label="Quiet")
    at_the_threshold = (EnterForm(asks_to_agree=True), BeginForm(), WhyForm(), CodeForm(), AnswerForm(), MessageForm())
    for form in (ProfileForm(), *at_the_threshold):
        assert set(form.fields) <= set(form.seen_by)
    assert {one.name for one in fields(Profile)} - {"attributes"} <= set(SEEN)


def test_companions_see_what_is_stated_and_nothing_else(cast: Cast, pavel: Member) -> None:
    found = found_before(cast.noa, pavel)
    stated = {field for field, who in seen().items() if who in COMPANIONS}
    assert set(found) <= stated, {field: found[field] for field in set(found) - stated}
    assert {"name", "gift"} <= set(found), "the ten is met at all"


def test_strangers_see_nobody_only_numbers(cast: Cast, pavel: Member) -> None:
    found = found_before(cast.ruth, pavel)
    counted = {field for field, who in seen().items() if who is Seen.COUNTED}
    assert set(found) <= counted, {field: found[field] for field in set(found) - counted}


def test_stewards_see_what_is_stated_and_nothing_else(cast: Cast, pavel: Member) -> None:
    found = found_before(cast.miriam, pavel)
    stated = {field for field, who in seen().items() if who in STEWARDS}
    assert set(found) <= stated, {field: found[field] for field in set(found) - stated}
    assert {"name", "email", "attribute_quiet"} <= set(found), "the stewards' pages are met at all"


def test_who_sits_with_nobody_is_a_stranger_to_all(cast: Cast, pavel: Member) -> None:
    found = found_before(cast.daniel, pavel)
    assert "name" not in found


def test_the_card_for_companions_holds_no_field_that_is_not_stated(db: None) -> None:
    stated = {field for field, who in SEEN.items() if who in COMPANIONS}
    assert {one.name for one in fields(Card)} - {"key", "attributes"} <= stated


def test_one_reads_of_oneself_who_sees_what_in_the_api_too(cast: Cast, pavel: Member) -> None:
    told = browser_of(cast.pavel).get(reverse("api:me")).json()
    assert told["seen_by"]["hours"] == str(Seen.FORMATIONS.words)
    assert told["seen_by"]["attributes.quiet"] == str(Seen.STEWARDS.words)
    assert set(told) - {"key", "standing", "seen_by", "attributes"} <= set(told["seen_by"])
