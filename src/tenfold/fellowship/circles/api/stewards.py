"""What those who form circles ask and do: formations and their proposals."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from tenfold.engine.formation import Size, Weights
from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.permissions import Permission, require

from .. import actions, schemas
from ..effects import effect_of
from ..models import Circle
from ..options import RunOptions
from ..queries import proposals
from ..queries.access import access_formation
from .shapes import REFUSED, Answer, effect_out, formation_out, proposed_out

router = Router()


@router.get("formations", response=list[schemas.FormationOut])
def formations(request: HttpRequest, page: int = 1) -> Answer:
    """All formations, newest first, page by page."""
    require(account_of(request), Permission.FORM_CIRCLES)
    return [formation_out(found) for found in proposals.formations_page(page)]


@router.post("formations", response={201: schemas.FormationOut, **REFUSED})
def formation_start(request: HttpRequest, body: schemas.FormationIn) -> Answer:
    """Start a formation; ask for it again until it is a proposal."""
    require(account_of(request), Permission.FORM_CIRCLES)
    chosen = {name: value for name, value in body.weights.dict().items() if value is not None}
    options = RunOptions(
        who=body.who,
        minutes=body.minutes,
        size=Size(**body.size.dict()),
        weights=replace(Weights(), **chosen),
        seed=body.seed,
        keep=body.keep,
    )
    return Status(201, formation_out(actions.start_formation(actor=account_of(request), options=options)))


@router.get("formations/{int:pk}", response=schemas.FormationOut)
def formation(request: HttpRequest, pk: int) -> Answer:
    """How far a formation is, and how good."""
    return formation_out(access_formation(viewer=account_of(request), pk=pk))


@router.get("formations/{int:pk}/circles", response=schemas.ProposedPageOut)
def formation_circles(request: HttpRequest, pk: int, page: int = 1, level: int = 1) -> Answer:
    """The circles of a proposal with their people, page by page."""
    found = proposals.circles_page(access_formation(viewer=account_of(request), pk=pk), page, level=level)
    return {
        "page": found.number,
        "pages": found.paginator.num_pages,
        "circles": [proposed_out(one) for one in found],
    }


@router.post("formations/{int:pk}/move", response={200: schemas.EffectOut, **REFUSED})
def formation_move(request: HttpRequest, pk: int, body: schemas.MoveIn) -> Answer:
    """Move a person within a proposal, or with ``dry_run`` only learn what it would do."""
    found = access_formation(viewer=account_of(request), pk=pk)
    member = get_object_or_404(Member, key=body.member)
    target = get_object_or_404(Circle, formation=found, level=1, number=body.circle) if body.circle else None
    if body.dry_run:
        return effect_out(effect_of(found, member, target))
    effect = actions.move_member(
        actor=account_of(request), formation=found, member=member, circle=target, anyway=body.anyway
    )
    return effect_out(effect)


@router.post("formations/{int:pk}/publish", response={200: schemas.PublishedOut, **REFUSED})
def formation_publish(request: HttpRequest, pk: int) -> Answer:
    """Offer every place to its member."""
    found = access_formation(viewer=account_of(request), pk=pk)
    return {"left_out": actions.publish_formation(actor=account_of(request), formation=found)}


@router.post("formations/{int:pk}/set-aside", response={204: None, **REFUSED})
def formation_set_aside(request: HttpRequest, pk: int) -> Answer:
    """Let a proposal, or a run, go."""
    actions.set_aside_formation(
        actor=account_of(request), formation=access_formation(viewer=account_of(request), pk=pk)
    )
    return Status(204, None)
