"""Take the screenshots of the docs from a fresh demo, in a real Chromium. Run by ``make pictures``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 860}
LOCALES = {"en": "en-GB", "he": "he-IL", "ru": "ru-RU"}

# name of the picture, who looks, at what, in which language, on which screen, in which light
PICTURES = [
    ("front", None, "/", "en", DESKTOP, "light"),
    ("today", "seated", "/today/", "en", DESKTOP, "light"),
    ("today-phone-he", "seated", "/today/", "he", PHONE, "dark"),
    ("ten", "seated", "/ten/", "en", DESKTOP, "light"),
    ("ten-phone-he", "seated", "/ten/", "he", PHONE, "light"),
    ("whole", "seated", "/whole/", "en", DESKTOP, "dark"),
    ("whole-ru", "seated", "/whole/", "ru", DESKTOP, "light"),
    ("hours-phone", "seated", "/you/edit/", "en", PHONE, "light"),
    ("desk", "steward", "/desk/", "en", DESKTOP, "light"),
    ("proposal", "steward", "/formations/2/", "en", DESKTOP, "light"),
    ("proposal-he", "steward", "/formations/2/", "he", DESKTOP, "dark"),
    ("seat-phone", "offered", "placement", "en", PHONE, "light"),
]


def take(browser: Browser, site: str) -> None:
    """Take every picture; only what one sees without scrolling, as a visitor does first."""
    for name, who, path, language, size, scheme in PICTURES:
        context = browser.new_context(
            base_url=site,
            viewport=size,  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=LOCALES[language],
            reduced_motion="reduce",
        )
        page = context.new_page()
        if who:
            page.goto("/come-in-as/")
            page.locator(f"[data-person='{who}'] button").click()
            page.wait_for_url("**/today/")
        if path == "placement":
            page.locator("main a[href*='/placements/']").first.click()
        else:
            page.goto(path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(FOLDER / f"{name}.png"))
        context.close()


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("No Chromium on this machine.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "tenfold", "demo", "--home", f"{home}/demo", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}) as demo:
            assert demo.stdout is not None  # noqa: S101
            site = next(line.split()[1] for line in demo.stdout if line.startswith("Serving "))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                take(browser, site)
                browser.close()
            demo.terminate()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
