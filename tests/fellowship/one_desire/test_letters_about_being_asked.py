"""That one is asked about a text is told by one letter, by day, which stops itself, and only while one is asked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from tenfold.fellowship.circles.models import Seat
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import AskedLetter, Composition
from tests.cast import Cast
from tests.fellowship.members.door import account_of
from tests.fellowship.one_desire.stories import all_say, begun, living_ten
from tests.fellowship.one_desire.test_letters_about_ones_words import NIGHT

TEXT = "A quiet hour every week"


@pytest.fixture
def composition(cast: Cast) -> Composition:
    """Noa has written, and asks her ten of three at two at night."""
    composition = begun(cast.noa, living_ten([cast.noa, cast.pavel, cast.ruth]))
    actions.write(actor=account_of(cast.noa), composition=composition, text=TEXT)
    return composition


def asks(cast: Cast, composition: Composition, hour: int = 0) -> None:
    with time_machine.travel(NIGHT + timedelta(hours=hour), tick=False):
        actions.ask_circle(actor=account_of(cast.noa), composition=composition)
        mail.outbox.clear()


def sent(composition: Composition, *hours: int) -> list[tuple[str, int, str]]:
    """The letters about the text at some hours from the night on: to whom, at which hour, and what they say."""
    found = []
    for hour in hours:
        with time_machine.travel(NIGHT + timedelta(hours=hour), tick=False):
            assert keep(timezone.now()) == []
            told = [(letter.to[0], hour, f"{letter.subject}\n{letter.body}") for letter in mail.outbox]
            found += [one for one in told if f"/one-desire/{composition.key}/" in one[2]]
            mail.outbox.clear()
    return found


def test_one_letter_by_day_to_everybody_but_who_asks_and_without_the_text(cast: Cast, composition: Composition) -> None:
    asks(cast, composition)
    found = sent(composition, 0, 1, 2, 3, 6, 9, 10, 11, 24, 48)
    assert [(to, hour) for to, hour, _body in found] == [("pavel@example.org", 2), ("ruth@example.org", 10)]
    assert "отойду в сторону" in found[0][2]  # each in their own language
    assert "I stand aside" in found[1][2]
    assert not [to for to, _hour, body in found if TEXT in body]  # words in a letter could not be had back


def test_asked_anew_is_not_told_anew(cast: Cast, composition: Composition) -> None:
    asks(cast, composition)
    assert len(sent(composition, 2, 10)) == 2
    with time_machine.travel(NIGHT + timedelta(hours=11), tick=False):
        actions.back_to_writing(actor=account_of(cast.noa), composition=composition)
    asks(cast, composition, hour=12)
    assert sent(composition, 12, 24, 36, 48) == []


def test_nothing_is_told_while_it_is_written_again(cast: Cast, composition: Composition) -> None:
    asks(cast, composition)
    actions.back_to_writing(actor=account_of(cast.noa), composition=composition)
    assert sent(composition, 2, 10) == []
    asks(cast, composition, hour=30)
    assert [to for to, _hour, _body in sent(composition, 36)] == ["pavel@example.org", "ruth@example.org"]


def test_who_has_answered_is_away_or_has_left_gets_none(cast: Cast, composition: Composition) -> None:
    asks(cast, composition)
    all_say(composition, [cast.pavel])
    Seat.objects.filter(member=cast.ruth).update(paused_until=NIGHT.date() + timedelta(days=9))
    assert sent(composition, 2, 10) == []
    assert not AskedLetter.objects.exists()


def test_the_letter_stops_all_further_ones(cast: Cast, composition: Composition) -> None:
    asks(cast, composition)
    ((_to, _hour, body),) = sent(composition, 2)
    stop = re.search(r"http://localhost:8000(/letters/\S+)", body)
    assert stop
    assert Client().post(stop[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    with time_machine.travel(NIGHT + timedelta(hours=3), tick=False):
        actions.back_to_writing(actor=account_of(cast.noa), composition=composition)
        actions.set_aside(actor=account_of(cast.noa), composition=composition)
        second = begun(cast.noa, composition.circle)
        actions.write(actor=account_of(cast.noa), composition=second, text="More songs")
    asks(cast, second, hour=4)
    assert [to for to, _hour, _body in sent(second, 10, 24)] == ["ruth@example.org"]


def test_a_letter_that_the_mail_server_refuses_is_still_owed(
    cast: Cast, composition: Composition, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asks(cast, composition)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", _refuse)
        assert sent(composition, 2) == []
    assert "could not be sent" in caplog.text
    assert len(sent(composition, 3)) == 1


def _refuse(*_letter: object, **_how: object) -> None:
    raise OSError("no")
