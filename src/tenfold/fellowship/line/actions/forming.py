"""Tens that are proposed by themselves when enough people wait."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tenfold.engine.formation import Size
from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions.formations import AT_WORK, start_by_itself
from tenfold.fellowship.circles.actions.locks import lock_nest
from tenfold.fellowship.circles.actions.publishing import publish_by_itself
from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.circles.options import LARGEST_SEED, RunOptions, Who
from tenfold.fellowship.circles.queries.proposals import SILENT_AFTER
from tenfold.fellowship.members.models import Fellowship
from tenfold.fellowship.members.queries import fellowship

from ..bridge import waiting_people
from ..holding import no_longer_hold
from ..models import Count
from ..queries import counted_today, waiting
from .counting import cells_in, reach_of

MANY_TENS = 3
"""When enough people wait for so many tens, circles are proposed at once: there is choice, so they can be various."""

PATIENCE = timedelta(days=3)
"""Else those whom a ten could seat wait so long for more people to come, before it is proposed."""

UNSTARTED_AFTER = timedelta(hours=1)
"""A run that no worker took up for so long is given up and started anew."""


AGAIN_AFTER = timedelta(hours=6)
"""No sooner are circles formed by themselves again: who says no, or comes right after, is looked at with others."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line as it is this minute, for formations alone: for how many enough others wait, and since when the one of
    them who waits longest does. Nobody is told of it; what people are told is counted once a day (:mod:`..coarse`)."""

    digest: str
    within_reach: int
    longest: datetime | None


def line_now(here: Fellowship, now: datetime) -> Line:
    """Look at the line. Two statements."""
    people = waiting_people(waiting(), on=now.date(), minutes=here.minutes)
    return Line(people.digest, *reach_of(people, cells_in(people), least=here.size_min))


def enough_to_form(line: Line, here: Fellowship, now: datetime) -> bool:
    """Whether circles should be proposed now for those who wait."""
    if line.within_reach < here.size_min:
        return False
    many = line.within_reach >= MANY_TENS * here.size_target
    return many or (line.longest is not None and line.longest <= now - PATIENCE)


@transaction.atomic
def form_by_itself(now: datetime) -> Formation | None:
    """Start a formation for the line, when enough people wait, none is under way, and none was begun lately.

    Looked at is who waits this minute, so that the one who makes a ten possible need not wait for the next day's count.
    """
    here = fellowship()
    if not here.forms_by_itself or counted_today(now) is None or _formed_lately(now):
        return None
    line = line_now(here, now)
    if not enough_to_form(line, here, now):
        return None
    lock_nest()
    locked = Count.objects.select_for_update().get(pk=1)
    if locked.formed == line.digest or _formed_lately(now):
        return None
    locked.formed = line.digest
    locked.save(update_fields=["formed"])
    return start_by_itself(options=options_of(here))


def _formed_lately(now: datetime) -> bool:
    """Whether a formation for the line is under way, or one of the fellowship's own was begun a short while ago."""
    under_way = Q(standing__in=AT_WORK) | Q(standing=Formation.Standing.PROPOSED)
    lately = Q(by_itself=True, created_at__gt=now - AGAIN_AFTER) & ~Q(standing=Formation.Standing.FAILED)
    return Formation.objects.filter(under_way | lately, kind=Formation.Kind.LINE).exists()


def options_of(here: Fellowship) -> RunOptions:
    """What a formation for the line is asked for."""
    return RunOptions(
        who=Who.WAITING,
        minutes=here.minutes,
        size=Size(here.size_min, here.size_target, here.size_max),
        seed=secrets.randbelow(LARGEST_SEED),
    )


@transaction.atomic
def give_up_silent(now: datetime) -> None:
    """Give up runs of the fellowship's own whose worker died, so that the next round starts anew."""
    died = Q(standing=Formation.Standing.RUNNING, updated_at__lt=now - SILENT_AFTER)
    died |= Q(standing=Formation.Standing.QUEUED, updated_at__lt=now - UNSTARTED_AFTER)
    found = Formation.objects.filter(died, kind=Formation.Kind.LINE, by_itself=True)
    for formation in found.select_for_update().order_by("pk"):
        formation.standing = Formation.Standing.FAILED
        formation.finished_at = now
        formation.save(update_fields=["standing", "finished_at"])
        Count.objects.filter(pk=1).update(formed="")
        record(actor=None, verb="line.give_up", target=formation)


def publish_what_was_formed(now: datetime) -> None:
    """Publish what the fellowship proposed by itself, unless a steward wants to look first or has laid hand on it."""
    proposed = Formation.objects.filter(kind=Formation.Kind.LINE, by_itself=True, standing=Formation.Standing.PROPOSED)
    for formation in proposed.order_by("pk"):
        _publish(formation, now)


@transaction.atomic
def _publish(formation: Formation, now: datetime) -> None:
    lock_nest()
    found = Formation.objects.select_for_update().get(pk=formation.pk)
    if found.standing != Formation.Standing.PROPOSED:
        return
    if not found.placements.exists():
        found.standing = Formation.Standing.SET_ASIDE
        found.save(update_fields=["standing"])
        record(actor=None, verb="line.nothing_found", target=found)
        return
    here = fellowship()
    if not (here.forms_by_itself and here.publishes_by_itself) or found.placements.filter(moved_by_hand=True).exists():
        return
    stale = no_longer_hold(found, on=now.date())
    drafts = Placement.objects.filter(formation=found, member__in=stale, standing=Placement.Standing.DRAFT)
    drafts.update(standing=Placement.Standing.WITHDRAWN, decided_at=now)
    _leave_out_the_small(found, now)
    publish_by_itself(formation=found)


def _leave_out_the_small(formation: Formation, now: datetime) -> None:
    """A ten for which too few are left is not proposed to anybody: those few wait on, where they were."""
    drafts = Placement.objects.filter(formation=formation, standing=Placement.Standing.DRAFT)
    asked: dict[int, int] = {}
    for circle in drafts.filter(level=1).values_list("circle", flat=True):
        asked[circle] = asked.get(circle, 0) + 1
    tens = Circle.objects.filter(formation=formation, level=1)
    small = [ten.pk for ten in tens if asked.get(ten.pk, 0) < ten.seats_min]
    people = drafts.filter(circle__in=small).values_list("member", flat=True)
    drafts.filter(member__in=list(people)).update(standing=Placement.Standing.WITHDRAWN, decided_at=now)
