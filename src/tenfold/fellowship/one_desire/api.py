"""One desires and rounds for other programs of a member: the same acts and reads as the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.queries.access import entered
from tenfold.fellowship.members.guards import account_of

from . import actions, schemas, shapes
from .actions import rounds as round_acts
from .models import Composition, Taking
from .queries import access, rounds, texts
from .queries.ground import seen
from .queries.mine import shown
from .queries.walking import walk_down

router = Router(tags=["one desire"])
PER_PAGE = 50


@router.get("circles/{int:level}-{int:number}/one-desire", response=schemas.GroundOut)
def one_desire(request: HttpRequest, level: int, number: int) -> Any:
    """The one desire of a circle that I belong to, what unites it, what each side guards, how far from one."""
    circle = access.access_ground(viewer=account_of(request), level=level, number=number)
    return shapes.ground_out(seen(circle, viewer=entered(account_of(request))))


@router.get("whole/one-desire", response=schemas.GroundOut)
def one_desire_whole(request: HttpRequest) -> Any:
    """The same of the whole."""
    return shapes.ground_out(seen(None, viewer=entered(account_of(request))))


@router.post("circles/{int:level}-{int:number}/one-desire", response={201: schemas.CompositionOut})
def one_desire_begin(request: HttpRequest, level: int, number: int, said: schemas.BeginIn) -> Any:
    """Begin to compose the one desire of my circle."""
    circle = access.access_ground(viewer=account_of(request), level=level, number=number)
    return _begun(request, circle, said)


@router.post("whole/one-desire", response={201: schemas.CompositionOut})
def one_desire_begin_whole(request: HttpRequest, said: schemas.BeginIn) -> Any:
    """Begin to compose the one desire of the whole."""
    entered(account_of(request))
    return _begun(request, None, said)


def _begun(request: HttpRequest, circle: Circle | None, said: schemas.BeginIn) -> Any:
    made = actions.begin(actor=account_of(request), circle=circle, language=said.language)
    return Status(201, _desk(request, made))


@router.get("one-desires/{key}", response=schemas.CompositionOut)
def composition(request: HttpRequest, key: str) -> Any:
    """A text of a circle that I belong to, with whose words stand in it."""
    return _desk(request, access.access_composition(viewer=account_of(request), key=key))


@router.post("one-desires/{key}/versions", response=schemas.CompositionOut)
def composition_write(request: HttpRequest, key: str, said: schemas.WriteIn) -> Any:
    """Write a new version, with the pen in my hand."""
    found = access.access_composition(viewer=account_of(request), key=key)
    actions.write(actor=account_of(request), composition=found, text=said.text, on=said.on)
    return _desk(request, found)


@router.post("one-desires/{key}/words", response=schemas.CompositionOut)
def composition_take_in(request: HttpRequest, key: str, said: schemas.TakeIn) -> Any:
    """Take words of a desire in, or say that words of the text say it; its author is asked."""
    found = access.access_composition(viewer=account_of(request), key=key)
    desire = access.access_source(viewer=account_of(request), composition=found, key=said.desire)
    act = actions.say_whose if said.whose else actions.take_in
    act(actor=account_of(request), composition=found, desire=desire, words=said.words)
    return _desk(request, found)


@router.post("one-desires/{key}/pen", response=schemas.CompositionOut)
def composition_pen(request: HttpRequest, key: str, said: schemas.PenIn) -> Any:
    """Take up the pen, ask for it, or pass it on."""
    found = access.access_composition(viewer=account_of(request), key=key)
    acts = {"take": actions.take_pen, "ask for": actions.ask_for_pen, "pass": actions.pass_pen}
    acts[said.verb](actor=account_of(request), composition=found)
    return _desk(request, found)


@router.post("one-desires/{key}/ask", response=schemas.CompositionOut)
def composition_ask(request: HttpRequest, key: str) -> Any:
    """Ask my circle whether this text is its one desire; refused while an author has not agreed."""
    found = access.access_composition(viewer=account_of(request), key=key)
    return _desk(request, actions.ask_circle(actor=account_of(request), composition=found))


@router.put("one-desires/{key}/answer", response=schemas.CompositionOut)
def composition_answer(request: HttpRequest, key: str, said: schemas.AnswerIn) -> Any:
    """Say my answer, change it, or take it back. Nobody else sees it."""
    found = access.access_composition(viewer=account_of(request), key=key)
    now = actions.say_grade(actor=account_of(request), composition=found, version=said.version, grade=said.grade)
    return _desk(request, now)


@router.post("one-desires/{key}/back-to-writing", response=schemas.CompositionOut)
def composition_back(request: HttpRequest, key: str) -> Any:
    """Take a text that my circle is asked about back to writing."""
    found = access.access_composition(viewer=account_of(request), key=key)
    return _desk(request, actions.back_to_writing(actor=account_of(request), composition=found))


@router.put("one-desires/{key}/wordings", response=schemas.CompositionOut)
def composition_say_in(request: HttpRequest, key: str, said: schemas.WordingIn) -> Any:
    """Say a one desire in another language, or take back what I said."""
    found, actor = access.access_composition(viewer=account_of(request), key=key), account_of(request)
    if said.text:
        actions.say_in(actor=actor, composition=found, language=said.language, text=said.text)
    else:
        actions.take_wording_back(actor=actor, composition=found, language=said.language)
    return _desk(request, found)


@router.post("one-desires/{key}/set-aside", response={204: None})
def composition_set_aside(request: HttpRequest, key: str) -> Any:
    """Leave off composing, with the pen in my hand."""
    found = access.access_composition(viewer=account_of(request), key=key)
    actions.set_aside(actor=account_of(request), composition=found)
    return Status(204, None)


@router.post("one-desires/{key}/carry-up", response=schemas.CompositionOut)
def composition_carry(request: HttpRequest, key: str) -> Any:
    """Carry my circle's one desire up, as its delegate."""
    found = access.access_composition(viewer=account_of(request), key=key)
    actions.carry_up(actor=account_of(request), composition=found)
    return _desk(request, found)


