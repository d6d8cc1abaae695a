"""Addresses of the renewal room."""

from __future__ import annotations

from typing import Any

from tenfold.fellowship.circles.models import Formation, Seat
from tenfold.fellowship.renewal.actions import ask_to_move, begin_ask, open_season
from tenfold.fellowship.renewal.models import Ask, Change, Consent
from tests.cast import Cast
from tests.fellowship.circles.stories import proposal_for
from tests.site.access import Row, for_members, for_stewards
from tests.site.access.circles import for_programs, for_stewards_programs, noas_ten, only_noa


def noas_ask(cast: Cast) -> dict[str, Any]:
    """Something that Noa's ten asks for."""
    noas_ten(cast)
    assert cast.noa.account is not None
    circle = Seat.objects.get(member=cast.noa).circle
    return {"pk": begin_ask(actor=cast.noa.account, circle=circle, kind=Ask.Kind.HOUR).pk}


def noas_change(cast: Cast) -> dict[str, Any]:
    """Something that is proposed to Noa and another together."""
    noas_ten(cast)
    formation = Formation.objects.get()
    Formation.objects.filter(pk=formation.pk).update(kind=Formation.Kind.REPAIR)
    circle = Seat.objects.get(member=cast.noa).circle
    change = Change.objects.create(formation=formation, kind=Change.Kind.HOUR, circle=circle, needed=2)
    Consent.objects.create(change=change, member=cast.noa)
    Consent.objects.create(change=change, member=cast.pavel)
    return {"pk": change.pk}


def noa_asks_to_move(cast: Cast) -> dict[str, Any]:
    noas_ten(cast)
    assert cast.noa.account is not None
    ask_to_move(actor=cast.noa.account)
    return {}


def noas_season(cast: Cast) -> dict[str, Any]:
    """A season, with Noa in a ten."""
    noas_ten(cast)
    a_season(cast)
    return {}


def a_season(cast: Cast) -> dict[str, Any]:
    assert cast.miriam.account is not None
    return {"pk": open_season(actor=cast.miriam.account).pk}


def a_re_forming(cast: Cast) -> dict[str, Any]:
    formation = proposal_for([cast.noa, cast.pavel])
    Formation.objects.filter(pk=formation.pk).update(kind=Formation.Kind.REPAIR)
    return {"pk": formation.pk}


def said(**body: Any) -> Any:
    return lambda cast: body


ROWS: dict[str, Row] = {
    "ask_to_move": for_members("my_ten"),
    "ten_ask": only_noa(for_members("circle", where=noas_ten, method="post", data=said(kind="hour"))),
    "ask_answer": only_noa(for_members("circle", where=noas_ask, method="post", data=said(answer="take back"))),
    "change": only_noa(for_members(where=noas_change)),
    "season": for_members(),
    # Stewards
    "renewals": for_stewards(),
    "renewal_start": for_stewards("renewal", method="post"),
    "renewal": for_stewards(where=a_re_forming),
    "renewal_publish": for_stewards("renewal", where=a_re_forming, method="post"),
    "renewal_set_aside": for_stewards("renewal", where=a_re_forming, method="post"),
    "season_open": for_stewards("renewals", method="post", data=said(days=14)),
    "season_close": for_stewards("renewals", where=a_season, method="post"),
    # Programs
    "api:ten_asks": only_noa(for_programs(where=noas_ten)),
    "api:ten_ask_begin": only_noa(for_programs(201, where=noas_ten, method="post", data=said(kind="hour"))),
    "api:ask_support": only_noa(for_programs(204, where=noas_ask, method="post")),
    "api:ask_support_take_back": only_noa(for_programs(204, where=noas_ask, method="delete")),
    "api:move": for_programs(),
    "api:move_ask": for_programs(409, method="post", data=said()),
    "api:move_take_back": for_programs(204, where=noa_asks_to_move, method="delete"),
    "api:changes": for_programs(),
    "api:change": only_noa(for_programs(where=noas_change)),
    "api:change_answer": only_noa(for_programs(where=noas_change, method="post", data=said(yes=True))),
    "api:season": for_programs(where=noas_season),
    "api:season_wish": for_programs(where=noas_season, method="post", data=said(meets=False)),
    "api:season_open": for_stewards_programs(201, method="post", data=said(days=14)),
    "api:season_close": for_stewards_programs(204, where=a_season, method="post"),
    "api:renewal_start": for_stewards_programs(201, method="post"),
    "api:renewal": for_stewards_programs(where=a_re_forming),
    "api:renewal_publish": for_stewards_programs(where=a_re_forming, method="post"),
    "api:renewal_set_aside": for_stewards_programs(204, where=a_re_forming, method="post"),
}
