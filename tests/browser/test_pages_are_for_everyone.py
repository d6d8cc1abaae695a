"""Every page, for everyone who may open it, in both directions: accessible, on a phone too, in the dark too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit

PUBLIC = ["/", "/charter/", "/account/login/", "/come-in-as/", "/style/", "/nowhere/"]
MEMBER = ["/today/", "/ten/", "/whole/", "/circles/2-1/", "/circles/3-1/", "/you/", "/you/edit/", "/you/privacy/"]
MEMBER += ["/you/privacy/leave/", "/you/privacy/erase/", "/you/privacy/record/", "/account/email/", "/account/2fa/"]
STEWARD = ["/desk/", "/members/", "/members/import/", "/invitations/", "/attributes/", "/fellowship/"]
STEWARD += ["/formations/", "/formations/new/", "/formations/1/", "/formations/2/"]
LANGUAGES = ["en", "he"]
SMALLEST = {"width": 320, "height": 640}


def reads_well(page: Page, path: str, language: str, accessible: Callable[[Page], None]) -> None:
    """Open a page and look at it as a person with a screen reader and a person with a narrow screen would."""
    page.goto(path)
    root = page.locator("html")
    expect(root).to_have_attribute("lang", language)
    expect(root).to_have_attribute("dir", "rtl" if language == "he" else "ltr")
    expect(page.locator("h1")).to_have_count(1)
    accessible(page)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, f"{path} scrolls sideways at {page.viewport_size}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone-dark", "desk-light"])
@pytest.mark.parametrize(("who", "paths"), [(None, PUBLIC), ("seated", MEMBER), ("steward", STEWARD)])
def test_pages_are_accessible_in_both_directions(
    visit: Visit,
    accessible: Callable[[Page], None],
    who: str | None,
    paths: list[str],
    size: dict[str, int],
    scheme: str,
    language: str,
) -> None:
    page = visit(who, language=language, size=size, scheme=scheme)
    for path in paths:
        reads_well(page, path, language, accessible)


@pytest.mark.parametrize("who", ["offered", "waiting"])
def test_today_has_a_word_for_those_without_a_ten(visit: Visit, accessible: Callable[[Page], None], who: str) -> None:
    page = visit(who, size=PHONE)
    reads_well(page, "/today/", "en", accessible)
    expect(page.locator("main .button, main .card").first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/today/", "/whole/", "/you/edit/"])
def test_the_smallest_screens_do_not_scroll_sideways(visit: Visit, path: str) -> None:
    page = visit("seated", language="he", size=SMALLEST)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
