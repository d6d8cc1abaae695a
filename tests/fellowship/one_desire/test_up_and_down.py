"""What a ten finds goes up to its hundred and to the whole; from there one walks down to the tens, as far as let."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.desires.actions import respond
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Carried, Composition, Version
from tenfold.fellowship.one_desire.queries.texts import newest
from tenfold.fellowship.one_desire.queries.today import waiting_for
from tenfold.fellowship.one_desire.queries.walking import Step, fate_of, walk_down, went_from
from tenfold.fellowship.one_desire.reach import asked_of, seats_of
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, offered, placement_of
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.one_desire.stories import (
    all_say,
    begun,
    hundred_above,
    living_ten,
    owners_agree,
    people_of,
    reads,
    stands,
    taking_of,
    wish,
    words_of,
)

QUIET, SONGS = "A quiet hour every week, in which nobody is right", "Songs that our grandmothers would know"


class Nest:
    """Noa's ten and Daniel's ten under a hundred, in which Noa and Daniel carry their voices."""

    def __init__(self, cast: Cast) -> None:
        self.first = living_ten([cast.noa, cast.pavel])
        self.second = living_ten([cast.daniel, cast.ruth])
        self.hundred = hundred_above([self.first, self.second], delegates=[cast.noa, cast.daniel])
        for ten in (self.first, self.second):
            ten.refresh_from_db()


@pytest.fixture
def nest(cast: Cast) -> Nest:
    return Nest(cast)


@pytest.fixture
def quiet(nest: Nest, cast: Cast) -> Composition:
    """Noa's ten has its one desire of Pavel's words, and Noa carried it up."""
    composition = stands(nest.first, [wish(cast.pavel, QUIET, nest.first)])
    actions.carry_up(actor=account_of(cast.noa), composition=composition)
    return composition


@pytest.fixture
def of_the_hundred(nest: Nest, quiet: Composition, cast: Cast) -> Composition:
    """The hundred's one desire holds half of Pavel's words and all of Ruth's."""
    songs = stands(nest.second, [wish(cast.ruth, SONGS, nest.second)])
    actions.carry_up(actor=account_of(cast.daniel), composition=songs)
    text = f"A quiet hour every week, and {SONGS.lower()}."
    return stands(nest.hundred, list(Desire.objects.filter(circle=nest.hundred)), text=text)


@pytest.fixture
def of_the_whole(of_the_hundred: Composition, cast: Cast) -> Composition:
    actions.carry_up(actor=account_of(cast.daniel), composition=of_the_hundred)
    composition = begun(cast.noa, None)
    desire = Desire.objects.get(circle=None)
    actions.take_in(actor=account_of(cast.noa), composition=composition, desire=desire)
    actions.ask_circle(actor=account_of(cast.noa), composition=composition)
    all_say(composition, [cast.noa, cast.daniel, cast.pavel, cast.ruth])  # two at the top are too few by themselves
    composition.refresh_from_db()
    assert composition.standing == Composition.Standing.STANDS
    return composition


def walked(composition: Composition, viewer: object) -> list[Step]:
    (text,) = newest([composition])
    return [walk_down(part.piece, viewer=viewer) for part in text.parts if part.piece is not None]  # type: ignore[arg-type]


def test_its_delegate_carries_it_up_once_it_stands(nest: Nest, cast: Cast) -> None:
    composition = begun(cast.noa, nest.first)
    with pytest.raises(Refused, match="what stands"):
        actions.carry_up(actor=account_of(cast.noa), composition=composition)
    actions.set_aside(actor=account_of(cast.noa), composition=composition)
    composition = stands(nest.first, [wish(cast.pavel, QUIET, nest.first)])
    for somebody in (cast.pavel, cast.daniel, cast.miriam):
        with pytest.raises(PermissionDenied):
            actions.carry_up(actor=account_of(somebody), composition=composition)
    carried = actions.carry_up(actor=account_of(cast.noa), composition=composition)
    desire = carried.desire
    assert (desire.text, desire.circle, desire.from_circle, desire.author) == (QUIET, nest.hundred, nest.first, None)
    with pytest.raises(Refused, match="already"):
        actions.carry_up(actor=account_of(cast.noa), composition=composition)


