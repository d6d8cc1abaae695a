"""Forms and pages say what they mean to eyes and ears, in the reader's direction, even when something is wrong."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from tenfold.site.style import SampleForm, style_page


def described_by(html: str, name: str) -> set[str]:
    """The ids that the field ``name`` names as its description; each must be there."""
    tag = re.search(rf'<[^>]*\bname="{name}"[^>]*>', html)
    found = re.search(r'aria-describedby="([^"]*)"', tag.group(0) if tag else "")
    return set(found.group(1).split()) if found else set()


def test_a_field_says_its_help_and_who_sees_the_answer():
    html = str(SampleForm())
    assert described_by(html, "hours") == {"id_hours_helptext", "id_hours_seen"}
    assert described_by(html, "name") == {"id_name_seen"}
    assert described_by(html, "email") == {"id_email_helptext"}
    assert described_by(html, "gift") == set()
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    named = {each for group in re.findall(r'aria-describedby="([^"]+)"', html) for each in group.split()}
    assert named <= ids


def test_a_wrong_answer_is_named_where_it_stands_and_kept():
    form = SampleForm({"name": "", "email": "not an address", "place": "phone", "zone": "Europe/Lisbon"})
    html = str(form)
    assert "id_name_error" in described_by(html, "name")
    assert 'value="not an address"' in html
    assert html.count('aria-invalid="true"') == len(form.errors) == 2


def test_every_field_has_a_label_of_its_own():
    html = str(SampleForm())
    labelled = set(re.findall(r'<label for="([^"]+)"', html))
    asked = set(re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', html))
    assert asked <= labelled


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_a_page_of_trouble_needs_nothing_to_be_shown(page):
    """Django shows some of them without a request, when the rest of the house may be broken."""
    html = render_to_string(page)
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("he", "rtl"), ("ru", "ltr")])
def test_a_page_says_its_language_and_direction(language, direction):
    with override(language):
        assert f'<html lang="{language}" dir="{direction}">' in render_to_string("404.html")


@pytest.mark.parametrize(("language", "subset"), [("en", "latin"), ("he", "hebrew"), ("ru", "cyrillic")])
def test_a_page_fetches_the_letters_of_its_language_early(language, subset):
    with override(language):
        html = render_to_string("404.html")
    assert re.search(rf'rel="preload" href="[^"]*rubik-{subset}-wght-normal[^"]*" as="font"', html)


@pytest.mark.django_db
def test_the_style_page_shows_both_directions_and_the_mode_that_was_asked_for():
    request = RequestFactory().get("/style/", {"mode": "dark"})
    request.user = AnonymousUser()
    html = style_page(request).content.decode()
    assert 'data-theme="dark"' in html
    assert '<section class="stack-wide" lang="en" dir="ltr"' in html
    assert '<section class="stack-wide" lang="he" dir="rtl"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
