"""Addresses of the one desire: a circle's own people only, stewards neither; rounds for all members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.models import SeasonRound
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Composition
from tests.cast import Cast
from tests.fellowship.members.door import account_of
from tests.fellowship.one_desire.stories import begun, living_ten, owners_agree, stands, taking_of, wish
from tests.site.access import Row, for_members, for_stewards
from tests.site.access.circles import for_programs, for_stewards_programs, only_noa

WORDS = "A quiet hour every week"


def noas_ten(cast: Cast) -> Circle:
    return living_ten([cast.noa, cast.pavel])


def a_ten(cast: Cast) -> dict[str, Any]:
    return {"level": 1, "number": noas_ten(cast).number}


def noas_text(cast: Cast) -> Composition:
    """Noa writes with her own words, the pen in her hand."""
    ten = noas_ten(cast)
    desire = wish(cast.noa, WORDS, ten)
    composition = begun(cast.noa, ten)
    actions.take_in(actor=account_of(cast.noa), composition=composition, desire=desire)
    return composition


def a_text(cast: Cast) -> dict[str, Any]:
    return {"key": noas_text(cast).key}


def asked_about(cast: Cast) -> dict[str, Any]:
    composition = noas_text(cast)
    owners_agree(composition)
    actions.ask_circle(actor=account_of(cast.noa), composition=composition)
    return {"key": composition.key}


def one_that_stands(cast: Cast) -> dict[str, Any]:
    ten = noas_ten(cast)
    return {"key": stands(ten, [wish(cast.noa, WORDS, ten)]).key}


def one_that_was_carried_up(cast: Cast) -> dict[str, Any]:
    found = one_that_stands(cast)
    actions.carry_up(actor=account_of(cast.noa), composition=Composition.objects.get(key=found["key"]))
    return found


def words_to_walk(name: str) -> Callable[[Cast], dict[str, Any]]:
    def where(cast: Cast) -> dict[str, Any]:
        composition = noas_text(cast)
        return {"key": composition.key, name: composition.versions.order_by("-number")[0].pieces.get().pk}

    return where


def noas_words(cast: Cast) -> dict[str, Any]:
    composition = noas_text(cast)
    return {"pk": taking_of(composition, composition.takings.get().desire).pk}


def a_round(cast: Cast) -> dict[str, Any]:
    now = timezone.now()
    days = {"opens_at": now, "composes_at": now + timedelta(days=1), "closes_at": now + timedelta(days=2)}
    return {"key": SeasonRound.objects.create(title="Spring", standing="open", **days).key}


def a_ten_at_the_top(cast: Cast) -> dict[str, Any]:
    """Where tens stand in nothing larger, all who sit in them compose the one desire of the whole."""
    noas_ten(cast)
    return {}


def days(_cast: Cast) -> dict[str, Any]:
    now = timezone.now()
    moments = {"opens_at": 1, "composes_at": 2, "closes_at": 3}
    return {"title": "Spring", **{name: (now + timedelta(days=n)).isoformat() for name, n in moments.items()}}


def same_days(cast: Cast) -> dict[str, Any]:
    found = SeasonRound.objects.get()
    moments = ("opens_at", "composes_at", "closes_at")
    return {"title": "Summer", **{name: getattr(found, name).isoformat() for name in moments}}


def said(**body: Any) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: body


def the_desire(cast: Cast) -> dict[str, Any]:
    return {"desire": cast.noa.desires.get().key, "verb": "take in"}


ROWS: dict[str, Row] = {
    "one_desire": only_noa(for_members(where=a_ten)),
    "one_desire_whole": for_members(),
    "composition": only_noa(for_members(where=a_text)),
    "composition_write": only_noa(
        for_members("composition", where=a_text, method="post", data=said(text="One.", on=1))
    ),
    "composition_take_in": only_noa(for_members("composition", where=a_text, method="post", data=the_desire)),
    "composition_act": only_noa(for_members("composition", where=a_text, method="post", data=said(verb="pass pen"))),
    "composition_answer": only_noa(
        for_members("composition", where=asked_about, method="post", data=said(version=1, grade="heart"))
    ),
    "composition_say_in": only_noa(
        for_members(
            "composition", where=one_that_stands, method="post", data=said(language="he", text="שעה שקטה בכל שבוע")
        )
    ),
    "walk": only_noa(for_members(where=words_to_walk("pk"))),
    "my_words": for_members(),
    "my_words_answer": only_noa(for_members("my_words", where=noas_words, method="post", data=said(verb="agree"))),
    "rounds": for_members(),
    "round": for_members(where=a_round),
    "round_letter": for_members("round", where=a_round, method="post", data=said(wished="yes")),
    "round_calendar": for_members(where=a_round),
    # Stewards
    "round_plan": for_stewards(),
    "round_change": for_stewards(where=a_round),
    "round_end": for_stewards("rounds", where=a_round, method="post"),
    # Programs
    "api:one_desire": only_noa(for_programs(where=a_ten)),
    "api:one_desire_whole": for_programs(),
    "api:one_desire_begin": only_noa(for_programs(201, where=a_ten, method="post", data=said(language="en"))),
    "api:one_desire_begin_whole": Row(
        {**for_programs(403).answers, "member": 201}, a_ten_at_the_top, "post", said(language="en")
    ),
    "api:composition": only_noa(for_programs(where=a_text)),
    "api:composition_write": only_noa(for_programs(where=a_text, method="post", data=said(text="One."))),
    "api:composition_take_in": only_noa(for_programs(where=a_text, method="post", data=the_desire)),
    "api:composition_pen": only_noa(for_programs(where=a_text, method="post", data=said(verb="pass"))),
    "api:composition_ask": only_noa(for_programs(where=a_text, method="post")),
    "api:composition_answer": only_noa(
        for_programs(where=asked_about, method="put", data=said(version=1, grade="heart"))
    ),
    "api:composition_back": only_noa(for_programs(where=asked_about, method="post")),
    "api:composition_say_in": only_noa(
        for_programs(where=one_that_stands, method="put", data=said(language="he", text="שעה שקטה בכל שבוע"))
    ),
    "api:composition_set_aside": only_noa(for_programs(204, where=a_text, method="post")),
    "api:composition_carry": only_noa(for_programs(where=one_that_stands, method="post")),
    "api:composition_take_back": only_noa(for_programs(where=one_that_was_carried_up, method="delete")),
    "api:composition_walk": only_noa(for_programs(where=words_to_walk("piece"))),
    "api:me_words": for_programs(),
    "api:me_words_answer": only_noa(
        for_programs(where=noas_words, method="post", data=said(verb="agree", may_be_walked=True))
    ),
    "api:rounds_list": for_programs(),
    "api:round_plan": for_stewards_programs(201, method="post", data=days),
    "api:round_story": for_programs(where=a_round),
    "api:round_change": Row({**for_programs(403).answers, "steward": 200}, a_round, "put", same_days),
    "api:round_end": Row({**for_programs(403).answers, "steward": 204}, a_round, "post"),
    "api:round_letter": for_programs(204, where=a_round, method="put", data=said(wished=True)),
}
