"""Whatever people and stewards do, in whatever order: rooms are not overfull, and every seat rests on a yes."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenfold.fellowship.circles.actions import (
    accept_placement,
    clear_places_of,
    decline_placement,
    leave_circle,
    move_member,
    publish_formation,
    set_aside_formation,
)
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.options import RunOptions, Size, Who
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Member
from tests.cast import Cast
from tests.fellowship.circles.stories import proposal_for, ten_of
from tests.fellowship.invariants import check_invariants

pytestmark = pytest.mark.slow

ACTS = ("accept",) * 6 + ("publish", "decline", "leave", "leave", "move", "away", "aside", "clear")
WHERE = (0, 0, 0, 1, 2, 3)
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 4), st.sampled_from(WHERE)), min_size=15, max_size=40)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_order_of_acts_breaks_what_must_hold(cast: Cast, steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        people = [cast.miriam, cast.noa, cast.pavel, cast.ruth, cast.daniel]
        formations = [two_tens_and_a_hundred(people), two_tens_and_a_hundred(people)]
        for act, who, where in [*steps[:3], ("publish", 0, 0), *steps[3:]]:
            try:
                with transaction.atomic():
                    do(act, cast.miriam, people[who], formations[where % 2], where)
            except Refused:
                pass
            check_invariants()
        transaction.set_rollback(True)


def two_tens_and_a_hundred(people: list[Member]) -> Formation:
    """Two tens with room for two each, and the first of them speaks for its ten in a hundred."""
    formation = proposal_for(people[:2], options=RunOptions(who=Who.ALL, size=Size(2, 2, 2)))
    hundred = ten_of(people[:1], formation=formation, level=2, seats_max=1, seats_min=1)
    voice = {"of": [1, formation.circles.get(level=1).number]}
    Placement.objects.filter(circle=hundred).update(explanation=voice)
    ten_of(people[2:], formation=formation, seats_max=2)
    Circle.objects.filter(formation=formation, level=1).update(parent=hundred, seats_max=2)
    return formation


def do(act: str, steward: Member, person: Member, formation: Formation, where: int) -> None:
    assert steward.account is not None
    assert person.account is not None
    tens = list(Circle.objects.filter(formation=formation, level=1).order_by("number"))
    level = 1 + where // 2
    placement = Placement.objects.filter(formation=formation, member=person, level=level).first()
    seat = Seat.objects.filter(member=person, level=level).order_by("-pk").first()
    if act == "publish":
        publish_formation(actor=steward.account, formation=formation)
    elif act == "aside":
        set_aside_formation(actor=steward.account, formation=formation)
    elif act == "accept" and placement:
        accept_placement(actor=person.account, placement=placement)
    elif act == "decline" and placement:
        decline_placement(actor=person.account, placement=placement)
    elif act == "leave" and seat:
        leave_circle(actor=person.account, seat=seat)
    elif act == "move" and tens:
        target = tens[where // 2 % len(tens)]
        move_member(actor=steward.account, formation=formation, member=person, circle=target, anyway=True)
    elif act == "away":
        move_member(actor=steward.account, formation=formation, member=person, circle=None, anyway=True)
    elif act == "clear":
        clear_places_of(member=person)
