"""Two act in the same moment: one pen, one text, and no consent to words that their author has back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from tenfold.fellowship.desires.actions import withdraw_desire
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Carried, Composition, Taking, Version
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast, meet_the_cast
from tests.fellowship.circles.at_once import a_database_for_several, at_once
from tests.fellowship.members.door import account_of
from tests.fellowship.one_desire.stories import (
    all_say,
    begun,
    hundred_above,
    living_ten,
    owners_agree,
    reads,
    stands,
    taking_of,
    wish,
)

pytestmark = pytest.mark.django_db(transaction=True)
QUIET = "A quiet hour every week, in which nobody is right"


@pytest.fixture
def company(tmp_path: Path, transactional_db: None) -> Iterator[Cast]:
    """The cast in a database that several threads can open."""
    with a_database_for_several(tmp_path):
        yield meet_the_cast()


def test_two_begin_and_one_composition_is_there(company: Cast) -> None:
    ten = living_ten([company.noa, company.pavel])
    found = at_once(lambda: begun(company.noa, ten), lambda: begun(company.pavel, ten))
    assert sorted(isinstance(answer, Refused) for answer in found) == [False, True]
    assert Composition.objects.count() == 1


def test_two_reach_for_the_pen_and_one_holds_it(company: Cast) -> None:
    ten = living_ten([company.noa, company.pavel, company.ruth])
    composition = begun(company.noa, ten)
    actions.pass_pen(actor=account_of(company.noa), composition=composition)
    found = at_once(
        lambda: actions.take_pen(actor=account_of(company.pavel), composition=composition),
        lambda: actions.take_pen(actor=account_of(company.ruth), composition=composition),
    )
    assert sorted(isinstance(answer, Refused) for answer in found) == [False, True]
    composition.refresh_from_db()
    assert composition.pen in (company.pavel, company.ruth)


def test_writing_twice_from_one_version_overwrites_nothing(company: Cast) -> None:
    ten = living_ten([company.noa, company.pavel])
    composition = begun(company.noa, ten)
    noa = account_of(company.noa)
    found = at_once(
        lambda: actions.write(actor=noa, composition=composition, text="On the telephone.", on=0),
        lambda: actions.write(actor=noa, composition=composition, text="At the desk.", on=0),
    )
    assert sorted(isinstance(answer, Refused) for answer in found) == [False, True]
    assert Version.objects.filter(composition=composition).count() == 2


@pytest.mark.parametrize("way", ["have back", "withdraw"])
def test_an_author_has_words_back_while_the_last_consent_is_given(company: Cast, way: str) -> None:
    ten = living_ten([company.noa, company.pavel, company.ruth])
    desire = wish(company.pavel, QUIET, ten)
    composition = begun(company.noa, ten)
    actions.take_in(actor=account_of(company.noa), composition=composition, desire=desire)
    owners_agree(composition)
    actions.ask_circle(actor=account_of(company.noa), composition=composition)
    all_say(composition, [company.noa, company.pavel])
    taking = taking_of(composition, desire)
    number = composition.versions.order_by("-number")[0].number

    def back() -> object:
        if way == "withdraw":
            return withdraw_desire(actor=account_of(company.pavel), desire=desire)
        return actions.have_back(actor=account_of(company.pavel), taking=taking)

    at_once(
        back,
        lambda: actions.say_grade(
            actor=account_of(company.ruth), composition=composition, version=number, grade="heart"
        ),
    )

    composition.refresh_from_db()
    taking.refresh_from_db()
    assert taking.standing == Taking.Standing.BACK
    assert "quiet" not in " ".join(Version.objects.values_list("text", flat=True))
    if (
        composition.standing == Composition.Standing.STANDS
    ):  # the consent came first: it stands, with a gap that it tells
        assert composition.words_back_at is not None
    else:
        assert composition.standing == Composition.Standing.COMPOSING
        assert not composition.versions.order_by("-number")[0].consents.exists()


def test_an_author_has_words_back_while_they_are_carried_up(company: Cast) -> None:
    ten = living_ten([company.noa, company.pavel])
    hundred_above([ten], delegates=[company.noa])
    ten.refresh_from_db()
    desire = wish(company.pavel, QUIET, ten)
    composition = stands(ten, [desire], text=f"{QUIET}, and bread.")
    taking = taking_of(composition, desire)
    at_once(
        lambda: actions.have_back(actor=account_of(company.pavel), taking=taking),
        lambda: actions.carry_up(actor=account_of(company.noa), composition=composition),
    )
    assert "quiet" not in reads(composition)
    for carried in Carried.objects.filter(ended_at__isnull=True):
        assert "quiet" not in carried.desire.text


def test_the_last_two_answers_at_once_let_it_stand_once(company: Cast) -> None:
    ten = living_ten([company.noa, company.pavel, company.ruth])
    former = stands(ten, [wish(company.noa, "Bread and salt for everybody", ten)])
    composition = begun(company.noa, ten)
    actions.write(actor=account_of(company.noa), composition=composition, text="That nobody is left alone.")
    actions.ask_circle(actor=account_of(company.noa), composition=composition)
    all_say(composition, [company.noa])
    number = composition.versions.order_by("-number")[0].number
    at_once(
        *(
            lambda person=person: actions.say_grade(
                actor=account_of(person), composition=composition, version=number, grade="live"
            )
            for person in (company.pavel, company.ruth)
        )
    )
    composition.refresh_from_db()
    former.refresh_from_db()
    assert (former.standing, composition.standing) == (Composition.Standing.REPLACED, Composition.Standing.STANDS)


def test_the_delegate_carries_once(company: Cast) -> None:
    ten = living_ten([company.noa, company.pavel])
    composition = stands(ten, [wish(company.noa, QUIET, ten)])

    def carry(person: object) -> object:
        with suppress(PermissionDenied):
            return actions.carry_up(actor=account_of(person), composition=composition)  # type: ignore[arg-type]
        return None

    found = at_once(lambda: carry(company.noa), lambda: carry(company.pavel))
    assert sorted(isinstance(answer, Refused) for answer in found) == [False, True]
    assert Carried.objects.count() == 1
