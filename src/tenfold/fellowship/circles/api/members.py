"""What a member asks and does: circles, waiting, letters, proposals made to them."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpRequest
from ninja import Router, Status

from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.queries import member_of

from .. import actions, schemas
from ..queries import circle as circle_queries
from ..queries import mine, nest
from ..queries.access import access_circle, access_own_seat, access_placement, sees_people_of
from ..queries.letters import wishes_letters
from .shapes import MISTAKEN, REFUSED, Answer, circle_out, placement_out, seat_out, waiting_out

router = Router()


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
