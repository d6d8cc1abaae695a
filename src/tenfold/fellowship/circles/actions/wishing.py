"""Wishing for a ten, and not. Whoever sits in one does not wait for one: they can ask there to move."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.members import actions as members
from tenfold.fellowship.members.models import Account, Member

from ..models import Seat
from ..refusals import Refused
from ..when import LONGEST_WAIT, UNTIL_I_SAY


@transaction.atomic
def wish_for_a_ten(*, actor: Account, not_before: date | None = None) -> Member:
    """Wait for a seat, from now on or from a day on. Whoever waits already keeps their place in the line.

    :raises PermissionDenied: for whoever is not a member.
    :raises Refused: for whoever sits in a ten.
    :raises ValidationError: for a day that is past or more than a year away, unless it is :data:`UNTIL_I_SAY`.
    """
    today = timezone.now().date()
    named = not_before if not_before != UNTIL_I_SAY else None
    if named is not None and not today < named <= today + LONGEST_WAIT:
        raise ValidationError({"not_before": _("Choose a day between tomorrow and a year from now, or none.")})
    _lock_seatless(actor)
    return members.wait_for_a_ten(actor=actor, not_before=not_before)


@transaction.atomic
def wish_for_no_ten(*, actor: Account) -> None:
    """Wait no more: nothing is proposed until one says otherwise.

    :raises PermissionDenied: for whoever is not a member.
    """
    members.wait_no_more(actor=actor)


def _lock_seatless(actor: Account) -> None:
    member = Member.objects.select_for_update().filter(account=actor).first()
    if member is None:
        raise PermissionDenied(_("You are not a member."))
    if Seat.objects.filter(member=member, level=1, left_at__isnull=True).exists():
        raise Refused(_("You sit in a ten. There you can ask to move, or leave."))
