"""Writing the record. Every action of every room ends with one call of :func:`record`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.dispatch import Signal

from .models import Entry

if TYPE_CHECKING:
    from tenfold.fellowship.members.models import Account, Member

recorded = Signal()
"""Sent with ``verb``, ``target`` and ``details`` once the transaction that made the entry is committed."""


def record(
    *,
    actor: Account | None,
    verb: str,
    target: models.Model | None = None,
    concerns: Iterable[Member] = (),
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write what was done, one entry for each member it concerns (or a single one), inside the caller's transaction.

    ``actor`` is None for what the system does by itself. ``verb`` is ``room.action``.
    """
    label = f"{target._meta.label_lower}:{target.pk}" if target is not None else ""
    found = dict(details or {})
    entries = [Entry(actor=actor, verb=verb, target=label, concerns=member, details=found) for member in concerns] or [
        Entry(actor=actor, verb=verb, target=label, details=found)
    ]
    for entry in entries:
        entry.leads = entry is entries[0]
        entry.people = len(entries) if entry.concerns_id else 0
    Entry.objects.bulk_create(entries)
    transaction.on_commit(lambda: recorded.send(sender=None, verb=verb, target=label, details=found))


def hand_over(*, of: Member, to: Member) -> None:
    """Let the record of ``of`` go on as that of ``to``: two rows turned out to be one person."""
    Entry.objects.filter(concerns=of).update(concerns=to)


def anonymise(*, member: Member | None = None, account: Account | None = None) -> None:
    """Cut every tie between the record and a person who is about to be erased.

    What remains of an entry is that such a thing was done at that time: not by whom, to whom, or with what.
    """
    if member is not None:
        label = f"{member._meta.label_lower}:{member.pk}"
        about = models.Q(concerns=member) | models.Q(target=label)
        Entry.objects.filter(about).update(concerns=None, target=member._meta.label_lower, details={})
    if account is not None:
        Entry.objects.filter(actor=account).update(actor=None)
