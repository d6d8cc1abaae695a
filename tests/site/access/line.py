"""Addresses of the waiting line."""

from __future__ import annotations

from typing import Any

from tenfold.fellowship.circles.models import Formation
from tests.cast import Cast
from tests.fellowship.line.stories import living_ten, waiting_people
from tests.site.access import Row, api, for_members, for_stewards


def a_seat_that_somebody_fits(cast: Cast) -> dict[str, Any]:
    """Then looking for people for open seats comes to a proposal."""
    living_ten(waiting_people(3, name="Sitting"))
    waiting_people(1)
    assert not Formation.objects.filter(kind=Formation.Kind.OFFER).exists()
    return {}


def for_programs(answer: int = 200, **more: Any) -> Row:
    return api(for_members(answer, stranger=404, **more))


def for_stewards_programs(answer: int = 200, **more: Any) -> Row:
    return api(for_stewards(answer, stranger=403, **more))


ROWS: dict[str, Row] = {
    "my_line": for_members(),
    "line_wait": for_members("my_line", method="post"),
    # Stewards
    "line": for_stewards(),
    "line_csv": for_stewards(),
    "line_offer": for_stewards("formation", where=a_seat_that_somebody_fits, method="post"),
    # Programs
    "api:line_mine": for_programs(),
    "api:line": for_stewards_programs(),
    "api:line_week": for_stewards_programs(data=lambda cast: {"language": "he"}),
    "api:line_people": for_stewards_programs(),
    "api:line_offer": for_stewards_programs(201, where=a_seat_that_somebody_fits, method="post"),
}
