"""Asks, changes, seasons and re-formings for other programs: the same acts and questions as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from tenfold.fellowship.circles.actions import publish_formation, set_aside_formation
from tenfold.fellowship.circles.api import entered
from tenfold.fellowship.circles.models import Formation
from tenfold.fellowship.circles.queries.access import access_circle, access_own_seat
from tenfold.fellowship.circles.schemas import ProblemOut, PublishedOut
from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.permissions import Permission, require

from . import actions, schemas
from .models import Ask, Change, Consent, Season
from .queries import renewals as queries
from .queries.asks import TenAsk, access_ask, asks_of, own_move
from .queries.looks import Trouble

router = Router(tags=["renewal"])
REFUSED = {409: ProblemOut}
Answer = Any


@router.get("circles/{int:level}-{int:number}/asks", response=list[schemas.AskOut])
def ten_asks(request: HttpRequest, level: int, number: int) -> Answer:
    """What my ten asks for."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    seat = access_own_seat(viewer=account_of(request), circle=circle)
    return [ask_out(one) for one in asks_of(circle, viewer=seat.member)]


@router.post("circles/{int:level}-{int:number}/asks", response={201: schemas.AskOut, **REFUSED})
def ten_ask_begin(request: HttpRequest, level: int, number: int, body: schemas.AskIn) -> Answer:
    """Begin to ask for something with my ten, or support it where it is asked already."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    seat = access_own_seat(viewer=account_of(request), circle=circle)
    ask = actions.begin_ask(actor=account_of(request), circle=circle, kind=body.kind)
    return Status(201, _found(ask, seat.member))


@router.post("asks/{int:pk}/support", response={204: None, **REFUSED})
def ask_support(request: HttpRequest, pk: int) -> Answer:
    """Support what my ten asks for."""
    actions.support_ask(actor=account_of(request), ask=access_ask(viewer=account_of(request), pk=pk))
    return Status(204, None)


@router.delete("asks/{int:pk}/support", response={204: None})
def ask_support_take_back(request: HttpRequest, pk: int) -> Answer:
    """Support it no more."""
    actions.take_back_support(actor=account_of(request), ask=access_ask(viewer=account_of(request), pk=pk))
    return Status(204, None)


@router.get("ten/move", response=schemas.MoveOut)
def move(request: HttpRequest) -> Answer:
    """Whether I ask to move, and what I said."""
    asked = own_move(entered(request))
    return {"asked": asked is not None, "reasons": asked.reasons if asked else []}


@router.post("ten/move", response={200: schemas.MoveOut, **REFUSED})
def move_ask(request: HttpRequest, body: schemas.MoveIn) -> Answer:
    """Ask for a seat in another ten; nobody of my ten learns of it."""
    entered(request)
    ask = actions.ask_to_move(actor=account_of(request), reasons=body.reasons, words=body.words)
    return {"asked": True, "reasons": ask.reasons}


@router.delete("ten/move", response={204: None})
def move_take_back(request: HttpRequest) -> Answer:
    """Ask to move no more."""
    entered(request)
    actions.take_back_move(actor=account_of(request))
    return Status(204, None)


@router.get("changes", response=list[schemas.ChangeOut])
def changes(request: HttpRequest) -> Answer:
    """What is proposed to me and others together, seats aside, and waits for answers."""
    return [change_out(consent) for consent in queries.my_changes(entered(request))]


@router.get("changes/{int:pk}", response=schemas.ChangeOut)
def change(request: HttpRequest, pk: int) -> Answer:
    """One change I am asked about."""
    return change_out(queries.access_change(viewer=account_of(request), pk=pk)[1])


@router.post("changes/{int:pk}", response={200: schemas.ChangeOut, **REFUSED})
def change_answer(request: HttpRequest, pk: int, body: schemas.AnswerIn) -> Answer:
    """Say yes or no, or take back what I said. It happens when all it needs have said yes, or not at all."""
    found, _consent = queries.access_change(viewer=account_of(request), pk=pk)
    actions.answer_change(actor=account_of(request), change=found, yes=body.yes)
    return change_out(queries.access_change(viewer=account_of(request), pk=pk)[1])


@router.get("season", response=schemas.SeasonOut)
def season(request: HttpRequest) -> Answer:
    """The open season, and what I said."""
    return season_out(_season(), entered(request))


@router.post("season", response={200: schemas.SeasonOut, **REFUSED})
def season_wish(request: HttpRequest, body: schemas.SeasonIn) -> Answer:
    """Say whether I would like to meet new people, and with whom I would go."""
    member, found = entered(request), _season()
    keep = list(Member.objects.filter(key__in=body.keep))
    actions.wish_in_season(actor=account_of(request), season=found, meets=body.meets, keep=keep)
    return season_out(found, member)


@router.post("seasons", response={201: schemas.SeasonOut, **REFUSED})
def season_open(request: HttpRequest, body: schemas.SeasonOpenIn) -> Answer:
    """Open a season."""
    require(account_of(request), Permission.FORM_CIRCLES)
    found = actions.open_season(actor=account_of(request), days=body.days)
    return Status(201, season_out(found, entered(request)))


@router.post("seasons/{int:pk}/close", response={204: None, **REFUSED})
def season_close(request: HttpRequest, pk: int) -> Answer:
    """Take no more answers, and look for exchanges."""
    require(account_of(request), Permission.FORM_CIRCLES)
    actions.close_season(actor=account_of(request), season=get_object_or_404(Season, pk=pk))
    return Status(204, None)


@router.post("renewals", response={201: schemas.RenewalOut, **REFUSED})
def renewal_start(request: HttpRequest) -> Answer:
    """Look for the smallest change that makes every ten whole; ask for it again until it is a proposal."""
    return Status(201, renewal_out(actions.start_repair(actor=account_of(request))))


@router.get("renewals/{int:pk}", response=schemas.RenewalOut)
def renewal(request: HttpRequest, pk: int) -> Answer:
    """A re-forming or season: each circle before and after."""
    return renewal_out(queries.access_renewal(viewer=account_of(request), pk=pk))


@router.post("renewals/{int:pk}/publish", response={200: PublishedOut, **REFUSED})
def renewal_publish(request: HttpRequest, pk: int) -> Answer:
    """Ask everybody concerned."""
    found = queries.access_renewal(viewer=account_of(request), pk=pk)
    return {"left_out": publish_formation(actor=account_of(request), formation=found)}


@router.post("renewals/{int:pk}/set-aside", response={204: None, **REFUSED})
def renewal_set_aside(request: HttpRequest, pk: int) -> Answer:
    """Let it go."""
    found = queries.access_renewal(viewer=account_of(request), pk=pk)
    set_aside_formation(actor=account_of(request), formation=found)
    return Status(204, None)


def _found(ask: Ask, viewer: Member) -> dict[str, Any]:
    return next(ask_out(one) for one in asks_of(ask.circle, viewer=viewer) if one.ask.pk == ask.pk)


def _season() -> Season:
    found = queries.open_season()
    if found is None:
        raise Http404
    return found


def ask_out(one: TenAsk) -> dict[str, Any]:
    return {
        "id": one.ask.pk,
        "kind": one.ask.kind,
        "supports": one.supports,
        "needed": one.needed,
        "carried": one.carried,
        "mine": one.mine,
    }


def change_out(consent: Consent) -> dict[str, Any]:
    found = Change.objects.prefetch_related("hours__circle").get(pk=consent.change_id)
    return {
        "id": found.pk,
        "kind": found.kind,
        "standing": found.standing,
        "said": consent.said,
        "asked": found.consents.count(),
        "placement": consent.placement_id,
        "hours": [
            {
                "level": hour.circle.level,
                "number": hour.circle.number,
                "language": hour.language,
                "zone": hour.zone,
                "weekday": hour.weekday,
                "starts_at": f"{hour.starts_at:%H:%M}",
                "was_language": hour.was_language,
                "was_zone": hour.was_zone,
                "was_weekday": hour.was_weekday,
                "was_starts_at": f"{hour.was_starts_at:%H:%M}",
            }
            for hour in found.hours.all()
        ],
    }


def season_out(found: Season, member: Member) -> dict[str, Any]:
    wish = found.wishes.filter(member=member).first()
    return {
        "id": found.pk,
        "until": found.until,
        "meets": wish is not None,
        "keep": [one.key for one in wish.keep.all()] if wish else [],
    }


def renewal_out(found: Formation) -> dict[str, Any]:
    return {
        "id": found.pk,
        "kind": found.kind,
        "standing": found.standing,
        "by_itself": found.by_itself,
        "for_date": found.for_date,
        "created_at": found.created_at,
        "quality": found.quality,
        "circles": [
            {
                "circle": side.circle.number if side.circle else None,
                "size": side.size,
                "difference": side.difference,
                "wrong": _troubles(side.wrong),
                "still": _troubles(side.still),
                "coming": [one.member.key for one in side.coming],
                "going": [one.member.key for one in side.going],
                "rehoured": side.rehoured,
            }
            for side in queries.sides(found)
        ],
        "remaining": _troubles(queries.remaining(found)),
    }


def _troubles(found: Sequence[Trouble]) -> list[dict[str, Any]]:
    return [
        {
            "ill": one.ill,
            "circle": one.circle.number if one.circle else None,
            "members": [member.key for member in one.members],
            "missing": one.missing,
            "since": one.since,
        }
        for one in found
    ]
