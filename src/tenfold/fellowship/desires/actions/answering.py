"""Answering a desire: mine too, not mine, not now; changing it, taking it back. Only ever for oneself."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.refusals import Refused

from ..models import Desire, Response
from ..reach import may_see
from ..words import stamp
from .common import acting, count, locked, out_of_date

SITTING = timedelta(hours=1)
"""Answers that follow each other within this time are one entry in the member's own record, which names no desire."""


@transaction.atomic
def respond(*, actor: Account, desire: Desire, value: int, read: str = "") -> Response:
    """Answer a desire, or change one's answer.

    :param value: 1 mine too, -1 not mine, 0 not now.
    :param read: ``words.stamp`` of the desire as it was read; where its author changed it since, nobody is taken to
        have answered words they did not see.

    :raises PermissionDenied: for whoever does not belong to the desire's circle.
    :raises Refused: for a desire that is no longer open or reads otherwise by now, and after a great many in one day.
    """
    if value not in Response.Value.values:
        raise ValidationError({"value": _("Answer with mine too, not mine, or not now.")})
    member = acting(actor)
    now = locked(desire)
    if not may_see(member, now.circle):
        raise PermissionDenied(_("This is answered by those whom it is written for."))
    if now.standing != Desire.Standing.OPEN:
        raise Refused(_("This desire was taken back in the meantime."))
    if read and read != stamp(now):
        raise Refused(_("The words of this desire were changed while you read them. Read them once more."))
    before = Response.objects.filter(member=member, desire=now).first()
    sitting_begins = _not_too_many(member)
    if before is None:
        response = Response.objects.create(member=member, desire=now, value=value)
        count(now.pk, value, 1)
    else:
        response = before
        if before.value == value:
            return before
        count(now.pk, before.value, -1)
        count(now.pk, value, 1)
        before.value, before.responded_at = value, timezone.now()
        before.save(update_fields=["value", "responded_at"])
    out_of_date(now.circle)
    if sitting_begins:
        record(actor=actor, verb="desires.answer", concerns=[member])
    return response


@transaction.atomic
def take_back_response(*, actor: Account, desire: Desire) -> None:
    """Have not answered: the answer is gone, and the desire may be asked again."""
    member = acting(actor)
    before = Response.objects.filter(member=member, desire=desire).first()
    if before is None:
        return
    before.delete()
    count(desire.pk, before.value, -1)
    out_of_date(desire.circle)
    record(actor=actor, verb="desires.take_back_answer", concerns=[member])


def _not_too_many(member: Member) -> bool:
    """Whether a sitting begins with this answer.

    :raises Refused: after a great many since yesterday, as only a program gives them.
    """
    moment = timezone.now()
    times = Response.objects.filter(member=member, responded_at__gte=moment - timedelta(days=1))
    found = list(times.order_by("-responded_at").values_list("responded_at", flat=True)[: settings.ANSWERS_A_DAY])
    if len(found) >= settings.ANSWERS_A_DAY:
        raise Refused(_("That was a great deal for one day. Go on tomorrow."))
    return not found or found[0] < moment - SITTING
