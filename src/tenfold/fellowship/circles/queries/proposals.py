"""A formation as stewards see it: how far, how good, who sits where, who has no seat and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.models import Standing as MemberStanding

from ..models import Formation, Placement, Seat, Unplaced
from ..options import Who

SILENT_AFTER = timedelta(minutes=5)
"""A run that has not said for so long that it lives has lost its worker."""

CIRCLES_PER_PAGE = 12
UNPLACED_PER_PAGE = 50
FORMATIONS_PER_PAGE = 20


def formations() -> Page[Formation]:
    """All runs, newest first; the first page is what a desk needs."""
    return formations_page(1)


def formations_page(number: int | str) -> Page[Formation]:
    found = Formation.objects.select_related("started_by__member")
    return Paginator(found, FORMATIONS_PER_PAGE).get_page(number)


def to_be_seated(who: str) -> QuerySet[Member]:
    """The people a run would seat: entered or invited; without a seat and without an open offer, or all."""
    people = Member.objects.exclude(standing=MemberStanding.LEFT)
    if who == Who.ALL:
        return people
    seated = Seat.objects.filter(member=OuterRef("pk"), level=1, left_at__isnull=True)
    asked = Placement.objects.filter(member=OuterRef("pk"), level=1, standing=Placement.Standing.OFFERED)
    return people.filter(~Exists(seated), ~Exists(asked))


def fell_silent(formation: Formation, *, now: datetime | None = None) -> bool:
    """Whether a run at work has not been heard of for :data:`SILENT_AFTER`."""
    at_work = formation.standing in (Formation.Standing.QUEUED, Formation.Standing.RUNNING)
    return at_work and (now or timezone.now()) - formation.updated_at > SILENT_AFTER


def circles_page(formation: Formation, number: int | str, *, level: int = 1) -> Page[Any]:
    """A page of a formation's circles, each with its people at hand as ``people``. Four queries."""
    listed = (
        Placement.objects.exclude(standing=Placement.Standing.WITHDRAWN)
        .select_related("member")
        .prefetch_related("member__languages")
        .order_by("member__name", "pk")
    )
    circles = (
        formation.circles.filter(level=level)
        .select_related("parent")
        .prefetch_related(Prefetch("placements", queryset=listed, to_attr="people"))
        .order_by("number")
    )
    return Paginator(circles, CIRCLES_PER_PAGE).get_page(number)


def unplaced_page(formation: Formation, number: int | str) -> Page[Unplaced]:
    """A page of those without a seat, by name."""
    found = formation.unplaced.select_related("member").order_by("member__name", "pk")
    return Paginator(found, UNPLACED_PER_PAGE).get_page(number)


def answers(formation: Formation) -> dict[str, int]:
    """How many placements of level 1 stand how: offered, accepted, declined, withdrawn. One query."""
    counted = formation.placements.filter(level=1).values_list("standing").annotate(Count("pk")).order_by()
    return dict(counted)


def levels(formation: Formation) -> dict[int, int]:
    """How many circles the formation proposes at each level. One query."""
    return dict(formation.circles.values_list("level").annotate(Count("pk")).order_by("level"))


def waiting_for_publication() -> QuerySet[Formation]:
    """Proposals that a steward has yet to look at: what a desk shows."""
    return Formation.objects.filter(
        Q(standing=Formation.Standing.PROPOSED)
        | Q(standing__in=[Formation.Standing.QUEUED, Formation.Standing.RUNNING])
    )
