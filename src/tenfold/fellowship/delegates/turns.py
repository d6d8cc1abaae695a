"""Whose turn it is to carry a circle's voice: everybody who is willing, in turn, by a rule that anybody can check.

First who has carried it least often, then whose last term ended longest ago, then who has sat in the circle longest.
Whoever is away, is not willing, does not speak the language of the circle above or is not free at its hour is passed
over; who passed is not asked again for the length of a term. All of it is shown on the circle's page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from tenfold.fellowship.circles.apart import barred_from
from tenfold.fellowship.circles.bridge import is_free_at
from tenfold.fellowship.circles.models import Circle, Placement, Seat
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.queries import fellowship


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time as the voice of a circle; ``until`` is None while it lasts."""

    member: Member
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in the rotation: how many terms they had, and why it passes them over now ("" if it does not).

    ``hinders``: away, unwilling, passed, language, hour, apart.
    """

    member: Member
    willing: bool | None
    terms: int
    hinders: str = ""


def term_length() -> timedelta:
    """How long one carries a voice."""
    return timedelta(weeks=fellowship().delegate_weeks)


def terms(circle: Circle) -> list[Term]:
    """Everybody who carried a circle's voice, the present one last, but for who was erased. Two queries.

    A seat above is the voice of this circle when its member sat here when they took it.
    """
    sat = Seat.objects.filter(circle=circle).values_list("member", "since", "left_at")
    times: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for member, since, left_at in sat:
        times.setdefault(member, []).append((since, left_at))
    above = Seat.objects.filter(level=circle.level + 1, member__in=times).select_related("member").order_by("since")
    return [
        Term(seat.member, seat.since, seat.left_at)
        for seat in above
        if any(since <= seat.since and (left is None or left >= seat.since) for since, left in times[seat.member_id])
    ]


def voice_of(circle: Circle) -> Seat | None:
    """The seat in the circle above from which a member of this one carries its voice now. One query."""
    if circle.parent_id is None:
        return None
    here = Seat.objects.filter(circle=circle, left_at__isnull=True).values("member")
    found = Seat.objects.filter(circle_id=circle.parent_id, left_at__isnull=True, member__in=here)
    return found.select_related("member").order_by("since").first()


def asked_for(circle: Circle) -> Placement | None:
    """The open proposal to carry this circle's voice, if somebody has yet to answer it. One query."""
    if circle.parent_id is None:
        return None
    here = Seat.objects.filter(circle=circle, left_at__isnull=True).values("member")
    open_ones = Placement.objects.filter(circle_id=circle.parent_id, standing=Placement.Standing.OFFERED)
    return open_ones.filter(member__in=here).select_related("member").first()


def rotation(circle: Circle, *, now: datetime | None = None) -> list[Place]:
    """Everybody who sits in a circle that has one above it, in the order in which they are asked. About ten queries."""
    parent = circle.parent
    if parent is None:
        return []
    moment = now or timezone.now()
    seats = list(Seat.objects.filter(circle=circle, left_at__isnull=True).select_related("member"))
    had = terms(circle)
    counts = {seat.member_id: sum(term.member.pk == seat.member_id for term in had) for seat in seats}
    last = {term.member.pk: term.until or moment for term in had}
    seats.sort(key=lambda seat: (counts[seat.member_id], _instant(last.get(seat.member_id)), seat.since, seat.pk))
    people = {person.id: person for person in people_for_formation([seat.member for seat in seats])}
    passed = _passed(parent, [seat.member_id for seat in seats], since=moment - term_length())
    barred = barred_from(parent)
    places = []
    for seat in seats:
        person = people[seat.member.key]
        hinders = ""
        if seat.paused_until is not None:
            hinders = "away"
        elif seat.willing is False:
            hinders = "unwilling"
        elif parent.language not in person.languages:
            hinders = "language"
        elif not is_free_at(person, parent, on=moment.date()):
            hinders = "hour"
        elif seat.member_id in passed:
            hinders = "passed"
        elif seat.member_id in barred:
            hinders = "hour"  # what somebody asked for in confidence is never told
        places.append(Place(seat.member, seat.willing, counts[seat.member_id], hinders))
    return places


def _instant(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _passed(parent: Circle, members: Iterable[int], *, since: datetime) -> set[int]:
    """Who said no to being the voice, did not answer, or laid it down, since then."""
    said_no = Q(standing__in=[Placement.Standing.DECLINED, Placement.Standing.LAPSED], decided_at__gte=since)
    no = Placement.objects.filter(said_no, circle=parent, member__in=members).values_list("member", flat=True)
    down = Seat.objects.filter(circle=parent, member__in=members, left_at__gte=since).values_list("member", flat=True)
    return {*no, *down}
