"""What the documents say exists, and what exists is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def name(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text()):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (document.parent / target).exists(), f"{name(document)} links to {target}, which is not there"


def test_every_setting_is_documented_and_no_other() -> None:
    settings = (ROOT / "src/tenfold/site/settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', settings))
    documented = set(re.findall(r"^\| `([A-Z]\w+)` \|", (ROOT / "docs/operator.md").read_text(), flags=re.MULTILINE))
    assert read == documented


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    for document in PAGES:
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", document.read_text(), flags=re.MULTILINE))
        assert named <= targets, f"{name(document)} names {named - targets}"


def test_every_folder_of_the_house_is_on_its_page() -> None:
    architecture = (ROOT / "ARCHITECTURE.md").read_text()
    source = ROOT / "src/tenfold"
    rooms = [
        path.parent.name for folder in ("", "engine", "fellowship") for path in (source / folder).glob("*/__init__.py")
    ]
    missing = [room for room in rooms if room not in architecture]
    assert not missing


def test_decisions_are_numbered_in_order() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
