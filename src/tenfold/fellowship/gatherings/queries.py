"""A circle's outer gathering: who cannot come next time, how many were there, and how it was before.

People are counted per gathering. Nobody's absences are ever counted together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.members.models import Member

from .models import Attendance, Gathering
from .times import times_of

LISTED = 8
"""How many gatherings back a circle's page goes."""

QUIET_WEEKS = 3
"""After so many weeks in which nobody said that they met, stewards may ask how the circle is."""


@dataclass(frozen=True, slots=True)
class Past:
    """A gathering that was: when, and how many said that they were there."""

    starts_at: datetime
    there: int


@dataclass(frozen=True, slots=True)
class Outer:
    """``mine_…`` is what the viewer said of themselves: True, False or nothing yet."""

    last: datetime
    coming: datetime
    mine_last: bool | None
    mine_coming: bool | None
    cannot: tuple[str, ...]
    past: tuple[Past, ...]


def outer_of(circle: Circle, *, viewer: Member, now: datetime) -> Outer:
    """The outer gathering as those in the circle see it. Two queries."""
    times = times_of(circle, now)
    said = Attendance.objects.filter(gathering__circle=circle, gathering__starts_at__in=[times.last, times.coming])
    mine: dict[datetime, bool] = {}
    cannot = []
    for starts_at, member, name, there in said.values_list(
        "gathering__starts_at", "member_id", "member__name", "there"
    ).order_by("member__name"):
        if member == viewer.pk:
            mine[starts_at] = there
        elif starts_at == times.coming and not there:
            cannot.append(name)
    return Outer(
        last=times.last,
        coming=times.coming,
        mine_last=mine.get(times.last),
        mine_coming=mine.get(times.coming),
        cannot=tuple(cannot),
        past=tuple(past_of(circle, now=now)),
    )


def past_of(circle: Circle, *, now: datetime) -> list[Past]:
    """The latest gatherings of which anybody said that they were there, the latest first. One query."""
    counted = (
        Gathering.objects.filter(circle=circle, starts_at__lte=now)
        .annotate(there=Count("attendance", filter=Q(attendance__there=True)))
        .filter(there__gt=0)
        .order_by("-starts_at")[:LISTED]
    )
    return [Past(found.starts_at, found.there) for found in counted]


def quiet_circles(*, now: datetime) -> QuerySet[Circle]:
    """Living tens, formed long enough ago, of which nobody has said for :data:`QUIET_WEEKS` weeks that they met."""
    since = now - timedelta(weeks=QUIET_WEEKS)
    met = Attendance.objects.filter(gathering__circle=OuterRef("pk"), gathering__starts_at__gte=since, there=True)
    sat = Seat.objects.filter(circle=OuterRef("pk"), left_at__isnull=True, since__lt=since)
    living = Circle.objects.filter(level=1, standing=Circle.Standing.ALIVE)
    return living.filter(Exists(sat), ~Exists(met)).order_by("number")


def attendance_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """All that a member said about gatherings."""
    for said in Attendance.objects.filter(member=member).select_related("gathering__circle").order_by("pk"):
        yield {
            "level": said.gathering.circle.level,
            "circle": said.gathering.circle.number,
            "gathering": said.gathering.starts_at,
            "there": said.there,
            "said_at": said.said_at,
        }
