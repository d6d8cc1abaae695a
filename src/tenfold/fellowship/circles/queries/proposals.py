"""A formation as stewards see it: how far, how good, who sits where, who has no seat and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.models import Standing as MemberStanding

from ..models import Circle, Formation, Placement, Seat, Unplaced
from ..options import Who

SILENT_AFTER = timedelta(minutes=5)
"""A run that has not said for so long that it lives has lost its worker."""

CIRCLES_PER_PAGE = 12
UNPLACED_PER_PAGE = 50
FORMATIONS_PER_PAGE = 20


def formations() -> Page[Formation]:
    """All formations, newest first; the first page is what a desk needs. Who came back into a ten started none."""
    return formations_page(1)


def formations_page(number: int | str) -> Page[Formation]:
    found = Formation.objects.select_related("started_by__member").exclude(options__has_key="came_back")
    return Paginator(found, FORMATIONS_PER_PAGE).get_page(number)


def to_be_seated(who: str) -> QuerySet[Member]:
    """The people a run would seat: those who wait, and the invited; without an open offer; or all who sit as well.

    Who left a ten and did not ask for another is not among them: nobody is placed who does not wish it.
    """
    today = timezone.now().date()
    wishes = Q(waits_since__isnull=False) & (Q(not_before__isnull=True) | Q(not_before__lte=today))
    people = Member.objects.filter(Q(standing=MemberStanding.INVITED) | Q(standing=MemberStanding.ENTERED))
    seated = Exists(Seat.objects.filter(member=OuterRef("pk"), level=1, left_at__isnull=True))
    if who == Who.ALL:
        return people.filter(Q(standing=MemberStanding.INVITED) | wishes | seated)
    asked = Placement.objects.filter(member=OuterRef("pk"), level=1, standing=Placement.Standing.OFFERED)
    free = people.filter(~seated, ~Exists(asked))
    return free.filter(wishes if who == Who.WAITING else Q(standing=MemberStanding.INVITED) | wishes)


def fell_silent(formation: Formation, *, now: datetime | None = None) -> bool:
    """Whether a run at work has not been heard of for :data:`SILENT_AFTER`."""
    at_work = formation.standing in (Formation.Standing.QUEUED, Formation.Standing.RUNNING)
    return at_work and (now or timezone.now()) - formation.updated_at > SILENT_AFTER


def circles_page(formation: Formation, number: int | str, *, level: int = 1) -> Page[Any]:
    """A page of a formation's circles, each with its people at hand as ``people``. Four queries."""
    listed = (
        formation.placements.exclude(standing=Placement.Standing.WITHDRAWN)
        .select_related("member")
        .prefetch_related("member__languages")
        .order_by("member__name", "pk")
    )
    asked = formation.placements.values("circle")
    circles = (
        Circle.objects.filter(Q(formation=formation) | Q(pk__in=asked), level=level)
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
    """How many placements stand how (of level 1, or of a formation of voices all): offered, accepted, … One query."""
    found = formation.placements.all()
    if formation.kind != Formation.Kind.VOICE:
        found = found.filter(level=1)
    return dict(found.values_list("standing").annotate(Count("pk")).order_by())


def levels(formation: Formation) -> dict[int, int]:
    """How many circles the formation proposes, or proposes seats in, at each level. One query."""
    circles = Circle.objects.filter(Q(formation=formation) | Q(pk__in=formation.placements.values("circle")))
    return dict(circles.values_list("level").annotate(Count("pk")).order_by("level"))


def waiting_for_publication() -> QuerySet[Formation]:
    """Proposals that a steward has yet to look at: what a desk shows."""
    return Formation.objects.filter(
        Q(standing=Formation.Standing.PROPOSED)
        | Q(standing__in=[Formation.Standing.QUEUED, Formation.Standing.RUNNING])
    )
