"""Thirty members of three tens come from scattered desires to one, up to the whole and back, in two languages.

What decides happens in Chromium; the others act beside it, in a process of their own (``thirty.py``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP, PATIENCE, PHONE, Accessible, is_an_error

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "An hour every week in which nobody has to be right"
HEARD = "That we hear from each of us before anybody speaks twice"
TEXT_A = f"{RIGHT}, and that we hear from each of us before anybody speaks twice."
ALONE, SILENT = "שאף אחד מאיתנו לא יישאר לבד בחג", "שנלמד לשתוק יחד פעם בשבוע"
TREE, FORGIVE = "To plant one tree for every one of us", "To forgive one another before the evening"
TEXT_C = f"{TREE}, and to forgive one another before the evening."
TEXT_H = f"An hour every week in which nobody has to be right; {ALONE}; to forgive one another before the evening."


class Others:
    """Those who do not sit at the browser."""

    def __init__(self, environment: dict[str, str], errors: Path) -> None:
        command = [sys.executable, "-m", "tests.browser.thirty"]
        with errors.open("w") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=environment,
                cwd=ROOT,
            )
        self.errors = errors
        self.told: dict[str, Any] = self._heard()

    def do(self, name: str, *arguments: Any) -> Any:
        """Have them do something, and hear what came of it."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self.process.stdin.flush()
        return self._heard()

    def _heard(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.errors.read_text()
        return json.loads(line)

    def person(self, ten: int, place: int) -> str:
        """The key of somebody."""
        key: str = self.told["people"][ten][place]
        return key

    def circle(self, ten: int) -> tuple[int, int]:
        return 1, self.told["tens"][ten]


@dataclass(frozen=True)
class Company:
    address: str
    others: Others


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A fellowship of thirty and the few who keep it, with its site."""
    home = tmp_path_factory.mktemp("thirty")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TENFOLD", "DJANGO", "DATABASE", "REDIS"))}
    environment |= {"NO_COLOR": "1", "EMAIL_URL": f"file:///{home / 'letters'}"}
    at_home = {"TENFOLD_HOME": str(home / "demo"), "TENFOLD_DEMO": "1"}
    (home / "demo").mkdir()
    others = Others(environment | at_home | {"DJANGO_SETTINGS_MODULE": "tenfold.site.settings"}, home / "others.log")
    with (home / "log").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tenfold", "demo", "--home", str(home / "demo"), "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
        )
    assert process.stdout is not None
    address = next((line.split()[1] for line in process.stdout if line.startswith("Serving ")), "")
    assert address, (home / "log").read_text()
    yield Company(address, others)
    for one in (process, others.process):
        one.terminate()
        one.wait(timeout=60)
        for pipe in (one.stdin, one.stdout):
            if pipe is not None:
                pipe.close()


Come = Callable[..., Page]


@pytest.fixture
def come(browser: Browser, company: Company) -> Iterator[Come]:
    """Open a window as one of the thirty: ``come(key, "he", PHONE)``; any error that the browser reports fails."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_as(key: str, language: str = "en", size: dict[str, int] = DESKTOP, scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=company.address,
            viewport=size,  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            locale={"en": "en-GB", "he": "he-IL"}[language],
            has_touch=size is PHONE,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on("console", lambda m: errors.append(f"{page.url}: {m.text}") if is_an_error(m) else None)
        page.goto("/come-in-as/")
        page.evaluate("key => { document.querySelector(\"input[name='member']\").value = key; }", key)
        page.locator("form:has(input[name='member']) button").first.click()
        page.wait_for_url("**/today/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not errors


def press(page: Page, verb: str) -> None:
    page.locator(f"main button[value='{verb}']").first.click()


def answer(page: Page, key: str, grade: str) -> None:
    page.goto(f"/one-desire/{key}/")
    press(page, grade)


def test_from_scattered_desires_to_one_and_back(company: Company, come: Come, accessible: Accessible) -> None:
    others = company.others
    a_ten_finds_its_one_desire(others, come, accessible)
    a_ten_in_hebrew_in_which_somebody_has_words_back(others, come, accessible)
    others.do("found_one", *others.circle(2), [TREE, FORGIVE], TEXT_C)
    up_to_the_hundred_and_the_whole(others, come, accessible)
    and_back_down(others, come, accessible)


def a_ten_finds_its_one_desire(others: Others, come: Come, accessible: Accessible) -> None:
    """English, at a desk: Anna0 writes, Anna1 agrees on her phone, all answer, and it is carried up."""
    writer = come(others.person(0, 0))
    writer.goto("/ten/")
    expect(writer.locator("#one-desire-title")).to_be_visible()
    assert not accessible(writer)
    writer.goto(f"{writer.url.split('#')[0]}one-desire/")
    assert not accessible(writer)
    writer.locator("select[name='language']").select_option("en")
    writer.locator("form.form button[type='submit']").click()
    expect(writer.locator("#blocks")).to_be_visible()
    for words in (RIGHT, HEARD):
        writer.locator("#blocks li", has_text=words).locator("button").click()
    writer.locator("textarea[name='text']").fill(TEXT_A)
    writer.locator("form[action$='/write/'] button").click()
    expect(writer.locator(".one-desire a.words")).to_have_count(2)
    press(writer, "ask circle")
    expect(writer.locator(".notice-stop")).to_contain_text("that we hear from each of us")
    assert not accessible(writer)

    author = come(others.person(0, 1), "en", PHONE, "dark")
    author.locator("main a[href='/my-words/']").click()
    expect(author.locator("q")).to_contain_text("that we hear from each of us before anybody speaks twice")
    assert not accessible(author)
    author.locator("input[name='walked']").check()
    press(author, "agree")

    press(writer, "ask circle")
    key = others.do("text_of", *others.circle(0))
    assert not accessible(writer)
    last = others.person(0, 9)
    assert others.do("others_answer", *others.circle(0), last) == "asked"
    end = come(last, "en", PHONE, "dark")
    end.locator(f"main a[href='/one-desire/{key}/']").first.click()
    press(end, "talk")
    expect(end.locator("button[value='talk']")).to_have_attribute("aria-pressed", "true")
    assert not accessible(end)
    press(end, "heart")
    expect(end.locator("main")).to_contain_text("It has stood since")
    assert not accessible(end)
    assert others.do("words_now", *others.circle(0)) == TEXT_A

    writer.goto(f"/one-desire/{key}/")
    press(writer, "carry up")
    expect(writer.locator("button[value='take back from above']")).to_be_visible()


def a_ten_in_hebrew_in_which_somebody_has_words_back(others: Others, come: Come, accessible: Accessible) -> None:
    """Hebrew, on a phone: words of Boaz1 are taken in, he asks for them back, and the ten agrees without them."""
    writer = come(others.person(1, 0), "he", PHONE)
    writer.goto("/ten/")
    writer.goto(f"{writer.url.split('#')[0]}one-desire/")
    writer.locator("select[name='language']").select_option("he")
    writer.locator("form.form button[type='submit']").click()
    for words in (ALONE, SILENT):
        writer.locator("#blocks li", has_text=words).locator("button").click()
    expect(writer.locator(".one-desire a.words")).to_have_count(2)
    assert writer.evaluate("getComputedStyle(document.querySelector('.one-desire')).direction") == "rtl"
    assert not accessible(writer)

    author = come(others.person(1, 1), "he", PHONE, "dark")
    author.goto("/my-words/")
    assert not accessible(author)
    press(author, "back")
    expect(author.locator("button[value='back']")).to_have_count(0)

    key = others.do("text_of", *others.circle(1))
    writer.goto(f"/one-desire/{key}/")
    expect(writer.locator(".one-desire a.words")).to_have_count(1)
    assert SILENT not in writer.locator("main .one-desire").first.inner_text()
    writer.locator("textarea[name='text']").fill(ALONE)
    writer.locator("form[action$='/write/'] button").click()
    press(writer, "ask circle")
    expect(writer.locator("button[value='talk']")).to_be_visible()
    assert not accessible(writer)
    assert others.do("others_answer", *others.circle(1), others.person(1, 0)) == "asked"
    answer(writer, key, "live")
    press(writer, "carry up")
    expect(writer.locator("button[value='take back from above']")).to_be_visible()
    assert others.do("words_now", *others.circle(1)) == ALONE


def up_to_the_hundred_and_the_whole(others: Others, come: Come, accessible: Accessible) -> None:
    """All thirty answer what the tens carried up; the delegates compose, and carry it to the whole."""
    (number,) = others.do("hundreds")
    assert others.do("all_mine", 2, number) == 90
    delegate = come(others.person(1, 0), "he", DESKTOP, "dark")
    delegate.goto(f"/circles/2-{number}/one-desire/")
    expect(delegate.locator("main")).to_contain_text(ALONE)
    assert not accessible(delegate)
    assert others.do("found_one", 2, number, [RIGHT, ALONE, TREE], TEXT_H) == TEXT_H
    assert others.do("all_mine", 0, 0) == 30

    delegate.goto("/whole/one-desire/")
    delegate.locator("form.form button[type='submit']").click()
    delegate.locator("#blocks li").first.locator("button").click()
    expect(delegate.locator(".one-desire a.words")).to_have_count(1)
    press(delegate, "ask circle")
    key = others.do("text_of", 0, 0)
    assert others.do("others_answer", 0, 0, others.person(1, 0), "heart") == "asked"
    answer(delegate, key, "heart")
    assert not accessible(delegate)
    assert others.do("words_now", 0, 0) == TEXT_H


def and_back_down(others: Others, come: Come, accessible: Accessible) -> None:
    """From the whole's page one walks down to the tens, as far as let; a ten sees where its words went."""
    for language, size, person in (("en", DESKTOP, (2, 7)), ("he", PHONE, (1, 5))):
        member = come(others.person(*person), language, size)
        member.goto("/whole/")
        expect(member.locator(".one-desire").first).to_contain_text("nobody has to be right")
        assert not accessible(member)
        member.locator(".one-desire a.words").first.click()
        walk = member.locator(".walk")
        expect(walk).to_contain_text("An hour every week in which nobody has to be right")
        expect(walk).to_contain_text(ALONE)
        expect(walk.locator("blockquote", has_text=FORGIVE)).to_be_visible()  # its author lets others walk to it
        assert not accessible(member)

    author = come(others.person(0, 0), "en", PHONE)
    author.goto("/ten/")
    author.goto(f"{author.url.split('#')[0]}one-desire/")
    expect(author.locator("#went-title")).to_be_visible()
    expect(author.locator("main")).to_contain_text("In the one desire of the whole stand:")
    assert not accessible(author)
    author.goto("/my-words/")
    press(author, "back")
    assert others.do("words_now", 0, 0) == TEXT_H.replace("An hour every week in which nobody has to be right", "…")