def test_above_everybody_answers_it_like_any_desire(quiet: Composition, cast: Cast) -> None:
    desire = Carried.objects.get(composition=quiet).desire
    for person in (cast.noa, cast.pavel, cast.daniel, cast.ruth):
        respond(actor=account_of(person), desire=desire, value=1)
    desire.counts.refresh_from_db()
    assert desire.counts.agreed == 4


def test_the_hundred_composes_of_what_its_tens_carried_up(of_the_hundred: Composition) -> None:
    assert words_of(of_the_hundred) == {QUIET: "A quiet hour every week", SONGS: SONGS.lower()}


def thousand_above(hundred: Circle, delegate: Member) -> None:
    """A thousand of which one hundred is a part so far, with its delegate in it."""
    thousand = offered([delegate], level=3)
    hundred.parent = thousand
    hundred.save()
    accept_placement(actor=account_of(delegate), placement=placement_of(delegate, thousand))


def asked_of_whole() -> list[Member]:
    return [*Member.objects.filter(pk__in=asked_of(None)).order_by("pk")]


def test_the_whole_is_composed_by_those_at_the_top(cast: Cast) -> None:
    people = crowd(9)
    tens = [living_ten(people[at : at + 3]) for at in (0, 3, 6)]
    delegates = [people[0], people[3], people[6]]
    hundred_above(tens, delegates=delegates)
    loose = living_ten([cast.noa, cast.pavel])  # nobody is above it: it speaks for itself
    assert asked_of_whole() == sorted([*delegates, *people_of(loose)], key=lambda one: one.pk)
    with pytest.raises(PermissionDenied):
        begun(people[1], None)
    composition = begun(delegates[0], None)
    assert not waiting_for(people[1]).asked
    actions.write(actor=account_of(delegates[0]), composition=composition, text="A bench at the river")
    actions.ask_circle(actor=account_of(delegates[0]), composition=composition)
    assert waiting_for(delegates[1]).asked
    assert not waiting_for(people[1]).asked


def test_one_person_alone_at_the_top_does_not_speak_for_the_whole(cast: Cast) -> None:
    people = crowd(6)
    tens = [living_ten(people[:3]), living_ten(people[3:])]
    hundred = hundred_above(tens, delegates=[people[0], people[3]])
    thousand_above(hundred, people[0])
    assert asked_of_whole() == people  # one above, two in the hundred: only with the tens they are three
    assert seats_of(None).count() == len(people)  # who sits on three levels is counted once
    composition = begun(people[1], None)
    writer = account_of(people[1])
    actions.write(actor=writer, composition=composition, text="A bench at the river")
    actions.ask_circle(actor=writer, composition=composition)
    all_say(composition, [people[0]])
    composition.refresh_from_db()
    assert composition.standing == Composition.Standing.ASKED
    assert waiting_for(people[5]).asked
    all_say(composition, people[1:])
    composition.refresh_from_db()
    assert composition.standing == Composition.Standing.STANDS


def test_while_those_at_the_top_are_away_those_below_are_asked(cast: Cast) -> None:
    people = crowd(9)
    tens = [living_ten(people[at : at + 3]) for at in (0, 3, 6)]
    delegates = [people[0], people[3], people[6]]
    hundred = hundred_above(tens, delegates=delegates)
    away = Seat.objects.filter(circle=hundred, member=delegates[0])
    away.update(paused_until=timezone.localdate() + timedelta(days=20))
    assert set(asked_of_whole()) == set(people)
    away.update(paused_until=None)
    assert set(asked_of_whole()) == set(delegates)


