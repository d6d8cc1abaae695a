"""Addresses of the circles room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement, leave_circle
from tenfold.fellowship.circles.letters.stopping import stop_token
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of, proposal_for
from tests.site.access import Row, api, everyone, for_members, for_stewards


def noas_ten(cast: Cast) -> dict[str, Any]:
    """A ten in which Noa sits."""
    ten = offered([cast.noa, cast.pavel])
    assert cast.noa.account is not None
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    return {"level": 1, "number": ten.number}


def a_ten_that_noa_left(cast: Cast) -> dict[str, Any]:
    """A living ten in which there is a chair for her again; its language and hour are hers."""
    ten = offered([cast.noa, cast.pavel, cast.ruth], language="he")
    for person in (cast.pavel, cast.noa):
        assert person.account is not None
        seat = accept_placement(actor=person.account, placement=placement_of(person, ten))
    assert seat is not None
    assert cast.noa.account is not None
    leave_circle(actor=cast.noa.account, seat=seat)
    cast.noa.hours = "Mon 19:00-24:00"
    cast.noa.save()
    return {"level": 1, "number": ten.number}


def tomorrow() -> date:
    return timezone.now().date() + timedelta(days=2)


def noas_link(cast: Cast) -> dict[str, Any]:
    return {"token": stop_token(cast.noa)}


def noas_placement(cast: Cast) -> dict[str, Any]:
    return {"pk": placement_of(cast.noa, offered([cast.noa, cast.pavel])).pk}


def a_proposal(cast: Cast) -> dict[str, Any]:
    return {"pk": proposal_for([cast.noa, cast.pavel]).pk}


def pavel_in_a_proposal(cast: Cast) -> dict[str, Any]:
    return a_proposal(cast) | {"key": cast.pavel.key}


def a_failed_run(cast: Cast) -> dict[str, Any]:
    return {"pk": proposal_for([], standing="failed").pk}


def only_noa(row: Row) -> Row:
    """For the one whom it is about; others do not learn that it exists."""
    return Row({**row.answers, "teacher": 404, "steward": 404}, row.where, row.method, row.data)


def for_programs(answer: int = 200, **more: Any) -> Row:
    return api(for_members(answer, stranger=404, **more))


def for_stewards_programs(answer: int = 200, **more: Any) -> Row:
    return api(for_stewards(answer, stranger=403, **more))


ROWS: dict[str, Row] = {
    "my_ten": for_members(),
    "whole": for_members(),
    "circle": for_members(where=noas_ten),
    "circle_leave": only_noa(for_members(where=noas_ten)),
    "circle_pause": only_noa(for_members(where=noas_ten)),
    "circle_resume": Row({**only_noa(for_members("circle")).answers}, noas_ten, "post"),
    "circle_come_back": Row({**for_members("today").answers, "member": "circle"}, a_ten_that_noa_left, "post"),
    "ten_wish": for_members("today", method="post"),
    "letters": for_members(),
    "letters_stop": everyone(200, where=noas_link),
    "circle_calendar": only_noa(for_members(where=noas_ten)),
    "placement": only_noa(for_members(where=noas_placement)),
    # Stewards
    "formations": for_stewards(),
    "circle_list": for_stewards(200, method="post"),
    "formation_new": for_stewards(),
    "formation": for_stewards(where=a_proposal),
    "formation_live": api(for_stewards(stranger=403, where=a_proposal)),
    "formation_unplaced": for_stewards(where=a_proposal),
    "formation_publish": for_stewards("formation", where=a_proposal, method="post"),
    "formation_set_aside": for_stewards("formation", where=a_proposal, method="post"),
    "formation_again": for_stewards("formation", where=a_failed_run, method="post"),
    "formation_move": for_stewards(where=pavel_in_a_proposal),
    # Programs
    "api:circles_mine": for_programs(),
    "api:circle": for_programs(where=noas_ten),
    "api:circle_leave": only_noa(for_programs(204, where=noas_ten, method="post")),
    "api:circle_pause": only_noa(
        for_programs(where=noas_ten, method="post", data=lambda cast: {"until": tomorrow().isoformat()})
    ),
    "api:circle_resume": only_noa(for_programs(where=noas_ten, method="post")),
    "api:circle_come_back": Row({**for_programs(409).answers, "member": 200}, a_ten_that_noa_left, "post"),
    "api:me_waiting": for_programs(),
    "api:me_letters": for_programs(),
    "api:whole": for_programs(),
    "api:placements": for_programs(),
    "api:placement": only_noa(for_programs(where=noas_placement)),
    "api:placement_accept": only_noa(for_programs(where=noas_placement, method="post")),
    "api:placement_decline": only_noa(for_programs(where=noas_placement, method="post")),
    "api:placement_another": only_noa(for_programs(where=noas_placement, method="post")),
    "api:placement_wait": only_noa(for_programs(where=noas_placement, method="post")),
    "api:formations": for_stewards_programs(),
    "api:formation_start": for_stewards_programs(201, method="post"),
    "api:formation": for_stewards_programs(where=a_proposal),
    "api:formation_circles": for_stewards_programs(where=a_proposal),
    "api:formation_move": for_stewards_programs(
        where=a_proposal, method="post", data=lambda cast: {"member": cast.pavel.key, "dry_run": True}
    ),
    "api:formation_publish": for_stewards_programs(where=a_proposal, method="post"),
    "api:formation_set_aside": for_stewards_programs(204, where=a_proposal, method="post"),
}
