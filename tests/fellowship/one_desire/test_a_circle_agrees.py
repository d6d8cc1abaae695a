"""The circle is asked, answers in one of four ways that nobody else sees, and its one desire stands until the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions import leave_circle, pause_seat
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Composition, Consent
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.one_desire.stories import all_say, begun, living_ten, people_of, stands, wish

Standing = Composition.Standing
LATER = timedelta(days=15)


@pytest.fixture
def people(cast: Cast) -> list[Member]:
    """Six people sit in a ten: three of the cast, and three more."""
    return [cast.noa, cast.pavel, cast.ruth, *crowd(3)]


@pytest.fixture
def ten(people: list[Member]) -> Circle:
    return living_ten(people)


@pytest.fixture
def asked(ten: Circle, people: list[Member]) -> Composition:
    composition = begun(people[0], ten)
    actions.write(actor=account_of(people[0]), composition=composition, text="That nobody is left alone.")
    actions.ask_circle(actor=account_of(people[0]), composition=composition)
    return composition


def now(composition: Composition) -> str:
    composition.refresh_from_db()
    return composition.standing


def test_it_stands_when_all_have_answered(asked: Composition, people: list[Member]) -> None:
    all_say(asked, people[:4])
    all_say(asked, people[4:5], "live")
    assert now(asked) == Standing.ASKED
    all_say(asked, people[5:], "aside")
    assert now(asked) == Standing.STANDS
    assert asked.stood_at is not None


def test_who_asks_to_talk_is_waited_for(asked: Composition, people: list[Member]) -> None:
    all_say(asked, people[:5])
    all_say(asked, people[5:], "talk")
    assert now(asked) == Standing.ASKED
    keep(timezone.now() + LATER)
    assert now(asked) == Standing.ASKED
    all_say(asked, people[5:], "live")
    assert now(asked) == Standing.STANDS


def test_it_does_not_stand_against_as_many_as_are_with_it(asked: Composition, people: list[Member]) -> None:
    all_say(asked, people[:3])
    all_say(asked, people[3:], "aside")
    assert now(asked) == Standing.ASKED
    actions.back_to_writing(actor=account_of(people[4]), composition=asked)
    assert (now(asked), asked.pen) == (Standing.COMPOSING, people[4])


def test_after_two_weeks_two_thirds_are_enough_and_fewer_are_not(asked: Composition, people: list[Member]) -> None:
    all_say(asked, people[:3])
    keep(timezone.now() + LATER)
    assert now(asked) == Standing.ASKED
    all_say(asked, people[3:4])
    keep(timezone.now() + timedelta(days=13))
    assert now(asked) == Standing.ASKED
    keep(timezone.now() + LATER)
    assert now(asked) == Standing.STANDS


def test_who_is_away_or_left_is_not_waited_for(asked: Composition, people: list[Member]) -> None:
    all_say(asked, people[:4])
    back = timezone.now().date() + timedelta(days=90)
    pause_seat(actor=account_of(people[4]), seat=Seat.objects.get(member=people[4]), until=back)
    leave_circle(actor=account_of(people[5]), seat=Seat.objects.get(member=people[5]))
    keep(timezone.now())
    assert now(asked) == Standing.STANDS


def test_only_who_sits_there_answers_and_may_change_or_take_it_back(
    asked: Composition, people: list[Member], cast: Cast
) -> None:
    with pytest.raises(PermissionDenied):
        all_say(asked, [cast.daniel])
    all_say(asked, people[:1], "aside")
    all_say(asked, people[:1], "heart")
    assert Consent.objects.get().grade == "heart"
    number = asked.versions.order_by("-number")[0].number
    actions.say_grade(actor=account_of(people[0]), composition=asked, version=number, grade=None)
    assert not Consent.objects.exists()


def test_the_next_one_replaces_it_and_what_stood_can_be_read(ten: Circle, people: list[Member]) -> None:
    first = stands(ten, [wish(people[1], "A quiet hour every week", ten)])
    second = stands(ten, [wish(people[2], "Songs that our grandmothers knew", ten)])
    assert (now(first), now(second)) == (Standing.REPLACED, Standing.STANDS)
    assert first.ended_at == second.stood_at
    page = browser_of(people[3]).get(reverse("one_desire", args=[1, ten.number])).content.decode()
    assert page.index("Songs that our grandmothers knew") < page.index("What stood before")
    assert page.index("What stood before") < page.index("A quiet hour every week")


def test_nobody_reads_the_answer_of_another(asked: Composition, people: list[Member], cast: Cast) -> None:
    address = reverse("composition", args=[asked.key])
    others = browser_of(people[1])
    before = others.get(address).content.decode()
    all_say(asked, people[:1], "aside")
    after = others.get(address).content.decode()
    assert "1 of 6 have answered" in after
    assert before.count('aria-pressed="true"') == after.count('aria-pressed="true"') == 0
    told = others.get(reverse("api:composition", args=[asked.key])).json()
    assert told["answers"]["grades"] == []
    assert told["answers"]["mine"] is None
    assert browser_of(people[0]).get(address).content.decode().count('aria-pressed="true"') == 1
    assert browser_of(cast.miriam).get(address).status_code == 404  # stewards neither


def test_answers_are_counted_together_once_it_stands_and_five_have_answered(
    asked: Composition, people: list[Member]
) -> None:
    all_say(asked, people[:5])
    all_say(asked, people[5:], "live")
    told = browser_of(people[2]).get(reverse("api:composition", args=[asked.key])).json()
    assert told["answers"]["grades"] == [["With all my heart", 5], ["I can live with it", 1], ["I stand aside", 0]]


def test_of_fewer_than_five_no_answer_is_counted(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel, cast.ruth])
    composition = stands(ten, [wish(cast.noa, "A quiet hour every week", ten)])
    told = browser_of(cast.pavel).get(reverse("api:composition", args=[composition.key])).json()
    assert told["answers"]["grades"] == []


def test_empty_texts_and_what_is_over_cannot_be_asked_about(ten: Circle, people: list[Member]) -> None:
    composition = begun(people[0], ten)
    with pytest.raises(Refused, match="no words yet"):
        actions.ask_circle(actor=account_of(people[0]), composition=composition)
    actions.set_aside(actor=account_of(people[0]), composition=composition)
    with pytest.raises(Refused, match="no longer being written"):
        actions.write(actor=account_of(people[0]), composition=composition, text="Too late.")
    assert people_of(ten)


def test_the_whole_story_on_its_pages(ten: Circle, people: list[Member]) -> None:
    desire = wish(people[1], "A quiet hour every week", ten)
    writer = browser_of(people[0])
    writer.post(reverse("one_desire", args=[1, ten.number]), {"language": "en"})
    composition = Composition.objects.get()
    page, act = reverse("composition", args=[composition.key]), reverse("composition_act", args=[composition.key])
    assert "Building blocks" in writer.get(page).content.decode()
    writer.post(reverse("composition_take_in", args=[composition.key]), {"desire": desire.key, "verb": "take in"})
    writer.post(
        reverse("composition_write", args=[composition.key]), {"text": "A quiet hour every week, together.", "on": 1}
    )
    assert "A quiet hour every week, together." in "".join(writer.get(page).content.decode().split("</a>"))
    writer.post(act, {"verb": "ask circle"})
    assert "have not agreed yet" in writer.get(page).content.decode()
    (taking,) = composition.takings.all()
    browser_of(people[1]).post(
        reverse("my_words_answer", args=[taking.pk]), {"verb": "agree", "words": "A quiet hour every week"}
    )
    writer.post(act, {"verb": "ask circle"})
    for person in people:
        browser = browser_of(person)
        assert "One desire" in browser.get(reverse("today")).content.decode()
        browser.post(reverse("composition_answer", args=[composition.key]), {"version": "2", "grade": "heart"})
    assert now(composition) == Standing.STANDS
    assert "It has stood since" in writer.get(page).content.decode()
    assert "Our one desire" in writer.get(reverse("circle", args=[1, ten.number])).content.decode()
    for nonsense in ({"verb": "dance"}, {}):
        assert writer.post(act, nonsense).status_code == 302
