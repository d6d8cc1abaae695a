"""Whose words were taken is told by one letter, by day, which stops itself; on their page it stands anyway."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Composition, Taking
from tests.cast import Cast
from tests.fellowship.members.door import account_of
from tests.fellowship.one_desire.stories import begun, living_ten, wish

NIGHT = datetime(2026, 3, 3, 2, tzinfo=UTC)
"""Two at night in London, five in Moscow, nine in the evening in New York."""


@pytest.fixture
def ten(cast: Cast) -> Circle:
    return living_ten([cast.noa, cast.pavel, cast.ruth])


def text_with(cast: Cast, ten: Circle) -> Composition:
    """Noa takes two desires of Pavel and one of Ruth in."""
    composition = begun(cast.noa, ten)
    said = (
        (cast.pavel, "A quiet hour every week"),
        (cast.pavel, "Bread and salt for guests"),
        (cast.ruth, "More songs of old"),
    )
    for author, words in said:
        actions.take_in(actor=account_of(cast.noa), composition=composition, desire=wish(author, words, ten))
    return composition


def sent(*hours: int) -> list[tuple[str, int, str]]:
    """The letters about words at some hours from the night on: to whom, at which hour, and what they say."""
    found = []
    for hour in hours:
        with time_machine.travel(NIGHT + timedelta(hours=hour), tick=False):
            assert keep(timezone.now()) == []
            told = [(letter.to[0], hour, str(letter.body)) for letter in mail.outbox]
            found += [one for one in told if "/my-words/" in one[2]]  # seats are proposed meanwhile
            mail.outbox.clear()
    return found


def test_one_letter_for_all_of_ones_words_by_day_and_none_ever_again(cast: Cast, ten: Circle) -> None:
    with time_machine.travel(NIGHT, tick=False):
        text_with(cast, ten)
        mail.outbox.clear()
    found = sent(0, 1, 2, 3, 6, 9, 10, 11, 24, 48)
    assert [(to, hour) for to, hour, _body in found] == [("pavel@example.org", 2), ("ruth@example.org", 10)]
    body = found[0][2]
    assert "A quiet hour every week" in body
    assert "Bread and salt for guests" in body
    assert Taking.objects.filter(letter_at=None).count() == 0


def test_who_has_answered_or_stopped_letters_gets_none(cast: Cast, ten: Circle) -> None:
    with time_machine.travel(NIGHT, tick=False):
        composition = text_with(cast, ten)
        for taking in composition.takings.filter(member=cast.ruth):
            actions.agree(actor=account_of(cast.ruth), taking=taking)
        mail.outbox.clear()
    ((_to, _hour, body),) = sent(0, 2, 10)
    stop = re.search(r"http://localhost:8000(/letters/\S+)", body)
    assert stop
    assert Client().post(stop[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    with time_machine.travel(NIGHT, tick=False):
        actions.set_aside(actor=account_of(cast.noa), composition=composition)
        second = begun(cast.noa, ten)
        desire = wish(cast.pavel, "To be silent together", ten)
        actions.take_in(actor=account_of(cast.noa), composition=second, desire=desire)
    assert sent(3, 10) == []
