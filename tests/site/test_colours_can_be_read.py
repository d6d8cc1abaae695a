"""Every text can be read and every control seen, in the light of a room and in the dark: WCAG 2.2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "src/tenfold/site/static/css"
PAIR = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
TOKENS = {name: {"light": light, "dark": dark} for name, light, dark in PAIR.findall((CSS / "tokens.css").read_text())}

GROUNDS = ["ground", "surface", "sunken", "amber-soft", "teal-soft"]

BODY = [("ink", ground) for ground in [*GROUNDS, "red-soft"]] + [("amber-ink", "amber-fill")]
TEXT = [
    *[("ink-soft", ground) for ground in GROUNDS],
    *[("teal", ground) for ground in GROUNDS],
    *[("amber", ground) for ground in ["ground", "surface", "amber-soft"]],
    *[("red", ground) for ground in ["ground", "surface", "red-soft"]],
    ("ink", "glow"),  # selected text
    ("ground", "ink"),  # the skip link
]
SHAPES = [
    *[("line-strong", ground) for ground in ["ground", "surface", "sunken"]],
    *[("focus", ground) for ground in [*GROUNDS, "red-soft"]],
    *[(light, ground) for light in ["teal-fill", "teal-near", "amber-near"] for ground in ["ground", "surface"]],
    *[("amber", ground) for ground in ["ground", "surface", "glow"]],  # the edge of the lit point and of the button
    ("amber-ink", "amber-fill"),  # focus on a marked hour
]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_guideline_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [(*pair, 7.0) for pair in BODY] + [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in SHAPES],
)
def test_a_colour_stands_out_from_what_is_behind_it(mode, front, back, least):
    found = contrast(TOKENS[front][mode], TOKENS[back][mode])
    assert found >= least, f"--{front} on --{back} in {mode} mode: {found:.2f}, wanted {least}"


def test_colours_are_named_in_one_place_only():
    for sheet in CSS.glob("*.css"):
        if sheet.name != "tokens.css":
            loose = re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", sheet.read_text())
            assert not loose, f"{sheet.name} has colours of its own: {loose}"


def test_every_token_in_use_exists():
    vendored = "".join(path.read_text() for path in CSS.parent.glob("vendor/open-props/*.css"))
    sheets = {path.name: path.read_text() for path in CSS.glob("*.css")}
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", vendored + "".join(sheets.values())))
    for name, css in sheets.items():
        unknown = set(re.findall(r"var\((--[a-z0-9-]+)", css)) - defined
        assert not unknown, f"{name} uses {sorted(unknown)}"
