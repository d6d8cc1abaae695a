"""Wishing for a ten, and not: who waits is proposed seats, nobody else is."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record

from ..models import Account, Member, Standing


@transaction.atomic
def wait_for_a_ten(*, actor: Account, not_before: date | None = None) -> Member:
    """Wish for a seat in a ten, from now on or from a day on. Whoever waits already keeps their place in the line.

    :raises PermissionDenied: for whoever is not a member.
    """
    member = _lock_own(actor)
    member.waits_since = member.waits_since or timezone.now()
    member.not_before = not_before
    member.save(update_fields=["waits_since", "not_before"])
    details = {"not_before": not_before.isoformat()} if not_before else {}
    record(actor=actor, verb="members.wait", target=member, concerns=[member], details=details)
    return member


@transaction.atomic
def wait_no_more(*, actor: Account) -> None:
    """Wish for no seat: no formation counts on this person until they say otherwise.

    :raises PermissionDenied: for whoever is not a member.
    """
    member = _lock_own(actor)
    stop_waiting(member=member)
    record(actor=actor, verb="members.wait_no_more", target=member, concerns=[member])


def stop_waiting(*, member: Member) -> None:
    """Take a member, whose row is locked, out of the line; for actions, which check and record."""
    member.waits_since = member.not_before = None
    member.save(update_fields=["waits_since", "not_before"])


def _lock_own(actor: Account) -> Member:
    member = Member.objects.select_for_update().filter(account=actor, standing=Standing.ENTERED).first()
    if member is None:
        raise PermissionDenied(_("You are not a member."))
    return member
