"""A season: stewards open it, members say whether they wish to meet new people, and it closes at its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions.locks import lock_nest
from tenfold.fellowship.circles.models import Formation, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Season, SeasonWish
from .repairs import open_renewals, queue

SHORTEST, LONGEST = 3, 60
"""Days for which a season takes answers."""


@transaction.atomic
def open_season(*, actor: Account, days: int = 14) -> Season:
    """Ask everybody who sits in a ten whether they wish to meet new people; answers are taken for so many days.

    :raises Refused: while a season is open.
    :raises ValidationError: for too few or too many days.
    """
    require(actor, Permission.FORM_CIRCLES)
    if not SHORTEST <= days <= LONGEST:
        raise ValidationError(
            {"days": _("A season takes answers for %(least)d to %(most)d days.") % {"least": SHORTEST, "most": LONGEST}}
        )
    lock_nest()
    if Season.objects.filter(closed_at__isnull=True).exists():
        raise Refused(_("A season is open already."))
    now = timezone.now()
    season = Season.objects.create(opened_by=actor, opened_at=now, until=now + timedelta(days=days))
    record(actor=actor, verb="renewal.open_season", target=season, details={"days": days})
    return season


@transaction.atomic
def wish_in_season(*, actor: Account, season: Season, meets: bool, keep: Iterable[Member] = ()) -> SeasonWish | None:
    """Say that one wishes to meet new people, and with whom of one's ten one would go; or that one stays.

    Those one names learn nothing of it.

    :raises PermissionDenied: for whoever is not a member.
    :raises Refused: if the season takes no answers any more, or one sits in no ten.
    :raises ValidationError: if somebody named is not of one's ten.
    """
    member = Member.objects.select_for_update().filter(account=actor, standing=Standing.ENTERED).first()
    if member is None:
        raise PermissionDenied(_("You are not a member."))
    if not _takes_answers(season):
        raise Refused(_("This season takes no answers any more."))
    if not meets:
        SeasonWish.objects.filter(season=season, member=member).delete()
        record(actor=actor, verb="renewal.stay", target=season, concerns=[member])
        return None
    seat = Seat.objects.filter(member=member, level=1, left_at__isnull=True).first()
    if seat is None:
        raise Refused(_("You sit in no ten. Who waits for one is proposed a seat as soon as there is one."))
    named = list(keep)
    beside = set(
        Seat.objects.filter(circle=seat.circle_id, left_at__isnull=True)
        .exclude(member=member)
        .values_list("member", flat=True)
    )
    if {one.pk for one in named} - beside:
        raise ValidationError({"keep": _("Name people of your own ten.")})
    wish, _made = SeasonWish.objects.update_or_create(
        season=season, member=member, defaults={"said_at": timezone.now()}
    )
    wish.keep.set(named)
    record(actor=actor, verb="renewal.meet", target=season, concerns=[member])
    return wish


def _takes_answers(season: Season) -> bool:
    return Season.objects.filter(pk=season.pk, closed_at__isnull=True, until__gt=timezone.now()).exists()


@transaction.atomic
def close_season(*, actor: Account, season: Season) -> Formation | None:
    """Take no more answers, and look for exchanges among those who wish them; None if fewer than two do.

    :raises Refused: while a re-forming is open.
    """
    require(actor, Permission.FORM_CIRCLES)
    return _close(season, actor, timezone.now())


@transaction.atomic
def close_by_itself(*, season: Season, now: datetime) -> Formation | None:
    """The same when its time has come. For the keeper; it waits while a re-forming is open."""
    lock_nest()
    return None if open_renewals().exists() else _close(season, None, now)


def _close(season: Season, actor: Account | None, now: datetime) -> Formation | None:
    lock_nest()
    locked = Season.objects.select_for_update().get(pk=season.pk)
    if locked.closed_at is not None:
        return locked.formation
    if locked.wishes.count() > 1:
        locked.formation = queue(kind=Formation.Kind.SEASON, actor=actor)
    locked.closed_at = now
    locked.save(update_fields=["closed_at", "formation"])
    record(actor=actor, verb="renewal.close_season", target=locked)
    return locked.formation
