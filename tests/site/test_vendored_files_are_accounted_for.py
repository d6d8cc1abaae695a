"""What others wrote is pinned, listed with its licence, and complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "src/tenfold/site/static/vendor"
FOLDERS = sorted(path.name for path in VENDOR.iterdir() if path.is_dir())
ROW = re.compile(
    r"^\| `(?P<folder>[\w-]+)/` \| (?P<package>\S+) \| (?P<version>\d+\.\d+\.\d+) \| (?P<licence>\S+) "
    r"\|(?P<files>[^|]*)\| (?P<source>\S+) \|$",
    re.MULTILINE,
)
LISTED = {row["folder"]: row.groupdict() for row in ROW.finditer((VENDOR / "VENDORED.md").read_text())}


def test_every_folder_is_listed_and_every_line_has_its_folder():
    assert sorted(LISTED) == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_holds_what_its_line_says_and_its_licence(folder):
    named = set(re.findall(r"`([^`]+)`", LISTED[folder]["files"]))
    assert {path.name for path in (VENDOR / folder).iterdir()} == named | {"LICENSE"}
    assert len((VENDOR / folder / "LICENSE").read_text()) > 200


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_version_listed_is_the_version_fetched(folder):
    assert LISTED[folder]["source"].endswith(f"-{LISTED[folder]['version']}.tgz")


def test_htmx_says_the_version_that_is_listed():
    assert f'"{LISTED["htmx"]["version"]}"' in (VENDOR / "htmx/htmx.min.js").read_text()
