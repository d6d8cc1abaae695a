"""Addresses of the desires room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tenfold.fellowship.desires.actions import hide_desire, hide_rendering, render_desire
from tenfold.fellowship.desires.models import Crowd, Desire, Rendering
from tests.cast import Cast
from tests.fellowship.desires.stories import brought_in_round, living_ten, wish
from tests.fellowship.members.door import account_of
from tests.site.access import Row, api, for_members, for_stewards
from tests.site.access.circles import only_noa


def noas_ten(cast: Cast) -> dict[str, Any]:
    """A ten in which Noa sits."""
    return {"level": 1, "number": living_ten([cast.noa, cast.pavel]).number}


def pavels(cast: Cast) -> Desire:
    return wish(cast.pavel, "More songs in the evening")


def noas(cast: Cast) -> Desire:
    return wish(cast.noa, "More songs in the evening")


def a_desire(cast: Cast) -> dict[str, Any]:
    """One of Pavel's, for the whole."""
    return {"key": pavels(cast).key}


def noas_desire(cast: Cast) -> dict[str, Any]:
    return {"key": noas(cast).key}


def a_hidden_desire(cast: Cast) -> dict[str, Any]:
    desire = pavels(cast)
    hide_desire(actor=account_of(cast.miriam), desire=desire, rule="advert", reason="It sells records.")
    return {"key": desire.key}


def noas_rendering(cast: Cast) -> dict[str, Any]:
    given = render_desire(actor=account_of(cast.noa), desire=pavels(cast), language="he", text="עוד שירים בערב")
    return {"pk": given.pk}


def noas_hidden_rendering(cast: Cast) -> dict[str, Any]:
    where = noas_rendering(cast)
    given = Rendering.objects.get(**where)
    hide_rendering(actor=account_of(cast.miriam), rendering=given, rule="advert", reason="It sells records.")
    return where


def a_crowd(cast: Cast) -> dict[str, Any]:
    now = timezone.now()
    crowd = Crowd.objects.create(
        desire=pavels(cast), value=1, since=now - timedelta(hours=1), until=now, accounts=20, usual=0.1
    )
    return {"pk": crowd.pk}


def programs(answer: int = 200, **more: Any) -> Row:
    return api(for_members(answer, stranger=404, **more))


def keepers_programs(answer: int = 200, **more: Any) -> Row:
    return api(for_stewards(answer, stranger=403, **more))


def of_the_ten(row: Row) -> Row:
    """For those who belong to the circle, and for stewards, who keep the rules."""
    return Row({**row.answers, "teacher": 404}, row.where, row.method, row.data)


def a_round_of_another_place(cast: Cast) -> dict[str, Any]:
    return {"key": brought_in_round().key}


def only_the_author(row: Row) -> Row:
    """Others may read it, and are told that it is somebody else's."""
    return Row({**row.answers, "teacher": 403, "steward": 403}, row.where, row.method, row.data)


ROWS: dict[str, Row] = {
    "desires": for_members(),
    "desires_of": of_the_ten(for_members(where=noas_ten)),
    "my_desires": for_members(),
    "my_answers": for_members(),
    "desire_write": for_members(),
    "desire_cards": for_members(),
    "desire_cards_of": of_the_ten(for_members(where=noas_ten)),
    "ground": for_members(),
    "ground_of": of_the_ten(for_members(where=noas_ten)),
    "desires_map": for_members(),
    "desires_map_of": of_the_ten(for_members(where=noas_ten)),
    "rounds_brought_in": for_members(),
    "round_brought_in": for_members(where=a_round_of_another_place),
    "desire_rules": for_members(),
    "desire_rules_edit": for_stewards(),
    "desire_log": for_members(),
    "desire_keeping": for_stewards(),
    "desire_crowd": for_stewards(
        "desire_keeping", where=a_crowd, method="post", data=lambda cast: {"reason": "A class"}
    ),
    "desire": for_members(where=a_desire),
    "desire_answer": for_members("desire", where=a_desire, method="post", data=lambda cast: {"answer": "mine"}),
    "desire_change": only_noa(for_members(where=noas_desire)),
    "desire_withdraw": only_noa(for_members(where=noas_desire)),
    "desire_render": for_members(
        "desire", where=a_desire, method="post", data=lambda cast: {"language": "he", "text": "עוד שירים"}
    ),
    "rendering_take_back": only_noa(for_members("desire", where=noas_rendering, method="post")),
    "rendering_hide": for_stewards(where=noas_rendering),
    "rendering_show": for_stewards(where=noas_hidden_rendering),
    "desire_hide": for_stewards(where=a_desire),
    "desire_show": for_stewards(where=a_hidden_desire),
    # Programs
    "api:desire_write": programs(
        201, method="post", data=lambda cast: {"text": "Longer evenings", "language": "en", "place": "whole"}
    ),
    "api:desire_change": only_the_author(
        programs(where=noas_desire, method="patch", data=lambda cast: {"text": "Longer evenings", "language": "en"})
    ),
    "api:desire_answer_back": programs(204, where=a_desire, method="delete"),
    "api:desire_rules_write": keepers_programs(method="post", data=lambda cast: {"language": "en", "text": "Be kind."}),
    "api:desires": programs(),
    "api:desires_similar": programs(data=lambda cast: {"text": "songs"}),
    "api:desires_next": programs(),
    "api:my_desires": programs(),
    "api:my_answers": programs(),
    "api:ground": programs(),
    "api:desires_map": programs(),
    "api:desire_rules": programs(),
    "api:desire_log": programs(),
    "api:desire": programs(where=a_desire),
    "api:desire_crowds": keepers_programs(),
    "api:desire_crowd": keepers_programs(
        where=a_crowd, method="post", data=lambda cast: {"weighs_nothing": True, "reason": "One house"}
    ),
    "api:desire_answer": programs(where=a_desire, method="put", data=lambda cast: {"answer": "mine too"}),
    "api:desire_withdraw": only_the_author(programs(where=noas_desire, method="post")),
    "api:desire_render": programs(
        201, where=a_desire, method="post", data=lambda cast: {"language": "he", "text": "עוד שירים"}
    ),
    "api:desire_hide": keepers_programs(
        204, where=a_desire, method="post", data=lambda cast: {"rule": "advert", "reason": "It sells records."}
    ),
    "api:desire_show": keepers_programs(
        204, where=a_hidden_desire, method="post", data=lambda cast: {"reason": "It sells nothing."}
    ),
    "api:rendering_hide": keepers_programs(
        204, where=noas_rendering, method="post", data=lambda cast: {"rule": "advert", "reason": "It sells records."}
    ),
    "api:rendering_show": keepers_programs(
        204, where=noas_hidden_rendering, method="post", data=lambda cast: {"reason": "It sells nothing."}
    ),
    "api:rendering_take_back": only_noa(programs(204, where=noas_rendering, method="delete")),
}
