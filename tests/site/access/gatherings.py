"""Addresses of gatherings and of practice: a circle's own people only, stewards neither."""

from __future__ import annotations

from typing import Any

from tenfold.fellowship.practice.actions import share
from tests.cast import Cast
from tests.site.access import Row, for_members
from tests.site.access.circles import for_programs, noas_ten, only_noa


def noas_words(cast: Cast) -> dict[str, Any]:
    """Something that Noa shared with her ten."""
    where = noas_ten(cast)
    circle = cast.noa.seats.get().circle
    assert cast.noa.account is not None
    assert circle.number == where["number"]
    return {"pk": share(actor=cast.noa.account, circle=circle, text="I listened today.").pk}


def out_of_time(_cast: Cast) -> dict[str, Any]:
    return {"starts_at": "2020-01-01T00:00:00+00:00", "there": True}


ROWS: dict[str, Row] = {
    "say_attendance": only_noa(for_members("circle", where=noas_ten, method="post")),
    "inner_work": only_noa(for_members(where=noas_ten)),
    "take_back_sharing": only_noa(for_members("circle", where=noas_words, method="post")),
    "api:gatherings": only_noa(for_programs(where=noas_ten)),
    "api:say": only_noa(for_programs(409, where=noas_ten, method="post", data=out_of_time)),
    "api:inner": only_noa(for_programs(where=noas_ten)),
    "api:inner_share": only_noa(for_programs(201, where=noas_ten, method="post", data=lambda cast: {"text": "Hello."})),
    "api:inner_take_back": only_noa(for_programs(204, where=noas_words, method="delete")),
}