@router.delete("one-desires/{key}/carry-up", response=schemas.CompositionOut)
def composition_take_back(request: HttpRequest, key: str) -> Any:
    """Take my circle's one desire back from above."""
    found = access.access_composition(viewer=account_of(request), key=key)
    actions.take_back_from_above(actor=account_of(request), composition=found)
    return _desk(request, found)


@router.get("one-desires/{key}/words/{int:piece}", response=schemas.StepOut)
def composition_walk(request: HttpRequest, key: str, piece: int) -> Any:
    """Walk from words down to where they came from, as far as their authors let me."""
    found = access.access_piece(viewer=account_of(request), key=key, pk=piece)
    return shapes.step_out(walk_down(found, viewer=entered(account_of(request))))


@router.get("me/words", response=list[schemas.MineOut])
def me_words(request: HttpRequest) -> Any:
    """Wherever words of mine were taken, the latest fifty."""
    return _mine(list(access.my_takings(viewer=account_of(request))[:PER_PAGE]))


@router.post("me/words/{int:pk}", response=schemas.MineOut)
def me_words_answer(request: HttpRequest, pk: int, said: schemas.MineIn) -> Any:
    """Agree, have my words back, or say whether others may walk from them to my desire."""
    taking, actor = access.access_own_taking(viewer=account_of(request), pk=pk), account_of(request)
    if said.verb == "agree":
        actions.agree(actor=actor, taking=taking, may_be_walked=said.may_be_walked, words=said.words)
    elif said.verb == "back":
        actions.have_back(actor=actor, taking=taking)
    else:
        actions.let_walk(actor=actor, taking=taking, may_be_walked=said.may_be_walked)
    return _mine([access.access_own_taking(viewer=actor, pk=pk)])[0]


@router.get("rounds", response=list[schemas.RoundOut])
def rounds_list(request: HttpRequest) -> Any:
    """Rounds of the whole, the latest fifty."""
    entered(account_of(request))
    return [shapes.round_out(found) for found in rounds.rounds()[:PER_PAGE]]


@router.post("rounds", response={201: schemas.RoundOut})
def round_plan(request: HttpRequest, said: schemas.RoundIn) -> Any:
    """Set the days of a round; for stewards."""
    made = round_acts.plan_round(actor=account_of(request), **said.dict())
    return Status(201, shapes.round_out(made))


@router.get("rounds/{key}", response=schemas.StoryOut)
def round_story(request: HttpRequest, key: str) -> Any:
    """The story of a round."""
    found = access.access_round(viewer=account_of(request), key=key)
    return shapes.story_out(rounds.story_of(found, viewer=entered(account_of(request))))


@router.put("rounds/{key}", response=schemas.RoundOut)
def round_change(request: HttpRequest, key: str, said: schemas.RoundIn) -> Any:
    """Change the days of a round that is not over; for stewards."""
    found = access.access_round(viewer=account_of(request), key=key)
    return shapes.round_out(round_acts.change_round(actor=account_of(request), season_round=found, **said.dict()))


@router.post("rounds/{key}/end", response={204: None})
def round_end(request: HttpRequest, key: str) -> Any:
    """End a round now; for stewards."""
    found = access.access_round(viewer=account_of(request), key=key)
    round_acts.end_round(actor=account_of(request), season_round=found)
    return Status(204, None)


@router.put("rounds/{key}/letter", response={204: None})
def round_letter(request: HttpRequest, key: str, said: schemas.LetterIn) -> Any:
    """Ask for one letter when a round is over, or take that back."""
    found = access.access_round(viewer=account_of(request), key=key)
    round_acts.ask_for_letter(actor=account_of(request), season_round=found, wished=said.wished)
    return Status(204, None)


def _desk(request: HttpRequest, found: Composition) -> Any:
    now = access.access_composition(viewer=account_of(request), key=found.key)
    return shapes.composition_out(texts.desk_of(now, viewer=entered(account_of(request))))


def _mine(takings: list[Taking]) -> list[dict[str, Any]]:
    return [shapes.mine_out(mine) for mine in shown(takings)]
