"""Writing what one desires, and answering what others do."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenfold.fellowship.desires.actions import (
    edit_desire,
    respond,
    take_back_response,
    withdraw_desire,
    write_desire,
    write_for_circle,
)
from tenfold.fellowship.desires.models import Desire, Response
from tenfold.fellowship.desires.queries.reading import desires_of
from tenfold.fellowship.desires.reach import audience, circles_of, may_see
from tenfold.fellowship.desires.words import stamp
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.desires.stories import answers, hundred_above, living_ten, wish
from tests.fellowship.members.door import account_of


def test_one_writes_to_ones_ten_its_hundred_and_the_whole_and_to_no_other_circle(cast: Cast) -> None:
    mine, other = living_ten([cast.noa, cast.pavel]), living_ten([cast.ruth, cast.daniel])
    hundred = hundred_above([mine], delegates=[cast.pavel])
    assert circles_of(cast.noa) == [mine, hundred]
    for circle in (mine, hundred, None):
        assert wish(cast.noa, "More songs", circle).circle == circle
    with pytest.raises(PermissionDenied):
        wish(cast.noa, "More songs", other)
    assert not may_see(cast.noa, other)


def test_those_below_a_circle_are_asked_and_nobody_else(cast: Cast) -> None:
    ten, other = living_ten([cast.noa, cast.pavel]), living_ten([cast.ruth, cast.daniel])
    hundred = hundred_above([ten, other], delegates=[cast.pavel, cast.ruth])
    desire = wish(cast.noa, "More songs", ten)
    assert set(audience(desire)) == {cast.noa, cast.pavel}
    assert set(audience(wish(cast.noa, "Longer evenings", hundred))) == {cast.noa, cast.pavel, cast.ruth, cast.daniel}
    with pytest.raises(PermissionDenied):
        respond(actor=account_of(cast.ruth), desire=desire, value=1)
    with pytest.raises(PermissionDenied):
        respond(actor=cast.sam, desire=wish(cast.noa, "Peace"), value=1)


@pytest.mark.parametrize("text", ["", "   ", "a" * 281])
def test_a_desire_has_words_and_not_too_many(cast: Cast, text: str) -> None:
    with pytest.raises(ValidationError, match="280"):
        wish(cast.noa, text)


def test_words_stay_as_they_are_once_somebody_else_answered(cast: Cast) -> None:
    desire = wish(cast.noa, "More songz")
    answers(desire, [cast.noa])  # one's own answer holds nothing
    edit_desire(actor=account_of(cast.noa), desire=desire, text="More songs", language="en", anonymous=False)
    answers(desire, [cast.ruth], -1)
    with pytest.raises(Refused, match="new version"):
        edit_desire(actor=account_of(cast.noa), desire=desire, text="No songs", language="en", anonymous=False)
    hidden = edit_desire(actor=account_of(cast.noa), desire=desire, text="More songs", language="en", anonymous=True)
    assert (hidden.text, hidden.anonymous) == ("More songs", True)
    with pytest.raises(PermissionDenied):
        edit_desire(actor=account_of(cast.ruth), desire=desire, text="No songs", language="en", anonymous=False)


def test_a_new_version_is_linked_to_the_one_before_which_is_withdrawn(cast: Cast) -> None:
    first = wish(cast.noa, "More songs")
    answers(first, [cast.ruth])
    second = wish(cast.noa, "More songs, in all our languages", follows=first)
    first.refresh_from_db()
    assert (second.follows, first.followed_by, first.standing) == (first, second, Desire.Standing.WITHDRAWN)
    with pytest.raises(Refused, match="newer version"):
        wish(cast.noa, "Songs", follows=first)
    with pytest.raises(PermissionDenied):
        wish(cast.ruth, "Songs", follows=second)


def test_what_is_withdrawn_is_not_answered_any_more(cast: Cast) -> None:
    desire = wish(cast.noa, "More songs")
    withdraw_desire(actor=account_of(cast.noa), desire=desire)
    with pytest.raises(Refused):
        respond(actor=account_of(cast.ruth), desire=desire, value=1)
    with pytest.raises(Refused):
        withdraw_desire(actor=account_of(cast.noa), desire=desire)


def test_an_answer_can_be_changed_and_taken_back_and_the_counts_follow(cast: Cast) -> None:
    desire = wish(cast.noa, "More songs")

    def counted() -> tuple[int, int, int]:
        desire.counts.refresh_from_db()
        return desire.counts.agreed, desire.counts.disagreed, desire.counts.passed

    answers(desire, [cast.ruth, cast.pavel])
    answers(desire, [cast.daniel], 0)
    assert counted() == (2, 0, 1)
    answers(desire, [cast.ruth], -1)
    answers(desire, [cast.ruth], -1)
    assert counted() == (1, 1, 1)
    take_back_response(actor=account_of(cast.ruth), desire=desire)
    take_back_response(actor=account_of(cast.ruth), desire=desire)
    assert counted() == (1, 0, 1)
    assert Response.objects.filter(desire=desire).count() == 2


def test_nobody_is_taken_to_have_answered_words_they_did_not_see(cast: Cast) -> None:
    desire = wish(cast.noa, "More songs")
    read = stamp(desire)
    edit_desire(actor=account_of(cast.noa), desire=desire, text="No songs", language="en", anonymous=False)
    with pytest.raises(Refused, match="once more"):
        respond(actor=account_of(cast.ruth), desire=desire, value=1, read=read)


def test_a_program_cannot_flood_the_fellowship(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.DESIRES_A_DAY", 2)
    monkeypatch.setattr("django.conf.settings.ANSWERS_A_DAY", 1)
    first, second = wish(cast.noa, "More songs"), wish(cast.noa, "Fewer songs")
    with pytest.raises(Refused, match="2 desires"):
        wish(cast.noa, "No songs")
    respond(actor=account_of(cast.ruth), desire=first, value=1)
    with pytest.raises(Refused, match="tomorrow"):
        respond(actor=account_of(cast.ruth), desire=second, value=1)


def test_a_circles_desire_is_carried_one_storey_up_without_a_single_author(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel])
    hundred = hundred_above([ten], delegates=[cast.pavel])
    carried = write_for_circle(
        actor=account_of(cast.pavel), from_circle=ten, circle=hundred, text="More songs", language="en"
    )
    assert (carried.author, carried.from_circle, carried.circle) == (None, ten, hundred)
    with pytest.raises(PermissionDenied):
        write_for_circle(actor=account_of(cast.ruth), from_circle=ten, circle=hundred, text="Mine", language="en")
    with pytest.raises(PermissionDenied, match="above"):
        write_for_circle(actor=account_of(cast.pavel), from_circle=hundred, circle=ten, text="Down", language="en")


def test_who_has_not_entered_writes_nothing(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        write_desire(actor=cast.sam, circle=None, text="Let me in", language="en")


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from([1, 0, -1, None])), max_size=30))
def test_the_counts_are_what_was_answered_whatever_people_do(
    cast: Cast, acts: list[tuple[int, int, int | None]]
) -> None:
    Desire.objects.all().delete()
    desires = [wish(cast.noa, f"Desire {number}") for number in range(3)]
    people = [cast.ruth, cast.pavel, cast.daniel, cast.miriam]
    for who, what, value in acts:
        actor = account_of(people[who])
        if value is None:
            take_back_response(actor=actor, desire=desires[what])
        else:
            respond(actor=actor, desire=desires[what], value=value)
    for desire in desires:
        desire.counts.refresh_from_db()
        told = [desire.counts.agreed, desire.counts.disagreed, desire.counts.passed]
        assert told == [desire.responses.filter(value=value).count() for value in (1, -1, 0)]


def test_those_who_keep_the_rules_read_what_is_desired_in_every_circle(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel])
    wish(cast.noa, "More songs", ten)
    assert [desire.text for desire in desires_of(ten, viewer=cast.miriam)] == ["More songs"]
    assert list(desires_of(ten, viewer=cast.ruth)) == []
