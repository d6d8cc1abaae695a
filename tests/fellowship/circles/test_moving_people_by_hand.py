"""A steward moves people in a proposal: the effect is seen first; what breaks a rule is said and marked."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tenfold.engine.formation import Rule
from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.circles.actions import move_member, publish_formation
from tenfold.fellowship.circles.actions.moves import BreaksARule
from tenfold.fellowship.circles.effects import effect_of
from tenfold.fellowship.circles.explaining import words_for
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Unplaced
from tenfold.fellowship.circles.options import RunOptions, Size
from tenfold.fellowship.circles.queries.fits import fitting_circles
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Member, MemberLanguage, Wish
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, placement_of, proposal_for, ten_of


@pytest.fixture
def people(cast: Cast) -> list[Member]:
    return crowd(8)


@pytest.fixture
def proposal(people: list[Member]) -> Formation:
    """Two tens of four, in English on Monday evening in London; three to five may sit in one."""
    formation = proposal_for(people[:4], options=RunOptions(size=Size(3, 4, 5)))
    ten_of(people[4:], formation=formation, seats_max=5)
    return formation


def tens(formation: Formation) -> tuple[Circle, Circle]:
    first, second = formation.circles.order_by("number")
    return first, second


def test_the_effect_is_told_before_anything_is_done(proposal: Formation, people: list[Member]) -> None:
    first, second = tens(proposal)

    effect = effect_of(proposal, people[0], second)

    assert (effect.source, effect.target, effect.breaks) == (first, second, frozenset())
    assert [change.size for change in effect.changes] == [(4, 3), (4, 5)]
    assert all(0 <= share <= 1 for change in effect.changes for share in change.difference if share is not None)
    assert placement_of(people[0], first).standing == Placement.Standing.DRAFT


def test_a_move_that_breaks_nothing_is_done_and_explained_anew(
    cast: Cast, proposal: Formation, people: list[Member]
) -> None:
    _, second = tens(proposal)

    move_member(actor=cast.miriam.account, formation=proposal, member=people[0], circle=second)

    moved = placement_of(people[0], second)
    assert moved.moved_by_hand
    assert "A steward chose this place for you by hand." in words_for(moved, on=proposal.for_date)
    for placement in proposal.placements.select_related("member", "circle"):
        assert words_for(placement, on=proposal.for_date)[0].startswith("Everyone in this circle speaks English")
    assert Entry.objects.get(verb="circles.move").concerns == people[0]


def test_too_large_a_ten_is_refused_until_it_is_meant(cast: Cast, proposal: Formation, people: list[Member]) -> None:
    _, second = tens(proposal)
    move_member(actor=cast.miriam.account, formation=proposal, member=people[0], circle=second)

    with pytest.raises(BreaksARule) as broken:
        move_member(actor=cast.miriam.account, formation=proposal, member=people[1], circle=second)
    assert broken.value.effect.breaks == {Rule.SIZE}

    move_member(actor=cast.miriam.account, formation=proposal, member=people[1], circle=second, anyway=True)
    second.refresh_from_db()
    assert second.placements.count() == second.seats_max == 6


def test_language_and_hour_are_watched_and_what_broke_is_said_to_the_member(
    cast: Cast, proposal: Formation, people: list[Member]
) -> None:
    _, second = tens(proposal)
    stranger = people[0]
    MemberLanguage.objects.filter(member=stranger).update(code="ru")
    Member.objects.filter(pk=stranger.pk).update(hours="Fri 06:00-07:00")

    effect = effect_of(proposal, stranger, second)
    assert effect.breaks == {Rule.LANGUAGE, Rule.HOUR}

    move_member(actor=cast.miriam.account, formation=proposal, member=stranger, circle=second, anyway=True)
    lines = words_for(placement_of(stranger, second), on=proposal.for_date)
    assert "You have not said that you are free at this hour." in lines
    assert "You have not said that you speak this language." in lines
    neighbour = words_for(placement_of(people[5], second), on=proposal.for_date)
    assert neighbour[0].startswith("Most in this circle speak")


def test_a_wish_to_sit_apart_is_never_set_aside_and_nobody_is_named(
    cast: Cast, proposal: Formation, people: list[Member]
) -> None:
    _, second = tens(proposal)
    Wish.objects.create(member=people[5], written=people[0].name, kind=Wish.Kind.APART)

    with pytest.raises(Refused, match="not possible") as refused:
        move_member(actor=cast.miriam.account, formation=proposal, member=people[0], circle=second, anyway=True)

    assert people[5].name not in str(refused.value)


def test_a_seat_can_be_taken_away_and_given_back(cast: Cast, proposal: Formation, people: list[Member]) -> None:
    first, second = tens(proposal)

    move_member(actor=cast.miriam.account, formation=proposal, member=people[0], circle=None)
    assert Unplaced.objects.get(member=people[0]).reason == Unplaced.BY_HAND
    assert not first.placements.filter(member=people[0]).exists()

    assert second in fitting_circles(proposal, people[0])
    move_member(actor=cast.miriam.account, formation=proposal, member=people[0], circle=second)
    assert not Unplaced.objects.exists()
    assert placement_of(people[0], second).standing == Placement.Standing.DRAFT


def test_a_ten_can_be_emptied_and_is_then_not_offered(cast: Cast, proposal: Formation, people: list[Member]) -> None:
    first, _ = tens(proposal)
    for person in people[:4]:
        move_member(actor=cast.miriam.account, formation=proposal, member=person, circle=None, anyway=True)

    publish_formation(actor=cast.miriam.account, formation=proposal)

    first.refresh_from_db()
    assert first.standing == Circle.Standing.CLOSED


def test_after_publishing_nobody_is_moved(cast: Cast, proposal: Formation, people: list[Member]) -> None:
    _, second = tens(proposal)
    publish_formation(actor=cast.miriam.account, formation=proposal)

    with pytest.raises(Refused, match="not published"):
        move_member(actor=cast.miriam.account, formation=proposal, member=people[0], circle=second)


def test_only_stewards_move_people_and_only_within_one_proposal(
    cast: Cast, proposal: Formation, people: list[Member]
) -> None:
    _, second = tens(proposal)
    with pytest.raises(PermissionDenied):
        move_member(actor=cast.noa.account, formation=proposal, member=people[0], circle=second)
    with pytest.raises(Refused, match="not part of this proposal"):
        move_member(actor=cast.miriam.account, formation=proposal, member=cast.noa, circle=second)
    elsewhere = tens(proposal_two())[0]
    with pytest.raises(Refused, match="not a ten of this proposal"):
        move_member(actor=cast.miriam.account, formation=proposal, member=people[0], circle=elsewhere)


def proposal_two() -> Formation:
    formation = proposal_for([])
    ten_of([], formation=formation)
    return formation


def test_the_voice_that_a_moved_delegate_would_have_carried_is_passed_on(
    cast: Cast, proposal: Formation, people: list[Member]
) -> None:
    first, second = tens(proposal)
    hundred = ten_of([people[0]], formation=proposal, level=2)
    Placement.objects.filter(circle=hundred).update(explanation={"of": [1, first.number]})
    MemberLanguage.objects.filter(member=people[1]).delete()

    move_member(actor=cast.miriam.account, formation=proposal, member=people[0], circle=second)

    (voice,) = hundred.placements.all()
    assert voice.member == people[2]  # people[1] does not speak the language of the hundred
    assert words_for(voice, on=proposal.for_date)[0].startswith("You would carry the voice of")
