"""Conduct for other programs: the same acts and questions as the pages, with the same rights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Router, Status

from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.members.schemas import MistakesOut

from . import actions, queries, schemas
from .models import Case, Decision
from .places import places
from .rules_text import rules_in
from .views.matters import findings_open_to
from .views.words import Line, lines_for_side, lines_for_stewards

router = Router(tags=["conduct"])
REFUSED = {409: MistakesOut, 422: MistakesOut}
FORBIDDEN = {403: MistakesOut}
ON_A_PAGE = 50
Answer = Any


def person(request: HttpRequest, *, standings: Iterable[str] = (Standing.ENTERED, Standing.LEFT)) -> Member:
    """The member who asks, also one whose membership was ended; there is nothing here for anybody else."""
    member = member_of(account=account_of(request))
    if member is None or member.standing not in standings:
        raise Http404
    return member


@router.get("conduct", response=schemas.RulesOut, url_name="conduct_rules")
def rules(request: HttpRequest) -> Answer:  # noqa: ARG001
    """The rules of conduct, in the language asked for."""
    return rules_in(get_language() or "en")


@router.post("conduct", response={200: schemas.RulesOut, **FORBIDDEN, **REFUSED}, url_name="conduct_rules_write")
def rules_write(request: HttpRequest, body: schemas.RulesIn) -> Answer:
    """Write the rules in one language; they are in force from now on."""
    actions.write_rules(actor=account_of(request), **body.dict())
    return rules_in(body.language)


@router.get("blocks", response=list[schemas.BlockOut], url_name="blocks")
def blocks(request: HttpRequest) -> Answer:
    """Whom I keep away from. Nobody else sees it."""
    return [_block_out(found) for found in queries.my_blocks(person(request, standings=[Standing.ENTERED]))]


@router.post("blocks", response={201: schemas.BlockOut}, url_name="block")
def block(request: HttpRequest, body: schemas.BlockIn) -> Answer:
    """Keep away from somebody: never be placed with them, from now on. They are not told."""
    person(request, standings=[Standing.ENTERED])
    other = queries.access_person(viewer=account_of(request), key=body.person)
    return Status(201, _block_out(actions.block(actor=account_of(request), other=other)))


@router.delete("blocks/{str:key}", response={204: None}, url_name="unblock")
def unblock(request: HttpRequest, key: str) -> Answer:
    """Take it back."""
    person(request, standings=[Standing.ENTERED])
    other = queries.access_person(viewer=account_of(request), key=key)
    actions.unblock(actor=account_of(request), other=other)
    return Status(204, None)


@router.get("me/matters", response=list[schemas.MyMatterOut], url_name="my_matters")
def my_matters(request: HttpRequest, page: int = 1) -> Answer:
    """What I reported, and what I was told of, page by page."""
    member = person(request)
    return [_mine_out(case, member) for case in Paginator(queries.my_cases(member), ON_A_PAGE).get_page(page)]


@router.post("me/matters", response={201: schemas.MyMatterOut, **REFUSED}, url_name="report")
def report(request: HttpRequest, body: schemas.ReportIn) -> Answer:
    """Report something to the stewards."""
    member, viewer = person(request), account_of(request)
    about = queries.access_person(viewer=viewer, key=body.person) if body.person else None
    if body.circle and not places().name_of(body.circle):
        raise Http404
    case = actions.report(actor=viewer, words=body.words, about=about, where=body.circle, quote=body.quote)
    return Status(201, _mine_out(case, member))


@router.get("me/matters/{str:key}", response=schemas.MyMatterOut, url_name="my_matter")
def my_matter(request: HttpRequest, key: str) -> Answer:
    """A matter from my side, with the time of each step."""
    return _mine_out(_own(request, key), person(request))


@router.post("me/matters/{str:key}/answer", response={200: schemas.MyMatterOut, **REFUSED}, url_name="matter_answer")
def answer(request: HttpRequest, key: str, body: schemas.WordsIn) -> Answer:
    """Answer what I was told."""
    actions.answer(actor=account_of(request), case=_own(request, key), words=body.words)
    return my_matter(request, key)


@router.post("me/matters/{str:key}/appeal", response={200: schemas.MyMatterOut, **REFUSED}, url_name="matter_appeal")
def appeal(request: HttpRequest, key: str, body: schemas.WordsIn) -> Answer:
    """Ask another steward to decide anew, once."""
    actions.appeal(actor=account_of(request), case=_own(request, key), words=body.words)
    return my_matter(request, key)


@router.post(
    "me/matters/{str:key}/ask-back", response={200: schemas.MyMatterOut, **REFUSED}, url_name="matter_ask_back"
)
def ask_back(request: HttpRequest, key: str, body: schemas.WordsIn) -> Answer:
    """Ask to come back after one's membership was ended."""
    actions.ask_back(actor=account_of(request), case=_own(request, key), words=body.words)
    return my_matter(request, key)


