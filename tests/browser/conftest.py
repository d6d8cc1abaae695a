"""A real Chromium against a real, freshly made demo fellowship in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 45_000
"""Milliseconds until something is taken not to happen, long enough for a slow machine."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skip = pytest.mark.skip(reason="no Chromium on this machine (on Debian: apt-get install chromium)")
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet + offline}


@dataclass(frozen=True)
class House:
    """A running demo fellowship: its address, the folder its letters go to, and the environment it lives in."""

    address: str
    letters: Path
    environment: dict[str, str]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A demo fellowship, made for this run only."""
    home = tmp_path_factory.mktemp("fellowship")
    log = home / "log"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TENFOLD", "DJANGO", "DATABASE", "REDIS"))}
    environment |= {"NO_COLOR": "1", "EMAIL_URL": f"file:///{home / 'letters'}"}
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tenfold", "demo", "--home", str(home / "demo"), "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment,
        )
    assert process.stdout is not None
    seen = []
    for line in process.stdout:
        seen.append(line)
        if line.startswith("Serving "):
            at_home = {"TENFOLD_HOME": str(home / "demo"), "TENFOLD_DEMO": "1"}
            yield House(line.split()[1], home / "letters", environment | at_home)
            break
    else:
        pytest.fail("the demo did not start:\n" + "".join(seen) + log.read_text())
    process.terminate()
    process.wait(timeout=60)
    process.stdout.close()


@pytest.fixture(scope="session")
def site(house: House) -> str:
    """The address of the demo fellowship."""
    return house.address


Visit = Callable[..., Page]
NOWHERE = "/nowhere/"
"""An address that is not there: the one place where the browser rightly reports that it was not found."""


def is_an_error(message: ConsoleMessage) -> bool:
    return message.type == "error" and not message.location.get("url", "").endswith(NOWHERE)


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Open a window as somebody: ``visit("steward", language="he", size=PHONE, scheme="dark")`` returns its page.

    The page fails the test when the browser reports an error, so that nobody has to look for them.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_as(
        who: str | None = None,
        *,
        language: str = "en",
        size: dict[str, int] = DESKTOP,
        scheme: str = "light",
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport=size,  # type: ignore[arg-type]  # a plain dict is what playwright wants
            color_scheme=scheme,  # type: ignore[arg-type]
            locale={"en": "en-GB", "he": "he-IL", "ru": "ru-RU"}[language],
            has_touch=size is PHONE,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on("console", lambda m: errors.append(f"{page.url}: {m.text}") if is_an_error(m) else None)
        if who is not None:
            page.goto("/come-in-as/")
            page.locator(f"[data-person='{who}'] button").click()
            page.wait_for_url("**/today/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture(scope="session")
def axe_rules() -> Path:
    """The axe-core script that the Python package brings along."""
    import axe_playwright_python

    return next(Path(axe_playwright_python.__file__).parent.glob("**/axe.min.js"))


AXE = """async tags => {
    const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
    return found.violations.map(v => [v.id, v.help, v.nodes.slice(0, 3).map(node => node.target)]);
}"""
"""Only what is wrong comes back: the list of all that is right is long, and slow to carry over."""

Accessible = Callable[[Page], list[str]]


@pytest.fixture
def accessible(axe_rules: Path) -> Accessible:
    """What axe finds on a page against WCAG 2.2 AA and its own best practice, in words; empty when all is well."""
    script = axe_rules.read_text()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def check(page: Page) -> list[str]:
        # Evaluated by the test, not by the page: the page's own policy allows no foreign script.
        page.evaluate(script)
        found = page.evaluate(AXE, tags)
        return [f"{page.url}: {rule}: {words} at {where}" for rule, words, where in found]

    return check
