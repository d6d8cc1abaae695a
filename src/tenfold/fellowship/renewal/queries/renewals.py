"""Re-formings and seasons as stewards see them: the whole, before and after, and how answers stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.circles.queries.nest import FEWEST_SHOWN
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import fellowship

from ..actions.repairs import KINDS, open_renewals
from ..models import Change, Consent, Preview, Season
from .looks import Trouble, troubles


@dataclass(frozen=True, slots=True)
class Side:
    """One circle before and after. ``coming`` and ``going`` are placements; ``circle`` is None for a new one."""

    circle: Circle | None
    size: tuple[int, int]
    difference: tuple[float | None, float | None]
    wrong: tuple[Trouble, ...]
    still: tuple[Trouble, ...]
    coming: tuple[Placement, ...]
    going: tuple[Placement, ...]
    rehoured: bool


def renewals(*, viewer: Account) -> QuerySet[Formation]:
    """All re-formings and seasons, newest first."""
    require(viewer, Permission.FORM_CIRCLES)
    return Formation.objects.filter(kind__in=KINDS).select_related("started_by__member").order_by("-created_at")


def open_renewal(*, viewer: Account) -> Formation | None:
    """The one that is open, if any."""
    require(viewer, Permission.FORM_CIRCLES)
    return open_renewals().order_by("-created_at").first()


def access_renewal(*, viewer: Account, pk: int) -> Formation:
    """A re-forming or season, for stewards.

    :raises PermissionDenied: for everybody else.
    """
    require(viewer, Permission.FORM_CIRCLES)
    return get_object_or_404(Formation.objects.select_related("started_by__member"), pk=pk, kind__in=KINDS)


def sides(formation: Formation) -> list[Side]:
    """Every circle that would not stay as it is, before and after. Six queries, however many they are."""
    preview = Preview.objects.filter(formation=formation).first()
    if preview is None:
        return []
    placements = list(
        Placement.objects.filter(formation=formation, level=1)
        .select_related("member", "circle", "replaces__circle")
        .order_by("member__name", "pk")
    )
    old = Circle.objects.in_bulk([row["circle"] for row in preview.circles if row["circle"]])
    found = [_side(row, old.get(row["circle"] or 0), placements) for row in preview.circles]
    return sorted(
        found, key=lambda side: (not side.wrong, side.circle is None, side.circle.number if side.circle else 0)
    )


def _side(row: dict[str, Any], circle: Circle | None, placements: Sequence[Placement]) -> Side:
    members = set(row["members"])
    if circle is None:
        coming = [one for one in placements if one.member_id in members and one.circle.formation_id == one.formation_id]
    else:
        coming = [one for one in placements if one.circle_id == circle.pk]
    going = [
        one
        for one in placements
        if circle is not None and one.replaces is not None and one.replaces.circle_id == circle.pk
    ]
    return Side(
        circle=coming[0].circle if circle is None and coming else circle,
        size=(row["size"][0], row["size"][1]),
        difference=(row["difference"][0], row["difference"][1]),
        wrong=tuple(troubles(row["wrong"])),
        still=tuple(troubles(row["still"])),
        coming=tuple(coming),
        going=tuple(going),
        rehoured=row["rehoured"],
    )


def remaining(formation: Formation) -> list[Trouble]:
    """What nothing helps as things stand."""
    preview = Preview.objects.filter(formation=formation).first()
    return troubles(preview.remaining) if preview is not None else []


def changes_of(formation: Formation) -> list[Change]:
    """What holds only together, with hours and consents at hand."""
    consents = Consent.objects.select_related("member", "placement").order_by("member__name", "pk")
    return list(
        formation.changes.select_related("circle")
        .prefetch_related("hours__circle", Prefetch("consents", queryset=consents))
        .order_by("pk")
    )


def answers(formation: Formation) -> dict[str, int]:
    """How many placements stand how. One query."""
    return dict(formation.placements.values_list("standing").annotate(Count("pk")).order_by())


# Seasons


def open_season() -> Season | None:
    """The season that takes answers now."""
    return Season.objects.filter(closed_at__isnull=True).first()


def season_due(*, now: datetime | None = None) -> bool:
    """Whether so much time has passed since the last season (or the first seat) that another may be opened."""
    weeks = fellowship().season_weeks
    if not weeks or open_season() is not None:
        return False
    last = Season.objects.first()
    begun = last.opened_at if last is not None else _first_seat()
    return begun is not None and begun + timedelta(weeks=weeks) <= (now or timezone.now())


def _first_seat() -> datetime | None:
    from tenfold.fellowship.circles.models import Seat

    return Seat.objects.order_by("since").values_list("since", flat=True).first()


def wishes_count(season: Season) -> int | None:
    """How many wish to meet new people; None while they are so few that one could guess who."""
    count = season.wishes.count()
    return count if count >= FEWEST_SHOWN else None


def access_change(*, viewer: Account, pk: int) -> tuple[Change, Consent]:
    """A change that the viewer is asked about, once it is published.

    :raises Http404: for everybody else.
    """
    consent = (
        Consent.objects.select_related("change__formation", "change__circle", "placement", "member")
        .filter(change__pk=pk, member__account_id=viewer.pk)
        .filter(change__formation__standing=Formation.Standing.PUBLISHED)
        .first()
    )
    if consent is None:
        raise Http404
    return consent.change, consent


def my_changes(member: Member) -> list[Consent]:
    """What a member is asked about together with others, and has to answer or may still change. Placements aside."""
    return list(
        Consent.objects.filter(
            member=member,
            placement__isnull=True,
            change__standing=Change.Standing.OPEN,
            change__formation__standing=Formation.Standing.PUBLISHED,
        )
        .select_related("change__formation", "change__circle")
        .prefetch_related("change__hours__circle")
        .order_by("pk")
    )
