"""Promise 6. Nobody is ranked or scored before others."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Placement, Seat, Unplaced
from tenfold.fellowship.circles.queries.circle import companions
from tenfold.fellowship.members.models import Member
from tenfold.site.api import api
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of, proposal_for

MEASURES = (models.FloatField, models.DecimalField)
KNOWN_NUMBERS = {"id", "level", "reason", "chair", "chairs"}
"""Whole numbers that say where somebody is, not how good."""


def test_no_table_about_a_person_keeps_a_measure_of_them() -> None:
    for model in (Member, Placement, Seat, Unplaced):
        fields = model._meta.get_fields()
        assert not [field.name for field in fields if isinstance(field, MEASURES)]
        whole = {field.name for field in fields if isinstance(field, models.IntegerField)}
        assert whole <= KNOWN_NUMBERS, model


def test_the_api_tells_no_number_of_a_person() -> None:
    schemas: dict[str, Any] = api.get_openapi_schema()["components"]["schemas"]
    about_people = {
        name: found for name, found in schemas.items() if {"key", "name"} <= set(found.get("properties", {}))
    }

    assert {"PersonOut", "DraftOut"} <= set(about_people)
    for name, found in about_people.items():
        numbers = [field for field, kind in found["properties"].items() if kind.get("type") in ("number", "integer")]
        assert not numbers, f"{name} tells {numbers}"


def test_people_of_a_circle_stand_by_the_alphabet_whatever_they_bring(cast: Cast) -> None:
    people = (cast.ruth, cast.pavel, cast.miriam)
    ten = offered(people)
    for one in people:
        accept_placement(actor=one.account, placement=placement_of(one, ten))

    assert [found.card.name for found in companions(ten, viewer=None)] == ["Miriam", "Pavel", "Ruth"]


def test_a_stewards_proposal_orders_people_by_name_and_shows_no_figure_of_one(cast: Cast) -> None:
    formation = proposal_for([cast.ruth, cast.noa, cast.pavel])
    for share, placement in enumerate(formation.placements.all()):
        placement.explanation = {"features": ["origin"], "share": [0.123 + share], "brings": []}
        placement.save()
    browser = Client()
    browser.force_login(cast.miriam.account)

    page = browser.get(reverse("formation", args=[formation.pk])).content.decode()

    assert page.index("Noa") < page.index("Pavel") < page.index("Ruth")
    assert "0.123" not in page
    assert "12.3" not in page