def test_a_fellowship_of_two_composes_all_the_same(cast: Cast) -> None:
    living_ten([cast.noa, cast.pavel])
    assert set(asked_of_whole()) == {cast.noa, cast.pavel}
    with pytest.raises(PermissionDenied):
        begun(cast.daniel, None)


def test_nothing_is_above_the_whole(of_the_whole: Composition, cast: Cast) -> None:
    with pytest.raises(Refused, match="nothing above"):
        actions.carry_up(actor=account_of(cast.noa), composition=of_the_whole)
    page = browser_of(cast.miriam).get(reverse("whole")).content.decode()
    assert "The one desire of the whole" in page


def test_one_walks_from_the_whole_down_to_the_tens_as_far_as_authors_let_one(
    of_the_whole: Composition, nest: Nest, cast: Cast
) -> None:
    (whole,) = walked(of_the_whole, cast.miriam)
    assert whole.circle == nest.hundred
    by_ten = {step.circle.pk: step for step in whole.below if step.circle}
    first, second = by_ten[nest.first.pk], by_ten[nest.second.pk]
    assert (first.words, second.words) == ("A quiet hour every week", SONGS.lower())
    (pavels,), (ruths,) = first.below, second.below
    assert (pavels.desire, ruths.desire) == (None, None)  # nobody let others walk to it

    taking = Desire.objects.get(author=cast.pavel).takings.get()
    actions.let_walk(actor=account_of(cast.pavel), taking=taking, may_be_walked=True)
    (whole,) = walked(of_the_whole, cast.miriam)
    steps = {step.circle.pk: step for step in whole.below if step.circle}
    (pavels,) = steps[nest.first.pk].below
    assert (pavels.desire, pavels.author) == (taking.desire, cast.pavel)
    piece = of_the_whole.versions.order_by("-number")[0].pieces.get()
    page = browser_of(cast.miriam).get(reverse("walk", args=[of_the_whole.key, piece.pk])).content.decode()
    assert QUIET in page
    assert (page.count("<blockquote"), page.count("keep to their circle")) == (1, 1)


def test_anonymous_stays_anonymous_on_the_way_down(nest: Nest, cast: Cast) -> None:
    desire = wish(cast.pavel, QUIET, nest.first, anonymous=True)
    composition = stands(nest.first, [desire], walk=True)
    for viewer in (cast.noa, cast.pavel):
        (step,) = walked(composition, viewer)
        assert step.desire == desire
        assert step.author == (cast.pavel if viewer == cast.pavel else None)


def test_each_ten_sees_where_its_words_went(
    of_the_whole: Composition, quiet: Composition, nest: Nest, cast: Cast
) -> None:
    (went,) = went_from([quiet])
    (part,) = went.taken
    assert (part.text.composition.circle, part.words) == (nest.hundred, ("A quiet hour every week",))
    assert part.went[0].taken[0].text.composition == of_the_whole
    fate = fate_of(Desire.objects.get(author=cast.pavel))
    assert [found.text.composition for found in fate] == [quiet]
    page = browser_of(cast.pavel).get(reverse("one_desire", args=[1, nest.first.number])).content.decode()
    assert "Where our words went" in page
    assert "In the one desire of the whole stand:" in page


def test_words_had_back_below_are_gone_all_the_way_up_and_the_others_stay(
    of_the_whole: Composition, of_the_hundred: Composition, quiet: Composition, cast: Cast
) -> None:
    desire = Desire.objects.get(author=cast.pavel)
    actions.have_back(actor=account_of(cast.pavel), taking=taking_of(quiet, desire))

    assert "quiet" not in " ".join(Version.objects.values_list("text", flat=True)).lower()
    carried_texts = Desire.objects.exclude(pk=desire.pk).values_list("text", flat=True)
    assert "quiet" not in " ".join(carried_texts).lower()
    assert reads(of_the_hundred) == f"…, and {SONGS.lower()}."
    assert reads(of_the_whole) == f"…, and {SONGS.lower()}."
    of_the_whole.refresh_from_db()
    assert of_the_whole.standing == Composition.Standing.STANDS
    assert of_the_whole.words_back_at is not None
    (whole,) = walked(of_the_whole, cast.miriam)
    assert [step.words for step in whole.below] == [SONGS.lower()]


