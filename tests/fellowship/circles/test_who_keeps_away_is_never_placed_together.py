"""Two of whom one keeps away from the other never come into one circle by any way, and no answer says why."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse

from tenfold.engine.formation import Reason, Size
from tenfold.engine.formation.edges import unique_pairs
from tenfold.fellowship.circles.actions import (
    accept_placement,
    come_back,
    move_member,
    publish_formation,
    start_formation,
)
from tenfold.fellowship.circles.actions.moves import BreaksARule
from tenfold.fellowship.circles.bridge import whole_task
from tenfold.fellowship.circles.effects import effect_of
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat, Unplaced
from tenfold.fellowship.circles.options import RunOptions
from tenfold.fellowship.circles.queries.fits import fitting_circles
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.circles.returning import tens_to_come_back_to
from tenfold.fellowship.conduct.actions import block, lift
from tenfold.fellowship.conduct.queries import kept_apart
from tenfold.fellowship.members.models import Member, Wish
from tests.cast import Cast, member
from tests.fellowship.circles.stories import offered, placement_of, proposal_for, ten_of
from tests.fellowship.conduct.stories import decided, seated, where
from tests.fellowship.members.door import account_of, browser_of


def band(count: int) -> list[Member]:
    """People whom nothing keeps from sitting together."""
    return [member(f"Band{number:02}", languages=("en",), hours="Mon 18:00-22:00") for number in range(count)]


def formed(cast: Cast, **options: object) -> Formation:
    run = RunOptions(size=Size(3, 4, 5), **options)  # type: ignore[arg-type]
    formation = start_formation(actor=account_of(cast.miriam), options=run)
    formation.refresh_from_db()
    return formation


def tens_of(formation: Formation, *people: Member) -> list[int | None]:
    circles = dict(formation.placements.filter(level=1).values_list("member_id", "circle_id"))
    return [circles.get(person.pk) for person in people]


@pytest.mark.django_db(transaction=True)
def test_a_formation_seats_them_apart(cast: Cast) -> None:
    people = band(8)
    block(actor=account_of(people[0]), other=people[1])
    formation = formed(cast)
    one, other = tens_of(formation, people[0], people[1])
    assert one
    assert other
    assert one != other


@pytest.mark.django_db(transaction=True)
def test_who_cannot_be_seated_is_not_told_of_it(cast: Cast) -> None:
    Member.objects.exclude(pk=cast.miriam.pk).update(waits_since=None)
    Member.objects.filter(pk=cast.miriam.pk).update(waits_since=None)
    people = band(5)
    for other in people[:4]:
        block(actor=account_of(other), other=people[4])
    formation = formed(cast)
    row = Unplaced.objects.get(formation=formation)
    assert row.member == people[4]
    assert row.reason == Reason.NO_ROOM
    assert not any(remedy["kind"] == "apart_from_wish" for remedy in row.remedies)
    publish_formation(actor=account_of(cast.miriam), formation=formation)
    page = browser_of(people[4]).get(reverse("my_ten")).content.decode()
    steward = browser_of(cast.miriam).get(reverse("formation_unplaced", args=[formation.pk])).content.decode()
    for html in (page, steward):
        assert "confidence" not in html
        assert "keep" not in html.split("<main")[1].split("</main")[0].lower()


@pytest.mark.django_db(transaction=True)
def test_whoever_wished_it_is_told_of_their_own_wish(cast: Cast) -> None:
    Member.objects.update(waits_since=None)
    people = band(5)
    for other in people[:4]:
        Wish.objects.create(member=people[4], kind=Wish.Kind.APART, written=other.key)
    row = Unplaced.objects.get(formation=formed(cast))
    assert (row.member, row.reason) == (people[4], Reason.CONFLICT)


@pytest.mark.django_db(transaction=True)
def test_a_wish_to_sit_with_somebody_holds_nobody_who_keeps_away(cast: Cast) -> None:
    people = band(8)
    block(actor=account_of(people[0]), other=people[1])
    Wish.objects.create(member=people[1], kind=Wish.Kind.TOGETHER, written=people[2].key)
    Wish.objects.create(member=people[2], kind=Wish.Kind.TOGETHER, written=people[0].key)
    formation = formed(cast)
    one, other, friend = tens_of(formation, *people[:3])
    assert one
    assert other
    assert one != other
    assert friend in (one, other)
    assert not formation.unplaced.filter(member__in=people[:3]).exists()


def test_a_task_knows_a_decision_too(cast: Cast) -> None:
    decided(cast)
    task = whole_task(RunOptions(who="all"), on=date(2025, 7, 1))
    one, other, _price = unique_pairs(task.problem.apart)
    found = [sorted((task.members[int(a)], task.members[int(b)])) for a, b in zip(one, other, strict=True)]
    assert {(low, high) for low, high in found} == kept_apart()


def test_no_steward_moves_them_together_by_hand(cast: Cast) -> None:
    formation = proposal_for([cast.pavel, cast.ruth])
    other = ten_of([cast.daniel, cast.miriam], formation=formation)
    block(actor=account_of(cast.pavel), other=cast.daniel)
    effect = effect_of(formation, cast.pavel, other)
    assert not effect.possible
    with pytest.raises(Refused, match="not possible") as refusal:
        move_member(actor=account_of(cast.miriam), formation=formation, member=cast.pavel, circle=other, anyway=True)
    assert not isinstance(refusal.value, BreaksARule)
    assert other not in fitting_circles(formation, cast.pavel)
    steward = browser_of(cast.miriam)
    page = steward.get(reverse("formation_move", args=[formation.pk, cast.pavel.key]) + f"?circle={other.number}")
    html = page.content.decode()
    assert "This place is not possible for this person." in html
    assert "Move anyway" not in html
    answer = steward.post(
        reverse("api:formation_move", args=[formation.pk]),
        json.dumps({"member": cast.pavel.key, "circle": other.number, "dry_run": True}),
        content_type="application/json",
    ).json()
    assert answer["possible"] is False
    assert "apart" not in answer["breaks"]


def test_who_said_yes_first_sits_and_the_other_is_told_only_that_it_is_not_free(cast: Cast) -> None:
    ten = offered([cast.noa, cast.pavel])
    block(actor=account_of(cast.pavel), other=cast.noa)
    accept_placement(actor=account_of(cast.pavel), placement=placement_of(cast.pavel, ten))
    with pytest.raises(Refused, match="no longer free") as refusal:
        accept_placement(actor=account_of(cast.noa), placement=placement_of(cast.noa, ten))
    assert "Pavel" not in str(refusal.value)
    assert list(Seat.objects.filter(circle=ten, left_at=None).values_list("member__name", flat=True)) == ["Pavel"]


def test_who_blocks_within_a_ten_changes_nobodys_seat(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    block(actor=account_of(cast.noa), other=cast.pavel)
    assert Seat.objects.filter(circle=ten, left_at=None).count() == 2


def test_a_draft_made_before_is_not_offered_to_both(cast: Cast) -> None:
    formation = proposal_for([cast.pavel, cast.ruth, cast.miriam])
    block(actor=account_of(cast.ruth), other=cast.pavel)
    publish_formation(actor=account_of(cast.miriam), formation=formation)
    asked = Placement.objects.filter(formation=formation, standing=Placement.Standing.OFFERED)
    assert set(asked.values_list("member__name", flat=True)) >= {"Miriam"}
    names = set(asked.values_list("member__name", flat=True))
    assert len(names & {"Ruth", "Pavel"}) == 1


def test_nobody_comes_back_into_a_ten_from_which_a_decision_rests_them(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel, cast.ruth], language="en")
    Member.objects.filter(pk=cast.pavel.pk).update(hours="Mon 00:00-24:00; Tue 00:00-24:00")
    case = decided(cast, "rest", where=where(ten))
    Seat.objects.filter(member=cast.noa).update(left_at="2025-01-01T00:00:00Z")
    assert tens_to_come_back_to(cast.pavel) == []
    with pytest.raises(Refused):
        come_back(actor=account_of(cast.pavel), circle=Circle.objects.get(pk=ten.pk))
    lift(actor=account_of(cast.miriam), case=case)
    assert tens_to_come_back_to(cast.pavel) == [ten]
