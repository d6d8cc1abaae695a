"""What this room does as time passes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tenfold.fellowship.circles.models import Formation
from tenfold.fellowship.members.queries import fellowship

from .actions.answering import drop, follow_up, lock_all
from .actions.repairs import open_renewals, start_repair_by_itself
from .actions.seasons import close_by_itself
from .making import broken_scene, wants_something
from .models import Change, Look, Season
from .nest import gather_nest
from .planning import told
from .queries.looks import loss_told

LOOK_AGAIN = timedelta(days=1)
"""Circles are looked at so often."""

PROPOSE_AGAIN = timedelta(weeks=2)
"""So long after the last re-forming the next one is proposed by itself: people are not asked every week."""


def keep_changes(now: datetime) -> None:
    """Let changes take effect that have enough consents, and drop those whose time is over."""
    open_ones = Change.objects.filter(
        standing=Change.Standing.OPEN, formation__standing=Formation.Standing.PUBLISHED
    ).select_related("formation")
    for change in open_ones:
        published = change.formation.published_at
        if published is not None and published + timedelta(days=fellowship().answer_days) <= now:
            _drop(change)
        else:
            follow_up(change)


@transaction.atomic
def _drop(change: Change) -> None:
    lock_all(change)
    locked = Change.objects.select_for_update().get(pk=change.pk)
    if locked.standing == Change.Standing.OPEN:
        drop(locked)


def keep_looking(now: datetime) -> None:
    """Once a day see what is wrong with living tens, and let a re-forming be proposed where something is."""
    last = Look.objects.first()
    if last is not None and last.at > now - LOOK_AGAIN:
        return
    gather_nest()
    found, needed = look(now)
    Look.objects.update_or_create(pk=1, defaults={"at": now, "found": found})
    recent = Formation.objects.filter(kind=Formation.Kind.REPAIR, created_at__gt=now - PROPOSE_AGAIN)
    if needed and fellowship().forms_by_itself and not recent.exists() and not open_renewals().exists():
        start_repair_by_itself()


def look(now: datetime) -> tuple[list[dict[str, object]], bool]:
    """What is wrong with living tens, and whether anything is to be done about it."""
    scene, _on, lost = broken_scene(now.date())
    losses = loss_told(scene, lost)
    said = [(one["circle"], one["members"]) for one in losses]
    found = [told(scene, one) for one in scene.ills]
    others = [one for one in found if one["ill"] != "hour" or (one["circle"], one["members"]) not in said]
    return [*others, *losses], wants_something(scene)


def keep_seasons(now: datetime) -> None:
    """Close seasons whose time is over, and look for exchanges."""
    for season in Season.objects.filter(closed_at__isnull=True, until__lte=now):
        close_by_itself(season=season, now=now)
