"""A week is painted by mouse, finger and keyboard, in both directions, and says what the engine understands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tenfold.engine.hours import format_stretches, parse_stretches
from tests.browser.conftest import PHONE, Accessible

START = "Mon 19:00-21:30; Tue 22:30-00:30"
WED, THU, FRI = 2, 3, 4


class Week:
    """The sample week of the style page in one language, as a person meets it."""

    def __init__(self, page: Page, language: str) -> None:
        page.goto("/style/")
        self.page = page
        self.all = page.locator(f"section[lang={language}] .week")
        self.field = page.locator(f"#{language}-hours")
        self.all.locator("[role=grid]").scroll_into_view_if_needed()
        self.along = ("ArrowLeft", "ArrowRight") if language == "he" else ("ArrowRight", "ArrowLeft")
        assert self.field.input_value() == START

    def cell(self, day: int, hour: float) -> Locator:
        return self.all.locator(f"[data-slot='{day * 96 + int(hour * 4)}']")

    def middle(self, day: int, hour: float) -> tuple[float, float]:
        box = self.cell(day, hour).bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def focused(self) -> str:
        return self.page.evaluate("document.activeElement.dataset.slot")

    @property
    def text(self) -> str:
        return self.field.input_value()


@pytest.fixture(params=["en", "he"])
def week(request: pytest.FixtureRequest, visit: Callable[..., Page]) -> Week:
    return Week(visit(language=request.param), request.param)


def test_a_stroke_over_two_days_marks_the_hours_of_both(week: Week) -> None:
    week.page.mouse.move(*week.middle(WED, 18))
    week.page.mouse.down()
    week.page.mouse.move(*week.middle(THU, 19.5), steps=5)
    week.page.mouse.up()
    assert week.text == f"{START}; Wed 18:00-20:00; Thu 18:00-20:00"
    week.cell(WED, 18).click()
    assert week.text == f"{START}; Wed 18:30-20:00; Thu 18:00-20:00"


def test_the_keyboard_marks_widens_and_takes_back(week: Week) -> None:
    later, earlier = week.along
    week.cell(WED, 20).focus()
    week.page.keyboard.press("Space")
    week.page.keyboard.press(f"Shift+{later}")
    week.page.keyboard.press(f"Shift+{later}")
    week.page.keyboard.press("Shift+ArrowDown")
    assert week.text == f"{START}; Wed 20:00-21:30; Thu 20:00-21:30"
    week.page.keyboard.press(f"Shift+{earlier}")
    week.page.keyboard.press("Shift+ArrowUp")
    assert week.text == f"{START}; Wed 20:00-21:00"


def test_walking_past_the_edge_brings_other_hours_into_view(week: Week) -> None:
    _, back = week.along
    week.cell(WED, 18).focus()
    for _ in range(26):
        week.page.keyboard.press(back)
    assert week.focused() == str(WED * 96 + 5 * 4)
    assert week.text == START


def test_typed_hours_are_shown_and_unclear_ones_are_named(week: Week) -> None:
    week.all.locator("summary").click()
    week.field.fill("Fri 18:00-24:00")
    assert week.cell(FRI, 20).get_attribute("aria-selected") == "true"
    assert not week.all.locator(".week-problem").inner_text()
    week.field.fill("Fri 18")
    assert week.all.locator(".week-problem").inner_text()
    assert week.cell(FRI, 20).get_attribute("aria-selected") == "true"


def test_one_day_is_repeated_and_all_is_cleared(week: Week) -> None:
    week.cell(0, 20).focus()
    week.all.locator(".week-tools button").first.click()
    assert week.text == "; ".join(f"{day} 19:00-21:30" for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    week.all.locator(".week-tools button").last.click()
    assert week.text == ""


@pytest.mark.parametrize(
    "typed",
    ["Sun 23:00-01:00; Wed 3:00-4:15", "Sat 10:00-24:00; Sun 00:00-24:00; Mon 00:00-02:00", "Mon 00:00-24:00", START],
)
def test_browser_and_engine_write_the_same_hours_alike(typed: str, visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/style/")
    source = page.locator("script[type=module]").get_attribute("src").rsplit("/", 1)[0] + "/week-text.js"
    written = page.evaluate(
        "async ([source, typed]) => { const m = await import(source); return m.formatWeek(m.parseWeek(typed)); }",
        [source, typed],
    )
    assert written == format_stretches(parse_stretches(typed))


def test_a_finger_sideways_paints_and_upwards_scrolls(visit: Callable[..., Page]) -> None:
    page = visit(language="he", size=PHONE)
    week = Week(page, "he")
    touch = page.context.new_cdp_session(page)

    def stroke(start: tuple[float, float], end: tuple[float, float]) -> None:
        for step in range(9):
            x, y = (start[axis] + (end[axis] - start[axis]) * step / 8 for axis in (0, 1))
            kind = "touchMove" if step else "touchStart"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    stroke(week.middle(WED, 18), week.middle(WED, 20))
    assert week.text == f"{START}; Wed 18:00-20:30"
    before = page.evaluate("scrollY")
    x, y = week.middle(WED, 22)
    stroke((x, y), (x, y - 200))
    page.wait_for_function("before => scrollY > before", arg=before)
    assert week.text == f"{START}; Wed 18:00-20:30"


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_piece_is_accessible_in_both_directions_and_modes(
    language: str, mode: str, visit: Callable[..., Page], accessible: Accessible
) -> None:
    page = visit(language=language)
    page.goto(f"/style/?mode={mode}")
    assert not accessible(page)


@pytest.mark.parametrize("font", ["with its font", "before its font has come"])
def test_nothing_runs_over_the_edge_of_a_small_phone(font: str, visit: Callable[..., Page]) -> None:
    page = visit(size={"width": 320, "height": 640})
    if font == "before its font has come":
        page.route("**/*.woff2", lambda route: route.fulfill(body=b""))
    page.goto("/style/")
    over = page.evaluate(
        "() => [...document.querySelectorAll('body *')]"
        ".filter(each => each.getBoundingClientRect().right > innerWidth)"
        ".map(each => `${each.tagName} ${each.className}`)"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, over
