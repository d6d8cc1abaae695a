"""The pages: writing with a look at what is similar, reading in one's language, what unites, the map."""

from __future__ import annotations

import re

import numpy as np
import pytest
from django.urls import reverse
from django.utils.translation import override

from tenfold.fellowship.conduct.models import Case
from tenfold.fellowship.desires.actions import render_desire, take_back_rendering
from tenfold.fellowship.desires.models import Desire, Rendering, SeasonRound
from tenfold.fellowship.desires.queries.reading import said_in
from tests.cast import Cast
from tests.fellowship.desires.stories import answers, crowd, goes_along, living_ten, many_answers, reckon, wish
from tests.fellowship.desires.test_what_unites_is_reckoned import two_sides
from tests.fellowship.members.door import account_of, browser_of

WRITE = "/desires/write/"


def test_what_is_similar_is_shown_before_it_is_posted_and_not_twice(cast: Cast) -> None:
    there = wish(cast.pavel, "More singing in the evenings of our gatherings")
    said = {"text": "more singing at our evening gatherings", "place": "whole", "language": "en"}
    browser = browser_of(cast.noa)
    page = browser.post(WRITE, said).content.decode()
    assert there.text in page
    assert Desire.objects.count() == 1
    browser.post(WRITE, said | {"anyway": "1"})
    assert Desire.objects.count() == 2


def test_a_desire_without_a_name_names_nobody_to_others(cast: Cast) -> None:
    browser_of(cast.noa).post(WRITE, {"text": "Songs", "place": "whole", "language": "en", "anonymous": "on"})
    desire = Desire.objects.get()
    for viewer in (cast.ruth, cast.miriam):
        page = browser_of(viewer).get(reverse("desire", args=[desire.key])).content.decode()
        assert "Noa" not in page
        assert browser_of(viewer).get(reverse("api:desire", args=[desire.key])).json()["author"] == ""
    assert "Yours, without your name" in browser_of(cast.noa).get(reverse("desire", args=[desire.key])).content.decode()


