"""Whoever is asked about another hour gets one letter, by day, and none when they stopped such letters."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail

from tenfold.fellowship.circles.models import LetterChoice
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.renewal.models import Change
from tests.cast import Cast
from tests.fellowship.renewal.stories import people, published_by, small_tens, ten, wait_no_more

NOON, NIGHT, MORNING = (datetime(2026, 6, day, hour, tzinfo=UTC) for day, hour in ((1, 12), (1, 23), (2, 9)))


@pytest.fixture(autouse=True)
def a_small_fellowship(cast: Cast) -> None:
    small_tens()
    wait_no_more([cast.miriam, cast.daniel, cast.noa, cast.pavel, cast.ruth])


def test_one_letter_each_by_day_with_both_hours(cast: Cast) -> None:
    with time_machine.travel(NIGHT, tick=False):
        ada, ben = people("Ada Ben", hours="Mon 19:00-21:00; Wed 19:00-21:00")
        (cem,) = people("Cem", hours="Wed 19:00-21:00")
        ten([ada, ben, cem])
        LetterChoice.objects.create(member=ben, proposals=False)
        change = Change.objects.get(formation=published_by(cast.miriam))
        assert keep() == []
        assert mail.outbox == []
    with time_machine.travel(MORNING, tick=False):
        assert keep() == []
        assert keep() == []
    assert [letter.to for letter in mail.outbox] == [[ada.address], [cem.address]]
    text = mail.outbox[0].body
    assert "Now: Monday 20:00–21:00" in text
    assert "Proposed: Wednesday 19:00–20:00" in text or "Proposed: Wednesday 20:00–21:00" in text
    assert f"/changes/{change.pk}/" in text
    assert "Cem" not in text
