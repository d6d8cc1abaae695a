"""On the first evening there is nobody yet: what falls due with time is looked for, and nothing is torn."""

from __future__ import annotations

import pytest

from tenfold.fellowship.keeping import keep, keepers
from tests.cast import Cast


@pytest.mark.django_db
def test_where_nobody_is_yet_no_keeper_fails() -> None:
    assert keepers()
    assert keep() == []


def test_where_nobody_has_a_ten_yet_no_keeper_fails(cast: Cast) -> None:
    assert keep() == []