def test_a_wrong_place_or_no_words_is_said_beside_the_field(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    page = browser.post(WRITE, {"text": "", "place": "1-99", "language": "en"})
    assert page.status_code == 200
    assert not Desire.objects.exists()
    assert page.content.decode().count("errorlist") >= 2


def test_what_is_written_while_a_round_is_open_belongs_to_it(cast: Cast) -> None:
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    open_now = SeasonRound.objects.create(
        title="Autumn",
        standing=SeasonRound.Standing.OPEN,
        opens_at=now,
        composes_at=now + timedelta(days=7),
        closes_at=now + timedelta(days=14),
    )
    browser = browser_of(cast.noa)
    assert "Autumn" in browser.get(WRITE).content.decode()
    browser.post(WRITE, {"text": "Songs", "place": "whole", "language": "en"})
    assert Desire.objects.get().season_round == open_now


def test_readers_see_their_language_and_the_original_is_one_tap_away(cast: Cast) -> None:
    desire = wish(cast.noa, "עוד שירים", language="he")
    first = render_desire(actor=account_of(cast.ruth), desire=desire, language="en", text="More poems")
    second = render_desire(actor=account_of(cast.pavel), desire=desire, language="en", text="More songs")
    page = browser_of(cast.ruth).get(reverse("desire", args=[desire.key])).content.decode()
    assert "More songs" in page
    assert '<bdi lang="he">עוד שירים</bdi>' in page
    assert "More poems" not in page
    assert Rendering.objects.count() == 2  # the older one is kept
    take_back_rendering(actor=account_of(cast.pavel), rendering=second)
    desire = Desire.objects.get()
    assert said_in(desire, "en").text == "More poems"
    assert said_in(desire, "ru").text == "עוד שירים"
    take_back_rendering(actor=account_of(cast.ruth), rendering=first)
    assert said_in(Desire.objects.get(), "en").rendered is False


def test_changed_words_leave_no_rendering_of_the_old_ones(cast: Cast) -> None:
    desire = wish(cast.noa, "More songs")
    render_desire(actor=account_of(cast.pavel), desire=desire, language="ru", text="Больше песен")
    browser = browser_of(cast.noa)
    browser.post(reverse("desire_change", args=[desire.key]), {"text": "No songs", "language": "en"})
    assert Desire.objects.get().text == "No songs"
    assert not Rendering.objects.exists()


@pytest.mark.parametrize("view", ["unites", "worth", "few", "guards", "anything"])
def test_the_views_of_what_unites_say_it_in_words(cast: Cast, view: str) -> None:
    _desires, people = two_sides(cast)
    reckon()
    page = browser_of(people[0]).get(reverse("ground"), {"view": view}).content.decode()
    assert "How far from one" in page
    shared = "Songs" in page and "Peace" in page
    assert shared == (view in ("unites", "worth", "anything"))
    if view == "guards":
        assert "Side 1 guards" in page
        assert "Side 2 guards" in page
        assert "Snow" in page


def test_what_is_dear_to_few_is_not_overlooked(cast: Cast) -> None:
    people = crowd(40)
    rare, common = wish(cast.miriam, "A house of silence"), wish(cast.miriam, "Songs")
    table = np.ones((40, 2), int)
    table[:, 0] = np.where(np.arange(40) < 9, 1, -1)
    many_answers([rare, common], people, table)
    reckon()
    page = browser_of(people[0]).get(reverse("ground"), {"view": "few"}).content.decode()
    assert "A house of silence" in page
    assert "Songs" not in page


def test_the_map_has_a_twin_in_words(cast: Cast) -> None:
    desires, people = two_sides(cast)
    reckon()
    page = browser_of(people[0]).get(reverse("desires_map")).content.decode()
    assert page.count('class="map-desire"') == len(desires)
    assert page.count('<tr id="desire-') == len(desires)
    assert "map-people" in page
    assert "A map of desires; the table below says the same." in page
    numbers = re.findall(r'<a href="#desire-(\d+)" tabindex="-1">', page)
    assert numbers
    assert all(f'<tr id="desire-{number}">' in page for number in numbers)


def test_a_map_without_sides_does_not_explain_sides(cast: Cast) -> None:
    people = crowd(8)
    ten = living_ten(people)
    for number in range(3):
        answers(wish(people[0], f"Desire number {number}", ten), people)
    reckon(ten)
    page = browser_of(people[0]).get(reverse("desires_map_of", args=[ten.level, ten.number])).content.decode()
    assert '<tr id="desire-1">' in page
    assert "The columns say" not in page


def test_a_circles_page_shows_what_unites_it_to_those_who_belong_there(cast: Cast) -> None:
    people = crowd(8)
    ten = living_ten(people)
    answers(wish(people[0], "Songs in the evening", ten), people)
    reckon(ten)
    here = reverse("circle", args=[1, ten.number])
    assert "Songs in the evening" in browser_of(people[3]).get(here).content.decode()
    assert "Songs in the evening" not in browser_of(cast.ruth).get(here).content.decode()


def test_lists_take_a_bounded_number_of_statements(
    cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    people = crowd(6)
    for number in range(18):
        desire = wish(people[number % 6], f"Desire number {number}")
        render_desire(actor=account_of(people[1]), desire=desire, language="he", text=f"רצון {number}")
        answers(desire, people)
    reckon()
    browser = browser_of(cast.ruth)
    for name in ("desires", "ground", "desires_map", "desire_cards", "my_answers", "my_desires"):
        with django_assert_max_num_queries(32):  # type: ignore[operator]
            assert browser.get(reverse(name)).status_code == 200
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert len(browser.get(reverse("api:desires")).json()) == 18


def test_pages_are_there_in_hebrew_and_russian(cast: Cast) -> None:
    desire = wish(cast.noa, "Songs")
    for language in ("he", "ru"):
        browser = browser_of(cast.ruth)
        browser.cookies["django_language"] = language
        with override(language):
            for address in (reverse("desires"), reverse("desire", args=[desire.key]), reverse("desire_rules")):
                assert browser.get(address).status_code == 200


def test_a_desire_is_reported_from_where_it_stands(cast: Cast) -> None:
    """The stewards read its words, where it is, and not who wrote it without their name."""
    ten = living_ten([cast.noa, cast.pavel])
    desire = wish(cast.pavel, "Everybody <loud> must go", ten, anonymous=True)
    browser = browser_of(cast.noa)
    address = f"/report/?desire={desire.key}"
    assert f'href="{address}"' in browser.get(reverse("desire", args=[desire.key])).content.decode()
    page = browser.get(address).content.decode()
    assert "Report these words" in page
    assert page.count("Everybody &lt;loud&gt; must go") == 2  # as the title says, and as it goes along
    assert "If it is about a text" not in page
    browser.post(address, {"words": "It hurts.", "quote": goes_along(page)})
    case = Case.objects.get()
    assert (case.kind, case.where, case.about) == (Case.Kind.TEXT, f"1-{ten.number}", None)
    assert case.quote.splitlines()[0] == desire.text
    matter = browser_of(cast.miriam).get(reverse("matter", args=[case.key])).content.decode()
    assert f'{reverse("desire", args=[desire.key])}"' in matter
    assert "Pavel" not in matter.partition("What was reported")[2].partition("</section>")[0]


def test_what_one_may_not_read_cannot_be_reported_by_guessing(cast: Cast) -> None:
    desire = wish(cast.pavel, "A quiet hour", living_ten([cast.pavel, cast.ruth]))
    assert browser_of(cast.noa).get(f"/report/?desire={desire.key}").status_code == 404
    assert browser_of(cast.noa).get("/report/?desire=nothing").status_code == 404
