"""A ten composes: the pen passes, versions follow each other, and whose words stand where is never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenfold.fellowship.circles.actions import leave_circle
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.desires.actions import withdraw_desire
from tenfold.fellowship.desires.models import Rendering
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Composition, Taking, Version
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.members.door import account_of
from tests.fellowship.one_desire.stories import begun, living_ten, owners_agree, reads, taking_of, wish, words_of

QUIET, SONGS = "A quiet hour every week, in which nobody is right", "Songs that our grandmothers would know"


@pytest.fixture
def ten(cast: Cast) -> Circle:
    """Noa, Pavel and Ruth sit in a ten."""
    return living_ten([cast.noa, cast.pavel, cast.ruth])


def test_who_begins_holds_the_pen_and_only_who_sits_there_begins(ten: Circle, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        begun(cast.daniel, ten)
    composition = begun(cast.noa, ten)
    assert composition.pen == cast.noa
    with pytest.raises(Refused, match="Join in"):
        begun(cast.ruth, ten)
    with pytest.raises(PermissionDenied):
        actions.write(actor=account_of(cast.ruth), composition=composition, text="We want peace.")


def test_the_pen_is_asked_for_passed_laid_down_and_taken_up(ten: Circle, cast: Cast) -> None:
    composition = begun(cast.noa, ten)
    with pytest.raises(Refused, match="ask for it"):
        actions.take_pen(actor=account_of(cast.ruth), composition=composition)
    actions.ask_for_pen(actor=account_of(cast.ruth), composition=composition)
    actions.pass_pen(actor=account_of(cast.noa), composition=composition)
    composition.refresh_from_db()
    assert (composition.pen, composition.pen_wanted_by) == (cast.ruth, None)

    actions.pass_pen(actor=account_of(cast.ruth), composition=composition)  # nobody asked: it lies there
    actions.take_pen(actor=account_of(cast.pavel), composition=composition)
    composition.refresh_from_db()
    assert composition.pen == cast.pavel


def test_who_writes_nothing_for_half_an_hour_or_left_the_ten_has_put_the_pen_down(ten: Circle, cast: Cast) -> None:
    composition = begun(cast.noa, ten)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        actions.take_pen(actor=account_of(cast.ruth), composition=composition)
    leave_circle(actor=account_of(cast.ruth), seat=Seat.objects.get(member=cast.ruth))
    actions.take_pen(actor=account_of(cast.noa), composition=composition)
    composition.refresh_from_db()
    assert composition.pen == cast.noa


def test_words_that_are_taken_in_lead_to_their_desire_and_its_author_is_asked(ten: Circle, cast: Cast) -> None:
    quiet, songs = wish(cast.pavel, QUIET, ten), wish(cast.ruth, SONGS, ten)
    composition = begun(cast.noa, ten)
    actions.take_in(actor=account_of(cast.noa), composition=composition, desire=quiet)
    actions.take_in(actor=account_of(cast.noa), composition=composition, desire=songs)
    assert reads(composition) == f"{QUIET} {SONGS}"
    assert words_of(composition) == {QUIET: QUIET, SONGS: SONGS}
    assert taking_of(composition, quiet).standing == Taking.Standing.ASKED

    text = "We want a quiet hour every week, and in it songs that our grandmothers would know. So be it."
    actions.write(actor=account_of(cast.noa), composition=composition, text=text)
    assert words_of(composition) == {
        QUIET: "a quiet hour every week",
        SONGS: "songs that our grandmothers would know",
    }
    assert composition.versions.count() == 4


def test_words_of_others_are_found_also_where_nobody_says_whose_they_are(ten: Circle, cast: Cast) -> None:
    quiet = wish(cast.pavel, QUIET, ten)
    wish(cast.ruth, "More time for the children of all of us", ten)
    composition = begun(cast.noa, ten)
    text = "Let us have a quiet hour every week with bread and salt."
    actions.write(actor=account_of(cast.noa), composition=composition, text=text)

    assert words_of(composition) == {QUIET: "a quiet hour every week"}
    assert taking_of(composition, quiet).member == cast.pavel
    with pytest.raises(Refused, match="a quiet hour every week"):
        actions.ask_circle(actor=account_of(cast.noa), composition=composition)


def test_ones_own_words_are_agreed_to_by_writing_them(ten: Circle, cast: Cast) -> None:
    own = wish(cast.noa, QUIET, ten)
    composition = begun(cast.noa, ten)
    actions.take_in(actor=account_of(cast.noa), composition=composition, desire=own)
    assert taking_of(composition, own).standing == Taking.Standing.AGREED
    actions.ask_circle(actor=account_of(cast.noa), composition=composition)


def test_who_agreed_to_words_is_asked_again_when_they_are_others(ten: Circle, cast: Cast) -> None:
    quiet = wish(cast.pavel, QUIET, ten)
    composition = begun(cast.noa, ten)
    actions.take_in(actor=account_of(cast.noa), composition=composition, desire=quiet)
    owners_agree(composition)
    actions.write(actor=account_of(cast.noa), composition=composition, text=f"{QUIET}. Amen.")
    assert taking_of(composition, quiet).standing == Taking.Standing.AGREED
    actions.write(actor=account_of(cast.noa), composition=composition, text="A quiet hour every week, and noise. Amen.")
    assert taking_of(composition, quiet).standing == Taking.Standing.ASKED


def test_nothing_is_overwritten_that_one_has_not_read(ten: Circle, cast: Cast) -> None:
    composition = begun(cast.noa, ten)
    first = actions.write(actor=account_of(cast.noa), composition=composition, text="One.", on=0)
    actions.write(actor=account_of(cast.noa), composition=composition, text="Two.", on=first.number)
    with pytest.raises(Refused, match="nothing was overwritten"):
        actions.write(actor=account_of(cast.noa), composition=composition, text="Three.", on=first.number)
    assert reads(composition) == "Two."


def test_a_rendering_is_taken_where_the_text_is_in_its_language(ten: Circle, cast: Cast) -> None:
    hebrew = wish(cast.noa, "שעה שקטה בכל שבוע", ten, language="he")
    Rendering.objects.create(desire=hebrew, language="en", text="A quiet hour in every week", by=cast.ruth)
    composition = begun(cast.pavel, ten)
    actions.take_in(actor=account_of(cast.pavel), composition=composition, desire=hebrew)
    assert words_of(composition) == {hebrew.text: "A quiet hour in every week"}


def test_one_says_whose_words_say_a_desire_in_other_words(ten: Circle, cast: Cast) -> None:
    songs = wish(cast.ruth, SONGS, ten)
    composition = begun(cast.noa, ten)
    actions.write(actor=account_of(cast.noa), composition=composition, text="We sing what was sung before us.")
    with pytest.raises(ValidationError):
        actions.say_whose(actor=account_of(cast.noa), composition=composition, desire=songs, words="we dance")
    actions.say_whose(
        actor=account_of(cast.noa), composition=composition, desire=songs, words="what was sung before us"
    )
    assert words_of(composition) == {SONGS: "what was sung before us"}


def test_words_come_from_desires_of_the_same_circle_that_are_open(ten: Circle, cast: Cast) -> None:
    of_the_whole, gone = wish(cast.ruth, SONGS), wish(cast.ruth, QUIET, ten)
    withdraw_desire(actor=account_of(cast.ruth), desire=gone)
    composition = begun(cast.noa, ten)
    for desire in (of_the_whole, gone):
        with pytest.raises(Refused):
            actions.take_in(actor=account_of(cast.noa), composition=composition, desire=desire)
    with pytest.raises(ValidationError):
        actions.write(actor=account_of(cast.noa), composition=composition, text="x" * 281)


def test_the_database_knows_one_composition_at_a_time_and_one_that_stands(ten: Circle, cast: Cast) -> None:
    begun(cast.noa, ten)
    for fields in ({"circle": ten}, {"circle": ten, "standing": "asked", "asked_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Composition.objects.create(language="en", **fields)
    now = timezone.now()
    Composition.objects.create(language="en", standing="stands", stood_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Composition.objects.create(language="en", standing="stands", stood_at=now)


def test_a_text_is_set_aside_and_the_next_one_begun(ten: Circle, cast: Cast) -> None:
    composition = begun(cast.noa, ten)
    with pytest.raises(PermissionDenied):
        actions.set_aside(actor=account_of(cast.ruth), composition=composition)
    actions.set_aside(actor=account_of(cast.noa), composition=composition)
    begun(cast.ruth, ten)
    assert Version.objects.filter(composition=composition).exists()
