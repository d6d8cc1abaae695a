"""The pages carry their weight without a line of JavaScript."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit


def test_a_member_changes_their_hours_by_text(visit: Visit) -> None:
    page = visit("seated", size=PHONE, java_script_enabled=False)
    page.goto("/you/edit/")
    hours = page.locator("[name='hours']").first
    hours.fill("Mon 19:00-21:30; Thu 20:00-22:00")
    page.locator("main form button[type='submit']").first.click()
    page.goto("/you/edit/")
    expect(page.locator("[name='hours']").first).to_have_value("Mon 19:00-21:30; Thu 20:00-22:00")


def test_a_member_walks_from_the_whole_to_their_ten(visit: Visit) -> None:
    page = visit("seated", java_script_enabled=False)
    page.goto("/whole/")
    page.locator("main a[href*='/circles/1-']").first.click()
    assert "/circles/1-" in page.url
