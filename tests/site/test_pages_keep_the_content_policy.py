"""The strict content policy forbids what is written into a page: found here before a browser drops it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src/tenfold"
TEMPLATES = sorted(
    path
    for path in PACKAGE.rglob("templates/**/*.html")
    if path.relative_to(PACKAGE).parts[0] in ("site", "fellowship")
)
OURS = sorted((PACKAGE / "site/static").glob("[!v]*/*")) + sorted(PACKAGE.glob("fellowship/*/static/**/*.*"))
SHEETS = [path for path in OURS if path.suffix == ".css"]
SCRIPTS = [path for path in OURS if path.suffix == ".js"]

FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[a-z][^>]*\s(on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "an address that is a script": re.compile(r"javascript:", re.IGNORECASE),
    "a script without a source": re.compile(r"<script\b(?![^>]*\b(src|type=\"application/json\"))", re.IGNORECASE),
    "an expression for htmx to evaluate": re.compile(r"hx-(vals|headers|confirm)[^=]*=[\"']js:|hx-trigger=\"[^\"]*\["),
    "something from another server": re.compile(
        r"(src|href)=\"(https?:)?//(?!www\.w3\.org)[^\"]*\.(js|css|woff2?|png|svg)"
    ),
}

PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right|top|bottom)"
    r"|(border-(top|bottom)-(left|right)-radius)|left|right|top|bottom|width|height|(min|max)-(width|height))\s*:"
    r"|(text-align|float|clear)\s*:\s*(left|right)"
)


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_holds_nothing_that_the_policy_drops(template):
    text = re.sub(r"\{#.*?#\}", "", template.read_text())
    found = {what: match.group(0) for what, rule in FORBIDDEN.items() if (match := rule.search(text))}
    assert not found


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_comment_in_a_template_ends_on_its_line(template):
    """Django ends {# #} with the line; what follows would be shown to everybody."""
    for number, line in enumerate(template.read_text().splitlines(), 1):
        assert line.count("{#") == line.count("#}"), f"line {number}"


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_sheet_knows_no_left_and_right(sheet):
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    assert not [match.group(0) for match in PHYSICAL.finditer(css)]


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_a_script_evaluates_no_text_and_writes_no_markup(script):
    found = re.findall(
        r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", script.read_text()
    )
    assert not found


def test_the_rules_above_would_notice():
    spoiled = {
        "a style attribute": '<p class="a" style="color: red">',
        "a style element": "<style>p {}</style>",
        "an inline handler": '<button type="button" onclick="go()">',
        "an address that is a script": '<a href="javascript:go()">',
        "a script without a source": "<script>go()</script>",
        "an expression for htmx to evaluate": "<p hx-vals='js:{a: 1}'>",
        "something from another server": '<script src="https://cdn.example/x.js"></script>',
    }
    assert {what for what, text in spoiled.items() if FORBIDDEN[what].search(text)} == set(FORBIDDEN)
    assert PHYSICAL.search("p { margin-left: 1px }")
    assert PHYSICAL.search("p { text-align: right }")
    assert not PHYSICAL.search("p { margin-inline-start: 1px; text-align: start }")
