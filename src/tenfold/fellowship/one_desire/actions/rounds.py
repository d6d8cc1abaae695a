"""A season's round of the whole fellowship: it opens, collects desires and answers, composes, closes, and is announced.

Stewards set the days. The keeper moves it on; nothing is asked of anybody, and nobody is written to who did not ask.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions.locks import lock_nest
from tenfold.fellowship.desires.actions.common import acting
from tenfold.fellowship.desires.models import SeasonRound
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.refusals import Refused

from ..models import RoundLetter

Standing = SeasonRound.Standing
NEXT = {
    Standing.PLANNED: (Standing.OPEN, "opens_at"),
    Standing.OPEN: (Standing.COMPOSING, "composes_at"),
    Standing.COMPOSING: (Standing.CLOSED, "closes_at"),
}


FIRST_YEAR, LAST_YEAR = 2001, 2100


@transaction.atomic
def plan_round(
    *, actor: Account, title: str, opens_at: datetime, composes_at: datetime, closes_at: datetime
) -> SeasonRound:
    """Set the days of a round; one that opens now is open at once.

    :raises PermissionDenied: for whoever may not lead rounds.
    :raises ValidationError: for no title, or days that do not follow each other.
    :raises Refused: where another round has the same days.
    """
    require(actor, Permission.LEAD_ROUNDS)
    lock_nest()
    days = {"opens_at": opens_at, "composes_at": composes_at, "closes_at": closes_at}
    _checked(days, but=None)
    made = SeasonRound.objects.create(title=_titled(title), opened_by=actor, **days)
    record(actor=actor, verb="one_desire.open_round", target=made)
    _move(made, timezone.now())
    return made


@transaction.atomic
def change_round(
    *,
    actor: Account,
    season_round: SeasonRound,
    title: str,
    opens_at: datetime,
    composes_at: datetime,
    closes_at: datetime,
) -> SeasonRound:
    """Change the days of a round that is not over; what has happened already stays.

    :raises Refused: for a round that is over, and for moving a beginning that is past.
    """
    require(actor, Permission.LEAD_ROUNDS)
    lock_nest()
    now = SeasonRound.objects.select_for_update().get(pk=season_round.pk)
    if now.standing == Standing.CLOSED:
        raise Refused(_("This round is over."))
    days = {"opens_at": opens_at, "composes_at": composes_at, "closes_at": closes_at}
    begun = {"opens_at": now.standing != Standing.PLANNED, "composes_at": now.standing == Standing.COMPOSING}
    if any(past and days[name] != getattr(now, name) for name, past in begun.items()):
        raise Refused(_("What has begun already cannot begin on another day."))
    _checked(days, but=now)
    now.title = _titled(title)
    for name, day in days.items():
        setattr(now, name, day)
    now.save(update_fields=["title", *days])
    record(actor=actor, verb="one_desire.change_round", target=now)
    _move(now, timezone.now())
    return now


@transaction.atomic
def end_round(*, actor: Account, season_round: SeasonRound) -> None:
    """End a round now. One that has not opened yet is as if it had never been planned; desires and texts stay."""
    require(actor, Permission.LEAD_ROUNDS)
    now = SeasonRound.objects.select_for_update().get(pk=season_round.pk)
    record(actor=actor, verb="one_desire.end_round", target=now)
    if now.standing == Standing.PLANNED:
        now.delete()
    elif now.standing != Standing.CLOSED:
        _close(now, timezone.now())


@transaction.atomic
def ask_for_letter(*, actor: Account, season_round: SeasonRound, wished: bool) -> None:
    """Ask for the one letter that tells that a round is over, or take that back."""
    member = acting(actor)
    if wished and season_round.standing == Standing.CLOSED:
        raise Refused(_("This round is over. Its page tells what came of it."))
    if wished:
        RoundLetter.objects.get_or_create(season_round=season_round, member=member)
    else:
        RoundLetter.objects.filter(season_round=season_round, member=member, sent_at__isnull=True).delete()
    record(actor=actor, verb="one_desire.ask_for_letter", target=season_round, concerns=[member])


def move_rounds(now: datetime) -> int:
    """Move every round on whose day has come. For the keeper.

    :returns: how many steps were made.
    """
    due = SeasonRound.objects.exclude(standing=Standing.CLOSED).order_by("opens_at", "pk")
    return sum(_move_one(pk, now) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _move_one(pk: int, now: datetime) -> int:
    found = SeasonRound.objects.select_for_update().filter(pk=pk).first()
    return _move(found, now) if found is not None else 0


def _move(season_round: SeasonRound, now: datetime) -> int:
    """Make every step of a locked round that is due."""
    steps = 0
    while season_round.standing in NEXT:
        standing, day = NEXT[Standing(season_round.standing)]
        if getattr(season_round, day) > now:
            break
        others = SeasonRound.objects.exclude(pk=season_round.pk)
        if standing == Standing.OPEN and others.filter(standing__in=[Standing.OPEN, Standing.COMPOSING]).exists():
            break
        if standing == Standing.CLOSED:
            _close(season_round, now)
        else:
            season_round.standing = standing
            season_round.save(update_fields=["standing"])
        steps += 1
        record(actor=None, verb="one_desire.move_round", target=season_round, details={"standing": str(standing)})
    return steps


def _close(season_round: SeasonRound, now: datetime) -> None:
    season_round.standing, season_round.announced_at = Standing.CLOSED, now
    season_round.save(update_fields=["standing", "announced_at"])


def _titled(title: str) -> str:
    clean = " ".join(title.replace("\x00", "").split())
    if not clean or len(clean) > 120:
        raise ValidationError({"title": _("Give the round a title, in up to 120 letters.")})
    return clean


def _checked(days: dict[str, datetime], but: SeasonRound | None) -> None:
    """The days follow each other, and no other round has some of them.

    :raises ValidationError: where they do not.
    :raises Refused: where another one does.
    """
    if not days["opens_at"] < days["composes_at"] < days["closes_at"]:
        said = _("First it opens, then composing begins, then it closes.")
        raise ValidationError({"composes_at": said})
    if not FIRST_YEAR <= days["opens_at"].year <= days["closes_at"].year <= LAST_YEAR:
        raise ValidationError({"opens_at": _("Choose days of this century.")})  # others no calendar can hold
    others = SeasonRound.objects.exclude(standing=Standing.CLOSED)
    others = others.exclude(pk=but.pk) if but is not None else others
    if others.filter(opens_at__lt=days["closes_at"], closes_at__gt=days["opens_at"]).exists():
        raise Refused(_("Another round has some of these days. There is one at a time."))
