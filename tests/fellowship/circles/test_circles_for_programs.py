"""Other programs ask and act with the same rights as the person they act for."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tenfold.fellowship.circles.models import Placement, Seat
from tenfold.fellowship.members.models import Member
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, offered, placement_of, proposal_for, ten_of

Browser = Callable[[Member], Client]
JSON = "application/json"


def test_noa_reads_her_proposal_accepts_it_and_leaves_again(cast: Cast, browser_of: Browser) -> None:
    ten = offered([cast.noa, cast.ruth])
    program = browser_of(cast.noa)

    (waiting,) = program.get("/api/placements").json()
    assert waiting["why"][0] == "Everyone in this circle speaks English."
    assert waiting["circle"]["hour"]["zone"] == "Europe/London"

    accepted = program.post(f"/api/placements/{waiting['id']}/accept").json()
    assert accepted["standing"] == Placement.Standing.ACCEPTED
    assert program.get("/api/circles/mine").json()[0]["circle"]["number"] == ten.number
    assert [one["name"] for one in program.get(f"/api/circles/1-{ten.number}").json()["people"]] == ["Noa"]

    assert program.post(f"/api/circles/1-{ten.number}/leave").status_code == 204
    assert Seat.objects.get().left_at is not None


def test_what_cannot_be_done_is_said_in_words(cast: Cast, browser_of: Browser) -> None:
    ten = offered([cast.noa, cast.ruth], seats_min=1, seats_max=1)
    for person, status in ((cast.noa, 200), (cast.ruth, 409)):
        answer = browser_of(person).post(f"/api/placements/{placement_of(person, ten).pk}/accept")
        assert answer.status_code == status

    assert "taken by now" in answer.json()["detail"]


def test_a_stewards_program_starts_moves_and_publishes(
    cast: Cast, browser_of: Browser, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    crowd(8)
    program = browser_of(cast.miriam)
    asked = {"size": {"min": 3, "target": 4, "max": 5}, "weights": {"difference": 2}}
    with django_capture_on_commit_callbacks(execute=True):
        formation = program.post("/api/formations", asked, content_type=JSON).json()

    assert program.get(f"/api/formations/{formation['id']}").json()["standing"] == "proposed"
    found = program.get(f"/api/formations/{formation['id']}/circles").json()
    assert sum(len(circle["people"]) for circle in found["circles"]) >= 8
    assert program.post(f"/api/formations/{formation['id']}/publish").json() == {"left_out": 0}


def test_a_dry_run_changes_nothing(cast: Cast, browser_of: Browser) -> None:
    people = crowd(4)
    formation = proposal_for(people[:2])
    second = ten_of(people[2:], formation=formation)
    program = browser_of(cast.miriam)
    move = {"member": people[0].key, "circle": second.number}

    effect = program.post(f"/api/formations/{formation.pk}/move", move | {"dry_run": True}, content_type=JSON).json()
    assert effect["breaks"] == ["size"]
    refused = program.post(f"/api/formations/{formation.pk}/move", move, content_type=JSON)
    assert refused.status_code == 409
    assert not Placement.objects.filter(member=people[0], circle=second).exists()


def test_options_that_make_no_sense_are_told(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.miriam).post("/api/formations", {"minutes": 5}, content_type=JSON)

    assert answer.status_code == 409
    assert "15 minutes" in answer.json()["detail"]


def test_members_may_not_start_formations(cast: Cast, browser_of: Browser) -> None:
    answer = browser_of(cast.noa).post("/api/formations", {}, content_type=JSON)

    assert answer.status_code == 403
    assert "stewards" in answer.json()["detail"]
