"""The whole way in a real browser: from the front page to a living ten, and out again with all one's data."""

from __future__ import annotations

import json
import re
import secrets
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Accessible, House, Visit


def letter_to(address: str, letters: Path) -> str:
    """The latest letter to somebody."""
    found = [
        path.read_text(encoding="utf-8") for path in sorted(letters.glob("*"), key=lambda one: one.stat().st_mtime)
    ]
    return next(text for text in reversed(found) if f"To: {address}" in text)


def go_on(page: Page, field: str = "csrfmiddlewaretoken") -> None:
    """Press the button of the form in ``main`` that holds this field."""
    page.locator(f"main form:has([name={field}]) button[type=submit]:not(.hear-only)").first.click()


@pytest.mark.parametrize(("language", "size"), [("en", DESKTOP), ("he", PHONE)])
def test_from_the_front_page_to_a_living_ten_and_out_again(
    visit: Visit, house: House, accessible: Accessible, language: str, size: dict[str, int]
) -> None:
    address = f"stranger-{language}-{secrets.token_hex(3)}@example.org"
    words = f"I am glad to be here, says {address}."
    name = {"en": "Shira", "he": "שירה"}[language]
    page = visit(language=language, size=size)

    # A visitor reads what it is about, and asks to enter
    page.goto("/")
    page.locator("main a[href='/way-in/']").first.click()
    assert accessible(page) == []
    page.locator("main a[href^='/account/signup/']").first.click()
    page.locator("input[name=email]").fill(address)
    go_on(page, "email")
    page.locator("input[name=code]").wait_for()
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", letter_to(address, house.letters), re.MULTILINE)
    assert code is not None
    page.locator("input[name=code]").fill(code[1])
    go_on(page, "code")
    page.locator("input[name=name]").fill(name)
    go_on(page, "name")
    page.wait_for_url("**/threshold/")

    # The path, the purpose, why, who one is
    for _text in range(20):
        page.goto("/path/")
        unread = page.locator("main ol a:has(.point-open)")
        if not unread.count():
            break
        unread.first.click()
        answer = page.locator("main textarea")
        if answer.count():
            answer.first.fill("I would listen.")
        go_on(page)
    page.goto("/purpose/")
    agree = page.locator("form[action='/purpose/answer/'] button")
    if agree.count():
        agree.first.click()
    page.goto("/threshold/")
    assert accessible(page) == []
    page.locator("form[action='/threshold/why/'] textarea").fill("I do not want to be alone with it.")
    page.locator("form[action='/threshold/why/'] button[type=submit]").click()
    page.goto("/you/edit/")
    fill_profile(page)

    # Of the rules, the conversation with a steward is still open; once it took place, they are a member
    page.goto("/threshold/")
    page.locator("form[action='/threshold/ask/'] button").click()
    page.wait_for_load_state()
    assert page.url.endswith("/threshold/")
    steward = visit("steward")
    steward.goto("/applications/")
    steward.get_by_role("link", name=name).last.click()
    steward.locator("form[action$='/spoken/'] button").first.click()
    page.goto("/today/")
    page.wait_for_url("**/today/")

    # The line; an open seat is offered by itself within the hour, or now, where a steward looks for one
    page.goto("/line/")
    assert accessible(page) == []
    page.goto("/today/")
    if not page.locator("main a[href^='/placements/']").count():
        steward.goto("/desk/line/")
        steward.locator("form[action='/desk/line/offer/'] button").click()
        steward.wait_for_url(re.compile(r"/formations/\d+/"))
        steward.locator("form[action$='/publish/'] button").click()
        steward.wait_for_load_state()
    page.goto("/today/")
    page.locator("main a[href^='/placements/']").first.click()
    assert accessible(page) == []
    page.locator("main button[name=answer][value=accept]").click()
    page.wait_for_url(re.compile(r"/circles/1-\d+/"))
    expect(page.locator("#outer")).to_be_visible()
    expect(page.locator("#inner")).to_be_visible()
    page.locator("#sharings-title ~ form textarea").fill(words)
    page.locator("#sharings-title ~ form button[type=submit]").click()
    expect(page.get_by_text(words)).to_be_visible()
    circle = page.url.split("#")[0]

    # Out again, with everything
    page.goto("/you/privacy/")
    with page.expect_download() as coming:
        page.locator("form[action*='export'] button").click()
    with zipfile.ZipFile(coming.value.path()) as archive:
        everything = json.loads(archive.read("everything.json"))
    assert [seat["left_at"] for seat in everything["seats"]] == [None]
    assert everything["sharings"][0]["text"] == words
    page.goto(f"{circle}leave/")
    go_on(page)
    page.wait_for_load_state()
    page.goto("/you/privacy/leave/")
    go_on(page)
    page.wait_for_load_state()
    page.goto("/today/")
    assert not page.url.endswith("/today/")


def fill_profile(page: Page) -> None:
    """Languages, a zone and hours wide enough to fit some ten; the rest may stay empty."""
    form = page.locator("main form").first
    form.wait_for()
    page.locator("select[name=languages]").first.select_option("he")
    page.locator("select[name=languages]").nth(1).select_option("en")
    page.locator("select[name=country]").select_option("IL")
    page.locator("select[name=zone]").select_option("Asia/Jerusalem")
    hours = page.locator("[name=hours]")
    if not hours.is_visible():  # the grid stands in front; the text is behind it
        page.locator("details:has([name=hours]) > summary").click()
    hours.fill("; ".join(f"{day} 05:00-23:45" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")))
    page.locator("main form:has([name=hours]) .form-actions button[type=submit]").click()
    page.wait_for_url(re.compile(r"/you/$|/threshold/$"))
