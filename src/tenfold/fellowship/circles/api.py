"""Circles for other programs: the same acts and questions as the pages, with the same rights."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from tenfold.engine.formation import Size, Weights
from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import member_of

from . import actions, schemas
from .effects import IMPOSSIBLE, Effect, effect_of
from .explaining import words_for
from .holding import said_with
from .hour import next_meeting
from .models import Circle, Formation, Placement, Seat
from .names import circle_name
from .options import RunOptions
from .queries import circle as circle_queries
from .queries import mine, nest, proposals
from .queries.access import access_circle, access_formation, access_own_seat, access_placement, sees_people_of
from .queries.letters import wishes_letters

router = Router(tags=["circles"])
REFUSED = {409: schemas.ProblemOut}
MISTAKEN = {422: schemas.ProblemOut}
Answer = Any


def entered(request: HttpRequest) -> Member:
    """The member who asks; for the API nothing is here for anybody else."""
    member = member_of(account=account_of(request))
    if member is None or member.standing != Standing.ENTERED:
        raise Http404
    return member


@router.get("circles/mine", response=list[schemas.SeatOut])
def circles_mine(request: HttpRequest) -> Answer:
    """The circles I sit in, my ten first."""
    return [seat_out(seat) for seat in mine.my_seats(entered(request))]


@router.get("circles/{int:level}-{int:number}", response=schemas.CircleWithPeopleOut)
def circle(request: HttpRequest, level: int, number: int) -> Answer:
    """A circle; its people for those who sit there."""
    member = entered(request)
    found = access_circle(viewer=account_of(request), level=level, number=number)
    people = []
    if sees_people_of(found, viewer=account_of(request)):
        people = [
            asdict(one.card) | {"attributes": dict(one.card.attributes), "delegate": one.delegate, "back": one.back}
            for one in circle_queries.companions(found, viewer=member)
        ]
    return circle_out(found) | {"people": people}


@router.post("circles/{int:level}-{int:number}/leave", response={204: None})
def circle_leave(request: HttpRequest, level: int, number: int) -> Answer:
    """Leave a circle, at once."""
    found = access_circle(viewer=account_of(request), level=level, number=number)
    actions.leave_circle(actor=account_of(request), seat=access_own_seat(viewer=account_of(request), circle=found))
    return Status(204, None)


@router.post("circles/{int:level}-{int:number}/pause", response={200: schemas.SeatOut, **REFUSED, **MISTAKEN})
def circle_pause(request: HttpRequest, level: int, number: int, body: schemas.PauseIn) -> Answer:
    """Be away until a day; the seat is kept, and on that day I am back by myself."""
    found = access_circle(viewer=account_of(request), level=level, number=number)
    seat = access_own_seat(viewer=account_of(request), circle=found)
    actions.pause_seat(actor=account_of(request), seat=seat, until=body.until)
    return seat_out(access_own_seat(viewer=account_of(request), circle=found))


@router.post("circles/{int:level}-{int:number}/resume", response={200: schemas.SeatOut, **REFUSED})
def circle_resume(request: HttpRequest, level: int, number: int) -> Answer:
    """Be back before that day."""
    found = access_circle(viewer=account_of(request), level=level, number=number)
    seat = access_own_seat(viewer=account_of(request), circle=found)
    actions.resume_seat(actor=account_of(request), seat=seat)
    return seat_out(access_own_seat(viewer=account_of(request), circle=found))


@router.post("circles/{int:level}-{int:number}/come-back", response={200: schemas.SeatOut, **REFUSED})
def circle_come_back(request: HttpRequest, level: int, number: int) -> Answer:
    """Return into a ten that I left less than three months ago, if there is a chair for me."""
    entered(request)
    found = access_circle(viewer=account_of(request), level=level, number=number)
    actions.come_back(actor=account_of(request), circle=found)
    return seat_out(access_own_seat(viewer=account_of(request), circle=found))


@router.get("me/waiting", response=schemas.WaitingOut, url_name="me_waiting")
def waiting(request: HttpRequest) -> Answer:
    """Whether I wait for a ten."""
    return waiting_out(entered(request))


@router.put("me/waiting", response={200: schemas.WaitingOut, **REFUSED, **MISTAKEN}, url_name="me_waiting")
def wish(request: HttpRequest, body: schemas.WaitingIn) -> Answer:
    """Wait for a ten, now or from a day on, or not."""
    entered(request)
    if body.waits:
        actions.wish_for_a_ten(actor=account_of(request), not_before=body.not_before)
    else:
        actions.wish_for_no_ten(actor=account_of(request))
    return waiting_out(entered(request))


@router.get("me/letters", response=schemas.LettersOut, url_name="me_letters")
def my_letters(request: HttpRequest) -> Answer:
    """Whether letters about proposals are sent to me."""
    return {"proposals": wishes_letters(entered(request))}


@router.put("me/letters", response=schemas.LettersOut, url_name="me_letters")
def choose_letters(request: HttpRequest, body: schemas.LettersIn) -> Answer:
    """Have letters about proposals sent to me, or not."""
    member = entered(request)
    actions.choose_letters(actor=account_of(request), proposals=body.proposals)
    return {"proposals": wishes_letters(member)}


@router.get("whole", response=schemas.WholeOut)
def whole(request: HttpRequest) -> Answer:
    """The fellowship counted; nothing is told that fewer than a few people share."""
    rings = nest.top_rings(entered(request))
    top = [(ring.circle.level, ring.circle.number) for ring in rings if ring.circle]
    return asdict(nest.whole()) | {"top": top}


@router.get("placements", response=list[schemas.PlacementOut])
def placements(request: HttpRequest) -> Answer:
    """What is proposed to me and waits for my answer."""
    return [placement_out(found) for found in mine.open_placements(entered(request))]


@router.get("placements/{int:pk}", response=schemas.PlacementOut)
def placement(request: HttpRequest, pk: int) -> Answer:
    """One proposal made to me, with the reasons in words."""
    return placement_out(access_placement(viewer=account_of(request), pk=pk))


@router.post("placements/{int:pk}/accept", response={200: schemas.PlacementOut, **REFUSED})
def placement_accept(request: HttpRequest, pk: int) -> Answer:
    """Say yes: from now on I sit there."""
    found = access_placement(viewer=account_of(request), pk=pk)
    actions.accept_placement(actor=account_of(request), placement=found)
    return placement_out(access_placement(viewer=account_of(request), pk=pk))


@router.post("placements/{int:pk}/decline", response={200: schemas.PlacementOut, **REFUSED})
def placement_decline(request: HttpRequest, pk: int) -> Answer:
    """Say no. No reason is asked for."""
    found = access_placement(viewer=account_of(request), pk=pk)
    actions.decline_placement(actor=account_of(request), placement=found)
    return placement_out(access_placement(viewer=account_of(request), pk=pk))


@router.post("placements/{int:pk}/another", response={200: schemas.PlacementOut, **REFUSED, **MISTAKEN})
def placement_another(request: HttpRequest, pk: int, body: schemas.AnotherIn) -> Answer:
    """Ask for another seat; my place in the line is kept. Again, to say the reasons later."""
    found = access_placement(viewer=account_of(request), pk=pk)
    actions.ask_for_another(actor=account_of(request), placement=found, reasons=body.reasons, words=body.words)
    return placement_out(access_placement(viewer=account_of(request), pk=pk))


@router.post("placements/{int:pk}/wait", response={200: schemas.PlacementOut, **REFUSED, **MISTAKEN})
def placement_wait(request: HttpRequest, pk: int, body: schemas.WaitIn) -> Answer:
    """Rather wait; my place in the line is kept. Again, to change the day."""
    found = access_placement(viewer=account_of(request), pk=pk)
    actions.rather_wait(actor=account_of(request), placement=found, until=body.until)
    return placement_out(access_placement(viewer=account_of(request), pk=pk))


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


def circle_out(found: Circle) -> dict[str, Any]:
    meeting = next_meeting(found, zone="UTC", now=timezone.now())
    figures = circle_queries.figures(found)
    return {
        "level": found.level,
        "number": found.number,
        "name": circle_name(found.level, found.number, found.name),
        "standing": found.standing,
        "language": found.language,
        "hour": {
            "weekday": found.weekday,
            "starts_at": f"{found.starts_at:%H:%M}",
            "zone": found.zone,
            "minutes": found.minutes,
            "next_starts": meeting.starts,
            "next_ends": meeting.ends,
        },
        "parent": (found.parent.level, found.parent.number) if found.parent else None,
        "seated": figures.seated,
        "open_seats": figures.open_seats,
    }


def placement_out(found: Placement) -> dict[str, Any]:
    former = found.replaces if found.standing == Placement.Standing.OFFERED else None
    return {
        "id": found.pk,
        "kind": found.formation.kind,
        "level": found.level,
        "standing": found.standing,
        "circle": circle_out(found.circle),
        "instead_of": (former.circle.level, former.circle.number)
        if former and former.member_id == found.member_id
        else None,
        "why": words_for(found, on=timezone.now().date()),
        "together": said_with(found),
        "offered_at": found.offered_at,
        "open_until": found.expires_at,
        "answer": found.answer,
        "reasons": found.reasons,
    }


def seat_out(seat: Seat) -> dict[str, Any]:
    return {"circle": circle_out(seat.circle), "since": seat.since, "paused_until": seat.paused_until}


def waiting_out(member: Member) -> dict[str, Any]:
    return {
        "waits": member.waits_since is not None,
        "since": member.waits_since,
        "not_before": member.not_before,
    }


def formation_out(found: Formation) -> dict[str, Any]:
    return {
        "id": found.pk,
        "standing": found.standing,
        "progress": found.progress,
        "stage": found.stage,
        "failure": found.failure,
        "created_at": found.created_at,
        "finished_at": found.finished_at,
        "published_at": found.published_at,
        "quality": found.quality,
        "unplaced": found.unplaced.count(),
    }


def proposed_out(found: Circle) -> dict[str, Any]:
    drafts: list[Placement] = found.people  # type: ignore[attr-defined]  # put there by circles_page
    return {
        "level": found.level,
        "number": found.number,
        "language": found.language,
        "zone": found.zone,
        "weekday": found.weekday,
        "starts_at": f"{found.starts_at:%H:%M}",
        "minutes": found.minutes,
        "people": [
            {
                "key": draft.member.key,
                "name": draft.member.name,
                "standing": draft.standing,
                "moved_by_hand": draft.moved_by_hand,
            }
            for draft in drafts
        ],
    }


def effect_out(found: Effect) -> dict[str, Any]:
    return {
        "possible": found.possible,
        "breaks": sorted(rule.name.lower() for rule in found.breaks - IMPOSSIBLE),
        "sizes": {change.circle.number: change.size for change in found.changes},
    }
