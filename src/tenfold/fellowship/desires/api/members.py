"""Desires for other programs: the same acts and questions as the pages, with the same rights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.schemas import MistakesOut

from .. import actions, schemas
from ..models import Desire, Rendering, Response
from ..queries import ground as grounds
from ..queries import reading
from ..queries.access import access_desire, access_scope, entered
from ..queries.cards import next_of, sitting
from ..queries.rounds import open_round
from ..queries.similar import similar_to
from ..views.words import WHOLE, where_code
from ..words import stamp

router = Router(tags=["desires"])
REFUSED = {409: MistakesOut, 422: MistakesOut}
FORBIDDEN = {403: MistakesOut}
VALUES = {"mine too": 1, "not mine": -1, "not now": 0}
SAID = {value: words for words, value in VALUES.items()}


def scope(request: HttpRequest, place: str) -> Circle | None:
    """The circle a program names, if the reader belongs to it."""
    if place == WHOLE:
        return None
    level, _dash, number = place.partition("-")
    if not (level.isascii() and level.isdecimal() and number.isascii() and number.isdecimal() and len(place) <= 12):
        raise Http404
    return access_scope(viewer=account_of(request), level=int(level), number=int(number))


def out(desires: Sequence[Desire], member: Member) -> list[dict[str, Any]]:
    """Desires as the API gives them."""
    return [_out(shown) for shown in reading.shown(desires, viewer=member, language="")]


def _out(shown: reading.Shown) -> dict[str, Any]:
    desire, told = shown.desire, shown.told
    later = getattr(desire, "followed_by", None)
    renderings = [given for given in desire.renderings.all() if given.current]
    return {
        **{name: getattr(desire, name) for name in ("key", "text", "language", "standing", "created_at")},
        "place": where_code(desire.circle),
        "author": shown.author,
        "mine": shown.mine,
        "from_circle": where_code(desire.from_circle) if desire.from_circle else "",
        "follows": desire.follows.key if desire.follows else "",
        "followed_by": later.key if later else "",
        "read": stamp(desire),
        "answered": shown.answered,
        "my_answer": SAID[shown.answer] if shown.answer is not None else "",
        "figure": _figure(told) if told else None,
        "renderings": [
            {"id": one.pk, **{name: getattr(one, name) for name in ("language", "text", "machine")}}
            for one in renderings
        ],
    }


def _figure(told: reading.Told) -> dict[str, Any]:
    figure = told.figure
    names = ("share", "low", "high", "heard", "strength", "specificity", "sides", "told_at")
    return {
        **{name: getattr(figure, name) for name in names},
        "people": told.people,
        "mine_too": {"low": told.agreed.low, "high": told.agreed.high},
        "not_mine": {"low": told.disagreed.low, "high": told.disagreed.high},
        "not_now": {"low": told.passed.low, "high": told.passed.high},
        "bound": round(figure.bound, 2),
    }


def one(request: HttpRequest, desire: Desire) -> dict[str, Any]:
    """A desire after something was done with it."""
    found = access_desire(viewer=account_of(request), key=desire.key)
    return out([found], entered(account_of(request)))[0]


@router.get("desires", response=list[schemas.DesireOut], url_name="desires")
def desires(request: HttpRequest, place: str = WHOLE, page: int = 1) -> Any:
    """Open desires of a circle I belong to, or of the whole, the newest first, page by page."""
    member = entered(account_of(request))
    return out(list(reading.desires_of(scope(request, place), viewer=member, page=page)), member)


@router.post("desires", response={201: schemas.DesireOut, **FORBIDDEN, **REFUSED}, url_name="desire_write")
def write(request: HttpRequest, body: schemas.DesireIn) -> Any:
    """Say what I desire for one of my circles or for the whole."""
    member = entered(account_of(request))
    follows = get_object_or_404(Desire, key=body.follows, author=member) if body.follows else None
    made = actions.write_desire(
        actor=account_of(request),
        circle=scope(request, body.place),
        text=body.text,
        language=body.language,
        anonymous=body.anonymous,
        season_round=open_round(),
        follows=follows,
    )
    return Status(201, one(request, made))


@router.get("desires/similar", response=list[schemas.DesireOut], url_name="desires_similar")
def similar(request: HttpRequest, text: str, place: str = WHOLE) -> Any:
    """Open desires that say nearly the same as a text, to look at before it is posted."""
    member = entered(account_of(request))
    found = similar_to(text[:1000], scope(request, place), viewer=member)
    keys = [desire.pk for desire in found]
    rows = {desire.pk: desire for desire in reading.with_all(Desire.objects.filter(pk__in=keys))}
    return out([rows[key] for key in keys], member)


@router.get("desires/next", response=list[schemas.DesireOut], url_name="desires_next")
def to_answer(request: HttpRequest, place: str = "", seed: int = 0) -> Any:
    """About five desires to answer now, of all my circles and the whole, or of one place."""
    member = entered(account_of(request))
    chance = abs(seed) % 2**31
    if place:
        keys = next_of(scope(request, place), member, seed=chance)
    else:
        keys = [desire.pk for desire in sitting(member, seed=chance)]
    rows = {desire.pk: desire for desire in reading.with_all(Desire.objects.filter(pk__in=keys))}
    return out([rows[key] for key in keys if key in rows], member)


@router.get("desires/mine", response=list[schemas.DesireOut], url_name="my_desires")
def mine(request: HttpRequest, page: int = 1) -> Any:
    """Everything I wrote, the newest first, page by page."""
    member = entered(account_of(request))
    return out(list(reading.own_desires(member, page=page)), member)


@router.get("desires/ground", response=schemas.GroundOut, url_name="ground")
def ground(request: HttpRequest, place: str = WHOLE) -> Any:
    """What unites a circle or the whole, what is dear to few, and what each side guards for all."""
    member = entered(account_of(request))
    circle = scope(request, place)
    state = grounds.reckoned(circle)

    def desires_in(found: list[grounds.Ground]) -> list[dict[str, Any]]:
        return out([ground.desire for ground in found], member)

    return {
        "place": where_code(circle),
        **{name: getattr(state, name) for name in ("made_at", "waiting", "people", "responses", "camps", "alike")},
        "unites": desires_in(grounds.common_ground_of(circle, viewer=member)),
        "dear_to_few": desires_in(grounds.strong_of_few(circle, viewer=member)),
        "guarded": [desires_in(side) for side in grounds.guarded_by_sides(circle, viewer=member)],
    }


@router.get("desires/map", response=schemas.MapOut, url_name="desires_map")
def desires_map(request: HttpRequest, place: str = WHOLE) -> Any:
    """The map of a circle or of the whole, as numbers."""
    circle = scope(request, place)
    found = grounds.picture(circle, viewer=entered(account_of(request)))
    keys = dict(grounds.told_desires(circle).values_list("pk", "key"))
    return {
        "place": where_code(circle),
        "desires": [(keys[int(pk)], x, y) for pk, x, y in found.get("desires", []) if int(pk) in keys],
        "people": found.get("people", []),
        "camps": found.get("camps", []),
    }


@router.delete("desires/renderings/{int:pk}", response={204: None}, url_name="rendering_take_back")
def rendering_take_back(request: HttpRequest, pk: int) -> Any:
    """Erase a rendering I gave."""
    try:
        found = get_object_or_404(Rendering, pk=pk, by=entered(account_of(request)))
    except OverflowError as error:
        raise Http404 from error
    actions.take_back_rendering(actor=account_of(request), rendering=found)
    return Status(204, None)


@router.get("desires/{str:key}", response=schemas.DesireOut, url_name="desire")
def desire(request: HttpRequest, key: str) -> Any:
    """One desire that I may read."""
    return one(request, access_desire(viewer=account_of(request), key=key))


@router.patch("desires/{str:key}", response={200: schemas.DesireOut, **FORBIDDEN, **REFUSED}, url_name="desire_change")
def change(request: HttpRequest, key: str, body: schemas.ChangeIn) -> Any:
    """Change my desire, as long as nobody else has answered it."""
    found = access_desire(viewer=account_of(request), key=key)
    return one(request, actions.edit_desire(actor=account_of(request), desire=found, **body.dict()))


@router.post(
    "desires/{str:key}/withdraw", response={200: schemas.DesireOut, **FORBIDDEN, **REFUSED}, url_name="desire_withdraw"
)
def withdraw(request: HttpRequest, key: str) -> Any:
    """Withdraw my desire."""
    found = access_desire(viewer=account_of(request), key=key)
    return one(request, actions.withdraw_desire(actor=account_of(request), desire=found))


@router.put(
    "desires/{str:key}/answer", response={200: schemas.DesireOut, **FORBIDDEN, **REFUSED}, url_name="desire_answer"
)
def answer(request: HttpRequest, key: str, body: schemas.AnswerIn) -> Any:
    """Answer a desire, or change my answer. Nobody else sees it."""
    found = access_desire(viewer=account_of(request), key=key)
    actions.respond(actor=account_of(request), desire=found, value=VALUES[body.answer], read=body.read)
    return one(request, found)


@router.delete("desires/{str:key}/answer", response={204: None}, url_name="desire_answer_back")
def answer_back(request: HttpRequest, key: str) -> Any:
    """Have not answered."""
    found = access_desire(viewer=account_of(request), key=key)
    actions.take_back_response(actor=account_of(request), desire=found)
    return Status(204, None)


@router.post(
    "desires/{str:key}/renderings",
    response={201: schemas.DesireOut, **FORBIDDEN, **REFUSED},
    url_name="desire_render",
)
def render(request: HttpRequest, key: str, body: schemas.RenderingIn) -> Any:
    """Say a desire in another language."""
    found = access_desire(viewer=account_of(request), key=key)
    actions.render_desire(actor=account_of(request), desire=found, **body.dict())
    return Status(201, one(request, found))


@router.get("me/answers", response=list[dict[str, Any]], url_name="my_answers")
def my_answers(request: HttpRequest, page: int = 1) -> Any:
    """My own answers, the latest first, page by page: nobody else can ask for them."""
    found: Sequence[Response] = list(reading.own_answers(entered(account_of(request)), page=page))
    return [{"desire": one.desire.key, "answer": SAID[one.value], "at": one.responded_at.isoformat()} for one in found]
