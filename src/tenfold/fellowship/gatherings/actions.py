"""Saying that one was there, or cannot come: only ever about oneself."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Account, Member

from .models import Attendance, Gathering
from .times import times_of


@transaction.atomic
def say_attendance(*, actor: Account, circle: Circle, starts_at: datetime, there: bool | None) -> None:
    """Say whether one was at the last gathering, or comes to the next; ``there`` None takes back what one said.

    :raises PermissionDenied: for whoever does not sit in the circle.
    :raises Refused: for another gathering than the last and the coming one.
    """
    member = _sitting(actor, circle)
    times = times_of(circle, timezone.now())
    if starts_at not in (times.last, times.coming):
        raise Refused(_("One can say this of the last gathering and of the next one. This one is another."))
    if there is None:
        Attendance.objects.filter(member=member, gathering__circle=circle, gathering__starts_at=starts_at).delete()
    else:
        gathering, _made = Gathering.objects.get_or_create(circle=circle, starts_at=starts_at)
        Attendance.objects.update_or_create(
            gathering=gathering, member=member, defaults={"there": there, "said_at": timezone.now()}
        )
    record(actor=actor, verb="gatherings.say", target=circle, concerns=[member], details={"at": starts_at.isoformat()})


def _sitting(actor: Account, circle: Circle) -> Member:
    seat = Seat.objects.select_related("member").filter(circle=circle, member__account=actor, left_at__isnull=True)
    found = seat.first()
    if found is None:
        raise PermissionDenied(_("Only those who sit in a circle say this."))
    return found.member
