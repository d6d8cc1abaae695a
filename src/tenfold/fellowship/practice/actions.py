"""Sharing a few words with one's circle, and taking them back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.members.models import Account

from .models import Sharing

LONGEST = 2000
"""Letters in one sharing."""


@transaction.atomic
def share(*, actor: Account, circle: Circle, text: str) -> Sharing:
    """Give a few words to those who sit in the circle.

    :raises PermissionDenied: for whoever does not sit there.
    :raises ValidationError: for no words, or too many.
    """
    found = Seat.objects.select_related("member").filter(circle=circle, member__account=actor, left_at__isnull=True)
    seat = found.first()
    if seat is None:
        raise PermissionDenied(_("Only those who sit in a circle share with it."))
    text = text.strip().replace("\x00", "")
    if not text or len(text) > LONGEST:
        raise ValidationError({"text": _("Write up to %(most)d letters.") % {"most": LONGEST}})
    sharing = Sharing.objects.create(circle=circle, member=seat.member, text=text)
    record(actor=actor, verb="practice.share", target=sharing, concerns=[seat.member])
    return sharing


@transaction.atomic
def take_back(*, actor: Account, sharing: Sharing) -> None:
    """Erase what one shared; also after one left the circle.

    :raises PermissionDenied: for somebody else's words.
    """
    if sharing.member.account_id is None or sharing.member.account_id != actor.pk:
        raise PermissionDenied(_("These are somebody else's words."))
    member = sharing.member
    record(actor=actor, verb="practice.take_back", target=sharing, concerns=[member])
    sharing.delete()