@router.post(
    "me/matters/{str:key}/take-back", response={200: schemas.MyMatterOut, **REFUSED}, url_name="matter_take_back"
)
def take_back(request: HttpRequest, key: str) -> Answer:
    """Take a report back, as long as nobody was told of it."""
    actions.take_back(actor=account_of(request), case=_own(request, key))
    return my_matter(request, key)


@router.get("matters", response={200: list[schemas.MatterLineOut], **FORBIDDEN}, url_name="matters")
def matters(request: HttpRequest, page: int = 1) -> Answer:
    """All matters that a steward may read: those they have no part in, newest first, page by page."""
    viewer = account_of(request)
    waiting = set(queries.waiting_for(viewer=viewer).values_list("pk", flat=True))
    return [
        {
            **{name: getattr(case, name) for name in ("key", "kind", "stage", "opened_at")},
            "about": case.about.key if case.about else None,
            "circle": case.where,
            "waits": case.pk in waiting,
        }
        for case in Paginator(queries.cases_for(viewer=viewer), ON_A_PAGE).get_page(page)
    ]


@router.get("matters/{str:key}", response={200: schemas.MatterOut, **FORBIDDEN}, url_name="matter")
def matter(request: HttpRequest, key: str) -> Answer:
    """One matter, for a steward who has no part in it."""
    return _matter_out(queries.access_case(viewer=account_of(request), key=key))


@router.post(
    "matters/{str:key}/tell", response={200: schemas.MatterOut, **FORBIDDEN, **REFUSED}, url_name="matter_tell"
)
def tell(request: HttpRequest, key: str, body: schemas.TellIn) -> Answer:
    """Tell the person concerned what it is about, and ask for their answer."""
    case = queries.access_case(viewer=account_of(request), key=key)
    about = get_object_or_404(Member, key=body.about) if body.about else None
    actions.tell(actor=account_of(request), case=case, matter=body.matter, about=about)
    return matter(request, key)


@router.post(
    "matters/{str:key}/decide", response={200: schemas.MatterOut, **FORBIDDEN, **REFUSED}, url_name="matter_decide"
)
def decide(request: HttpRequest, key: str, body: schemas.DecideIn) -> Answer:
    """Decide, with a reason that both sides read. It takes effect at once and can be appealed."""
    case = queries.access_case(viewer=account_of(request), key=key)
    actions.decide(actor=account_of(request), case=case, **body.dict())
    return matter(request, key)


@router.post(
    "matters/{str:key}/lift", response={200: schemas.MatterOut, **FORBIDDEN, **REFUSED}, url_name="matter_lift"
)
def lift(request: HttpRequest, key: str) -> Answer:
    """Lift the decision that is in force."""
    actions.lift(actor=account_of(request), case=queries.access_case(viewer=account_of(request), key=key))
    return matter(request, key)


def _own(request: HttpRequest, key: str) -> Case:
    person(request)
    return queries.access_own_case(viewer=account_of(request), key=key)


def _block_out(found: Any) -> dict[str, Any]:
    return {"person": found.other.key, "name": found.other.name, "since": found.since}


def _mine_out(case: Case, member: Member) -> dict[str, Any]:
    concerned = case.about_id == member.pk
    decision = queries.decision_of(case)
    return {
        **{name: getattr(case, name) for name in ("key", "stage", "opened_at", "answer_by")},
        "part": "concerned" if concerned else "reported",
        "words": "" if concerned else case.words,
        "told": case.matter if concerned else "",
        "decision": _decision_out(decision) if decision else None,
        "steps": [_step_out(line) for line in lines_for_side(case, member)],
    }


def _matter_out(case: Case) -> dict[str, Any]:
    return {
        **{name: getattr(case, name) for name in ("key", "kind", "stage", "opened_at", "answer_by", "words", "quote")},
        "reported_by": case.reporter.key if case.reporter else None,
        "about": case.about.key if case.about else None,
        "circle": case.where,
        "told": case.matter,
        "decisions": [_decision_out(decision) for decision in case.decisions.all()],
        "steps": [_step_out(line) for line in lines_for_stewards(case.steps.select_related("by__member"))],
        "open_to": findings_open_to(case),
    }


def _decision_out(found: Decision) -> dict[str, Any]:
    plain = ("finding", "reason", "at", "on_appeal", "lifted_at")
    return {**{name: getattr(found, name) for name in plain}, "circle": found.where}


def _step_out(line: Line) -> dict[str, Any]:
    return {"at": line.at, "what": str(line.what), "by": line.by, "words": line.words}
