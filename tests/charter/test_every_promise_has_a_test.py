"""The charter and its tests name the same promises."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def promises() -> set[int]:
    in_force = (ROOT / "CHARTER.md").read_text().split("## In force")[1].split("## To come")[0]
    return {int(number) for number in re.findall(r"^\*\*(\d+)\. ", in_force, flags=re.MULTILINE)}


def numbers_tested() -> set[int]:
    return {
        int(found.group(1))
        for path in Path(__file__).parent.glob("test_promise_*.py")
        if (found := re.match(r"test_promise_(\d+)_", path.name)) and "def test_" in path.read_text()
    }


def test_promises_are_numbered_without_gaps() -> None:
    assert promises() == set(range(1, len(promises()) + 1))
    assert promises()


def test_no_promise_is_without_a_test() -> None:
    assert promises() - numbers_tested() == set()


def test_no_test_speaks_of_a_promise_that_is_not_given() -> None:
    assert numbers_tested() - promises() == set()
