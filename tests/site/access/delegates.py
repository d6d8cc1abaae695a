"""Addresses of a circle's voice: for those who sit in it."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from tests.fellowship.delegates.stories import a_hundred
from tests.site.access import Row, for_members
from tests.site.access.circles import for_programs, only_noa


def noas_ten(cast: Cast) -> dict[str, Any]:
    """A ten under a hundred, whose voice Noa carries."""
    return {"level": 1, "number": a_hundred([cast.noa, cast.ruth], [cast.pavel]).children.get(number=1).number}


ROWS: dict[str, Row] = {
    "say_willing": only_noa(for_members("circle", where=noas_ten, method="post", data=lambda cast: {"willing": "yes"})),
    "lay_down_voice": only_noa(for_members("circle", where=noas_ten, method="post")),
    "api:circle_voice": only_noa(for_programs(where=noas_ten)),
    "api:voice_willing": only_noa(
        for_programs(204, where=noas_ten, method="post", data=lambda cast: {"willing": True})
    ),
    "api:voice_lay_down": only_noa(for_programs(204, where=noas_ten, method="post")),
}
