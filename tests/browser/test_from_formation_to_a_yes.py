"""The main story as it is lived: a steward forms tens, moves somebody, publishes; a member says yes, and leaves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Accessible, Visit

FORMING_TAKES = 90_000  # milliseconds, on a machine that does other things too


def form_tens(page: Page, who: str) -> None:
    """Start a formation and wait, as the steward does, until the page shows its proposal."""
    page.goto("/desk/")
    page.locator("main a[href='/formations/new/']").last.click()
    page.locator("[name='who']").first.wait_for()
    choose(page, "who", who)
    page.locator("main form.form button[type='submit']").click()
    expect(page.locator("main dl.figures").first).to_be_visible(timeout=FORMING_TAKES)


def choose(page: Page, name: str, value: str) -> None:
    """Answer a question, whether it is asked as a list or as buttons."""
    radio = page.locator(f"input[name='{name}'][value='{value}']")
    if radio.count():
        radio.check()
    else:
        page.locator(f"select[name='{name}']").select_option(value)


def move_somebody(page: Page) -> str:
    """Move the first person to the next circle by the list, as one does without a mouse; their name."""
    chip = page.locator("li[data-drag]").first
    name = chip.locator("summary bdi").inner_text()
    chip.locator("summary").click()
    chip.locator("select").select_option(index=0)
    chip.locator("button").click()
    expect(page.locator("#effect-title")).to_be_visible()
    page.locator("main form[method='post'] button").first.click()
    return name


def carry(page: Page, what: Locator, to: Locator) -> None:
    """Press, move in steps and let go, as a hand with a mouse does."""
    start, end = what.bounding_box(), to.bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 20, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + 40, end["y"] + 20, steps=8)
    page.mouse.up()


@pytest.mark.parametrize(("language", "size"), [("en", DESKTOP), ("he", PHONE)])
def test_a_steward_forms_tens_and_a_member_says_yes(
    visit: Visit, accessible: Accessible, language: str, size: dict[str, int]
) -> None:
    steward = visit("steward", language=language, size=size)
    form_tens(steward, "all")
    assert not accessible(steward)
    proposal = steward.url
    name = move_somebody(steward)
    steward.goto(proposal)
    expect(steward.locator("li[data-drag] summary", has_text=name).locator(".tag").first).to_be_visible()
    steward.locator("form[action$='/publish/'] button").click()
    expect(steward.locator("form[action$='/publish/']")).to_have_count(0)

    member = visit("offered", language=language, size=PHONE)
    member.locator("main a[href*='/placements/']").first.click()
    assert not accessible(member)
    expect(member.locator("button[value='accept']")).to_be_visible()
    for other in ("another", "wait"):
        expect(member.locator(f"button[value='{other}']")).to_be_visible()
    member.locator("button[value='accept']").click()
    member.goto("/ten/")
    expect(member.locator("main h1")).to_be_visible()
    assert "/circles/1-" in member.url
    assert not accessible(member)

    clicks = 0
    for button in ("a[href$='/leave/']", "form[action$='/leave/'] button[type='submit']"):
        member.locator(button).first.click()
        clicks += 1
    assert clicks == 2
    member.goto("/ten/")
    assert "/circles/1-" not in member.url


def test_where_nobody_can_be_seated_a_steward_is_told_so(visit: Visit, accessible: Accessible) -> None:
    """In the demo tens form by themselves: of those who still wait, no ten can be formed."""
    steward = visit("steward", size=PHONE)
    form_tens(steward, "without")
    assert not accessible(steward)
    steward.locator("main a[href$='/unplaced/']").click()
    expect(steward.locator("main h1")).to_be_visible()


def test_a_steward_drags_somebody_to_another_ten(visit: Visit) -> None:
    steward = visit("steward", size={"width": 1280, "height": 2400})  # both tens in sight
    form_tens(steward, "all")
    person = steward.locator("li[data-drag]").first
    target = steward.locator("ul[data-drop]").nth(1)
    number = target.get_attribute("data-drop")
    carry(steward, person, target)
    expect(steward.locator("#effect-title")).to_be_visible()
    assert f"circle={number}" in steward.url