def test_answers_to_other_words_are_not_taken_for_answers_to_these(
    of_the_hundred: Composition, nest: Nest, cast: Cast
) -> None:
    actions.carry_up(actor=account_of(cast.noa), composition=of_the_hundred)
    before = Desire.objects.get(circle=None)
    respond(actor=account_of(cast.ruth), desire=before, value=1)
    pavels = Desire.objects.get(author=cast.pavel)
    actions.have_back(actor=account_of(cast.pavel), taking=pavels.takings.get())
    after = Desire.objects.get(circle=None, standing=Desire.Standing.OPEN)
    assert after.follows == before
    assert after.counts.answered == 0


def test_a_circle_takes_back_what_it_carried_up(of_the_hundred: Composition, quiet: Composition, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.take_back_from_above(actor=account_of(cast.pavel), composition=quiet)
    actions.take_back_from_above(actor=account_of(cast.noa), composition=quiet)
    assert reads(of_the_hundred) == f"…, and {SONGS.lower()}."
    assert reads(quiet) == QUIET
    assert not Carried.objects.filter(composition=quiet, ended_at__isnull=True).exists()
    actions.carry_up(actor=account_of(cast.noa), composition=quiet)


def test_the_next_one_desire_follows_the_one_that_was_carried_up(nest: Nest, quiet: Composition, cast: Cast) -> None:
    former = Carried.objects.get(composition=quiet).desire
    later = stands(nest.first, [wish(cast.noa, "Bread and salt for everybody who comes", nest.first)])
    carried = actions.carry_up(actor=account_of(cast.noa), composition=later)
    former.refresh_from_db()
    assert former.standing == Desire.Standing.WITHDRAWN
    assert carried.desire.follows == former


def test_where_tens_stand_in_no_larger_circle_they_carry_to_the_whole_and_all_compose_it(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel])
    composition = stands(ten, [wish(cast.pavel, QUIET, ten)])
    carried = actions.carry_up(actor=account_of(cast.pavel), composition=composition)
    assert carried.desire.circle is None
    whole = begun(cast.pavel, None)
    actions.take_in(actor=account_of(cast.pavel), composition=whole, desire=carried.desire)
    owners_agree(whole)
    actions.ask_circle(actor=account_of(cast.noa), composition=whole)
    all_say(whole, [cast.noa, cast.pavel])
    whole.refresh_from_db()
    assert whole.standing == Composition.Standing.STANDS


def test_strangers_read_what_was_carried_to_them_and_nothing_else_of_a_ten(
    nest: Nest, quiet: Composition, cast: Cast
) -> None:
    beside, outside = browser_of(cast.ruth), browser_of(cast.miriam)
    address = reverse("circle", args=[1, nest.first.number])
    assert QUIET in beside.get(address).content.decode()
    assert QUIET not in outside.get(address).content.decode()
    for browser in (beside, outside):
        assert browser.get(reverse("one_desire", args=[1, nest.first.number])).status_code == 404
        assert browser.get(reverse("composition", args=[quiet.key])).status_code == 404
    assert isinstance(nest.hundred, Circle)


def test_who_holds_the_pen_above_is_named_to_those_who_sit_there_only(nest: Nest, cast: Cast) -> None:
    composition = begun(cast.noa, nest.hundred)
    actions.ask_for_pen(actor=account_of(cast.daniel), composition=composition)
    address = reverse("composition", args=[composition.key])
    beside = browser_of(cast.daniel).get(address).content.decode().split("<main")[1]
    below = browser_of(cast.pavel).get(address).content.decode().split("<main")[1]
    assert "Noa" in beside
    assert "Somebody holds the pen." in below
    assert not [name for name in ("Noa", "Daniel") if name in below]
    assert browser_of(cast.miriam).get(address).status_code == 404
