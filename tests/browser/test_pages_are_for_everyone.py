"""Every page, for everyone who may open it, in both directions: accessible, on a phone too, in the dark too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, NOWHERE, PHONE, Accessible, Visit

PUBLIC = ["/", "/charter/", "/account/login/", "/come-in-as/", "/style/", NOWHERE]
MEMBER = ["/today/", "/ten/", "/whole/", "/circles/2-1/", "/circles/3-1/", "/you/", "/you/edit/", "/you/privacy/"]
MEMBER += ["/desires/", "/desires/write/", "/desires/cards/", "/desires/ground/", "/desires/map/", "/desires/rules/"]
MEMBER += ["/desires/log/", "/desires/mine/", "/whole/one-desire/", "/rounds/", "/my-words/", "/season/", "/ten/move/"]
MEMBER += ["/you/matters/", "/you/blocks/", "/you/invite/", "/you/letters/", "/you/privacy/tokens/"]
MEMBER += ["/you/privacy/leave/", "/you/privacy/erase/", "/you/privacy/record/", "/account/email/", "/account/2fa/"]
STEWARD = ["/desk/", "/members/", "/members/import/", "/invitations/", "/attributes/", "/fellowship/"]
STEWARD += [
    "/desk/line/",
    "/desk/where/",
    "/renewals/",
    "/matters/",
    "/applications/",
    "/entry/",
    "/entry/waves/",
    "/log/",
]
STEWARD += ["/entry/path/", "/purpose/write/", "/desires/keeping/", "/rounds/new/"]
STEWARD += ["/formations/", "/formations/new/", "/formations/1/", "/formations/2/"]
LANGUAGES = ["en", "he"]
SMALLEST = {"width": 320, "height": 640}


def reads_well(page: Page, path: str, language: str, accessible: Accessible) -> list[str]:
    """Open a page and look at it as a person with a screen reader and a person with a narrow screen would."""
    page.goto(path)
    root = page.locator("html")
    found = accessible(page)
    if root.get_attribute("lang") != language or root.get_attribute("dir") != ("rtl" if language == "he" else "ltr"):
        found.append(f"{path}: language or direction is wrong")
    if page.locator("h1").count() != 1:
        found.append(f"{path}: a page has one first heading")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{path}: scrolls sideways at {page.viewport_size}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone-dark", "desk-light"])
@pytest.mark.parametrize(("who", "paths"), [(None, PUBLIC), ("seated", MEMBER), ("steward", STEWARD)])
def test_pages_are_accessible_in_both_directions(
    visit: Visit,
    accessible: Accessible,
    who: str | None,
    paths: list[str],
    size: dict[str, int],
    scheme: str,
    language: str,
) -> None:
    page = visit(who, language=language, size=size, scheme=scheme)
    found = [said for path in paths for said in reads_well(page, path, language, accessible)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["offered", "waiting"])
def test_today_has_a_word_for_those_without_a_ten(visit: Visit, accessible: Accessible, who: str) -> None:
    page = visit(who, size=PHONE)
    assert not reads_well(page, "/today/", "en", accessible)
    expect(page.locator("main .button, main .card").first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/today/", "/whole/", "/you/edit/"])
def test_the_smallest_screens_do_not_scroll_sideways(visit: Visit, path: str) -> None:
    page = visit("seated", language="he", size=SMALLEST)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
