"""Pausing: the seat is kept while somebody is away, and nothing else is asked of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.engine.hours import zone_info
from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member

from ..models import Seat
from ..refusals import Refused
from ..signals import seat_paused, seat_resumed
from ..when import LONGEST_PAUSE
from .locks import lock_circles
from .seats import lock_own
from .settling import settle


@transaction.atomic
def pause_seat(*, actor: Account, seat: Seat, until: date) -> Seat:
    """Be away until a day; the seat is kept, and on that day one is back by itself. Calling again moves the day.

    :raises PermissionDenied: if the seat is somebody else's.
    :raises Refused: if it has been left, or is a voice, which is not paused but passed on.
    :raises ValidationError: for a day that is past or more than a year away.
    """
    member, found = _lock(actor, seat)
    today = timezone.now().astimezone(zone_info(member.zone)).date()
    if not today < until <= today + LONGEST_PAUSE:
        raise ValidationError({"until": _("Choose a day between tomorrow and a year from now.")})
    if found.level > 1:
        raise Refused(_("A voice is not paused. Pause in your ten, and another carries it meanwhile."))
    circle = lock_circles({found.circle_id})[found.circle_id]
    found.paused_until = until
    found.save(update_fields=["paused_until"])
    settle(circle)
    seat_paused.send(sender=Seat, seat=found, actor=actor)
    details = {"circle": found.circle_id, "until": until.isoformat()}
    record(actor=actor, verb="circles.pause", target=found, concerns=[member], details=details)
    return found


@transaction.atomic
def resume_seat(*, actor: Account, seat: Seat) -> Seat:
    """Be back before the day. Nothing happens to whoever was not away.

    :raises PermissionDenied: if the seat is somebody else's.
    :raises Refused: if it has been left.
    """
    _member, found = _lock(actor, seat)
    if found.paused_until is not None:
        _be_back(found, actor)
    return found


def end_pauses(now: datetime) -> None:
    """Let everybody be back whose day has come on their own clock. For the keeper: each in a transaction of its own."""
    latest = (now + timedelta(days=1)).date()
    away = Seat.objects.filter(left_at__isnull=True, paused_until__lte=latest)
    for pk, zone, until in away.order_by("pk").values_list("pk", "member__zone", "paused_until"):
        if until is not None and until <= now.astimezone(zone_info(zone)).date():
            _end_pause(pk, until)


@transaction.atomic
def _end_pause(pk: int, until: date) -> None:
    """Let one person be back, unless they left, came back or stay away longer meanwhile."""
    member = Member.objects.select_for_update().filter(seats=pk).first()
    found = Seat.objects.filter(pk=pk, paused_until=until, left_at__isnull=True).first()
    if member is not None and found is not None:
        _be_back(found, None)


def _be_back(seat: Seat, actor: Account | None) -> None:
    circle = lock_circles({seat.circle_id})[seat.circle_id]
    seat.paused_until = None
    seat.save(update_fields=["paused_until"])
    settle(circle)
    seat_resumed.send(sender=Seat, seat=seat, actor=actor)
    member = Member.objects.get(pk=seat.member_id)
    record(actor=actor, verb="circles.resume", target=seat, concerns=[member], details={"circle": seat.circle_id})


def _lock(actor: Account, seat: Seat) -> tuple[Member, Seat]:
    member = lock_own(actor, seat.member_id)
    found = Seat.objects.filter(pk=seat.pk, left_at__isnull=True).first()
    if found is None:
        raise Refused(_("You have left this circle."))
    return member, found
