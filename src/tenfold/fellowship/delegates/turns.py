"""Whose turn it is to carry a circle's voice: everybody who is willing, in turn, by a rule that anybody can check.

First who has carried it least often, then whose last term ended longest ago, then who has sat in the circle longest.
Whoever is away, is not willing, does not speak the language of the circle above or is not free at its hour is passed
over; who passed is not asked again for the length of a term. All of it is shown on the circle's page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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
from tenfold.people.person import Person


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
    """Everybody who carried a circle's voice, the present one last, but for who was erased. Two queries."""
    return terms_of([circle])[circle.pk]


def terms_of(circles: Sequence[Circle]) -> dict[int, list[Term]]:
    """:func:`terms` of many circles, by primary key. Two queries however many they are.

    A seat above is the voice of a circle when its member sat there when they took it.
    """
    level = {circle.pk: circle.level for circle in circles}
    sat = Seat.objects.filter(circle__in=level)
    times: dict[int, list[tuple[int, datetime, datetime | None]]] = defaultdict(list)
    for circle, member, since, left_at in sat.values_list("circle", "member", "since", "left_at"):
        times[member].append((circle, since, left_at))
    found: dict[int, list[Term]] = {pk: [] for pk in level}
    above = Seat.objects.filter(level__in={one + 1 for one in level.values()}, member__in=sat.values("member"))
    for seat in above.select_related("member").order_by("since"):
        for circle in {
            circle
            for circle, since, left in times[seat.member_id]
            if level[circle] == seat.level - 1 and since <= seat.since and (left is None or left >= seat.since)
        }:
            found[circle].append(Term(seat.member, seat.since, seat.left_at))
    return found


def voice_of(circle: Circle) -> Seat | None:
    """The seat in the circle above from which a member of this one carries its voice now. One query."""
    if circle.parent_id is None:
        return None
    here = Seat.objects.filter(circle=circle, left_at__isnull=True).values("member")
    found = Seat.objects.filter(circle_id=circle.parent_id, left_at__isnull=True, member__in=here)
    return found.select_related("member").order_by("since").first()


def voices_of(circles: Sequence[Circle]) -> dict[int, Seat]:
    """:func:`voice_of` for those of many circles that have a voice, by primary key. Two queries."""
    parents = {circle.pk: circle.parent_id for circle in circles if circle.parent_id is not None}
    above = Seat.objects.filter(circle__in=set(parents.values()), left_at__isnull=True).select_related("member")
    carried: dict[tuple[int, int], Seat] = {}
    for seat in above.order_by("since"):
        carried.setdefault((seat.circle_id, seat.member_id), seat)
    found: dict[int, Seat] = {}
    here = Seat.objects.filter(circle__in=parents, left_at__isnull=True).values_list("circle", "member")
    for circle, member in here:
        voice = carried.get((parents[circle], member))
        if voice is not None and (circle not in found or voice.since < found[circle].since):
            found[circle] = voice
    return found


def asked_for(circle: Circle) -> Placement | None:
    """The open proposal to carry this circle's voice, if somebody has yet to answer it. One query."""
    if circle.parent_id is None:
        return None
    here = Seat.objects.filter(circle=circle, left_at__isnull=True).values("member")
    open_ones = Placement.objects.filter(circle_id=circle.parent_id, standing=Placement.Standing.OFFERED)
    return open_ones.filter(member__in=here).select_related("member").first()


def rotation(circle: Circle, *, now: datetime | None = None) -> list[Place]:
    """Everybody who sits in a circle that has one above it, in the order in which they are asked. About ten queries."""
    return rotations([circle], now=now or timezone.now())[circle.pk]


def rotations(circles: Sequence[Circle], *, now: datetime) -> dict[int, list[Place]]:
    """:func:`rotation` of many circles, by primary key; empty for one that has none above it.

    About ten queries however many they are. Their ``parent`` is to be at hand.
    """
    found: dict[int, list[Place]] = {circle.pk: [] for circle in circles}
    below = {circle.pk: circle for circle in circles if circle.parent is not None}
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(circle__in=below, left_at__isnull=True).select_related("member"):
        seats[seat.circle_id].append(seat)
    people = {p.id: p for p in people_for_formation([seat.member for those in seats.values() for seat in those])}
    had = terms_of(list(below.values()))
    parents = {circle.parent.pk: circle.parent for circle in below.values() if circle.parent is not None}
    passed, barred = _passed(parents, since=now - term_length()), barred_from(parents)
    for pk, those in seats.items():
        parent = parents[below[pk].parent_id or 0]
        counts = Counter(term.member.pk for term in had[pk])
        last = {term.member.pk: term.until or now for term in had[pk]}
        those.sort(key=lambda one: (counts[one.member_id], _instant(last.get(one.member_id)), one.since, one.pk))
        for seat in those:
            hinders = _hinders(seat, people[seat.member.key], parent, now)
            if not hinders and (parent.pk, seat.member_id) in passed:
                hinders = "passed"
            elif not hinders and seat.member_id in barred[parent.pk]:
                hinders = "hour"  # what somebody asked for in confidence is never told
            found[pk].append(Place(seat.member, seat.willing, counts[seat.member_id], hinders))
    return found


def _hinders(seat: Seat, person: Person, parent: Circle, now: datetime) -> str:
    """What of somebody's own keeps them from carrying the voice now."""
    if seat.paused_until is not None:
        return "away"
    if seat.willing is False:
        return "unwilling"
    if parent.language not in person.languages:
        return "language"
    return "" if is_free_at(person, parent, on=now.date()) else "hour"


def next_voice(places: Sequence[Place], present: Seat | None) -> Place | None:
    """Who is asked now: the first who can and will, other than who carries the voice; None where the present one goes
    on, or nobody can."""
    able = [place for place in places if not place.hinders]
    if not able or (present is not None and able[0].member.pk == present.member_id):
        return None
    return next(place for place in able if present is None or place.member.pk != present.member_id)


def _instant(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _passed(parents: Iterable[int], *, since: datetime) -> set[tuple[int, int]]:
    """A circle above, and who said no to being a voice in it, did not answer, or laid it down, since then."""
    said_no = Q(standing__in=[Placement.Standing.DECLINED, Placement.Standing.LAPSED], decided_at__gte=since)
    no = Placement.objects.filter(said_no, circle__in=parents).values_list("circle", "member")
    down = Seat.objects.filter(circle__in=parents, left_at__gte=since).values_list("circle", "member")
    return {*no, *down}
