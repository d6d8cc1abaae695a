"""How good a plan is, is said against what no plan can exceed, with what is missing to it."""

from __future__ import annotations

import pytest

from tenfold.engine.formation import Score
from tenfold.people.words import quality_text


def told(difference: float, bound: float) -> str:
    terms = {"total": 1.0, "ties": 0.0, "unmet": 1.0, "length": 0.0, "civil": 1.0, "kept": 0.0}
    return quality_text(Score(difference=difference, difference_bound=bound, **terms))


@pytest.mark.parametrize(
    ("difference", "share", "gap"), [(0.48, "96.0%", "missing 4.0%"), (0.4985, "99.7%", "missing 0.3%")]
)
def test_share_and_gap_are_both_said(difference: float, share: str, gap: str) -> None:
    assert share in told(difference, 0.5)
    assert gap in told(difference, 0.5)


def test_nothing_is_missing_where_the_bound_is_reached() -> None:
    assert "100.0%" in told(0.5, 0.5)
    assert "missing" not in told(0.5, 0.5)


def test_where_nobody_differs_there_is_no_bound() -> None:
    assert "nothing in which circles could differ" in told(0.0, 0.0)
