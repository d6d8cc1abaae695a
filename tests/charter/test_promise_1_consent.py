"""Promise 1. Nobody sits anywhere without their own standing consent."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

import tenfold
from tenfold.fellowship.circles.actions import (
    accept_placement,
    leave_circle,
    move_member,
    publish_formation,
    start_formation,
)
from tenfold.fellowship.circles.jobs import run_formation
from tenfold.fellowship.circles.models import Formation, Placement, Seat
from tenfold.fellowship.circles.options import RunOptions, Size
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, offered, placement_of

PRODUCT = Path(tenfold.__file__).parent


def test_forming_moving_and_publishing_seat_nobody(cast: Cast) -> None:
    people = crowd(12)
    formation = start_formation(actor=cast.miriam.account, options=RunOptions(size=Size(3, 4, 5)))
    run_formation.call(formation.pk)
    ten = formation.circles.filter(level=1).exclude(placements__member=people[0]).first()
    move_member(actor=cast.miriam.account, formation=formation, member=people[0], circle=ten, anyway=True)
    publish_formation(actor=cast.miriam.account, formation=formation)

    assert Placement.objects.filter(standing=Placement.Standing.OFFERED, member__in=people).count() >= len(people)
    assert not Seat.objects.exists()


def test_no_answer_is_given_for_somebody_not_even_by_a_steward_or_by_time(cast: Cast) -> None:
    ten = offered([cast.noa])
    placement = placement_of(cast.noa, ten)
    Formation.objects.update(published_at=timezone.now() - timedelta(days=1000))

    for actor in (cast.miriam.account, cast.daniel.account, cast.pavel.account, cast.sam):
        with pytest.raises(PermissionDenied):
            accept_placement(actor=actor, placement=placement)

    assert not Seat.objects.exists()
    assert placement_of(cast.noa, ten).standing == Placement.Standing.OFFERED


def test_consent_stands_only_as_long_as_the_person_lets_it_stand(cast: Cast) -> None:
    ten = offered([cast.noa])
    seat = accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))

    with pytest.raises(PermissionDenied):
        leave_circle(actor=cast.miriam.account, seat=seat)
    leave_circle(actor=cast.noa.account, seat=seat)

    assert not Seat.objects.filter(left_at__isnull=True).exists()


def test_the_database_knows_no_seat_without_a_placement_and_no_second_one(cast: Cast) -> None:
    ten = offered([cast.noa])
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(circle=ten, member=cast.noa, placement=None, chair=0, chairs=2)

    placement = placement_of(cast.noa, ten)
    Seat.objects.create(circle=ten, member=cast.noa, placement=placement, chair=0, chairs=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(circle=ten, member=cast.noa, placement=placement, chair=1, chairs=2)


def test_only_one_place_in_the_product_makes_a_seat() -> None:
    makers = [
        path.relative_to(PRODUCT).as_posix()
        for path in PRODUCT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and makes_a_seat(node)
    ]

    assert makers == ["fellowship/circles/actions/seats.py"]


def makes_a_seat(call: ast.Call) -> bool:
    """Whether a call is ``Seat(…)`` or ``Seat.objects.create(…)`` and the like."""
    name = ast.unparse(call.func)
    return name == "Seat" or (name.startswith("Seat.objects.") and "create" in name)
