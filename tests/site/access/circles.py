"""Addresses of the circles room."""

from __future__ import annotations

from typing import Any

from tenfold.fellowship.circles.actions import accept_placement
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of, proposal_for
from tests.site.access import Row, api, for_members, for_stewards


def noas_ten(cast: Cast) -> dict[str, Any]:
    """A ten in which Noa sits."""
    ten = offered([cast.noa, cast.pavel])
    assert cast.noa.account is not None
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    return {"level": 1, "number": ten.number}


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
    "circle_calendar": only_noa(for_members(where=noas_ten)),
    "placement": only_noa(for_members(where=noas_placement)),
    # Stewards
    "formations": for_stewards(),
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
    "api:whole": for_programs(),
    "api:placements": for_programs(),
    "api:placement": only_noa(for_programs(where=noas_placement)),
    "api:placement_accept": only_noa(for_programs(where=noas_placement, method="post")),
    "api:placement_decline": only_noa(for_programs(where=noas_placement, method="post")),
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
