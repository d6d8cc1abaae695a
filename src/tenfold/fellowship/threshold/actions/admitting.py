"""Whoever asked to enter and meets every rule is a member at once: nobody decides about anybody.

Locks are taken in one order: the member's row, then the application.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenfold.fellowship.members.actions import admit
from tenfold.fellowship.members.models import Account, Member, Standing

from ..models import Application
from ..queries.entry import Ground, looked_at, waiting

AT_ONCE = 200
"""So many are let in within the act of a steward; the keeper lets in the others within minutes."""


@transaction.atomic
def settle(*, member: Member, ground: Ground | None = None, by: Account | None = None) -> bool:
    """Let somebody in if they asked and every rule is met; whether they were let in. ``by`` is whose act it was."""
    locked = Member.objects.select_for_update().filter(pk=member.pk, standing=Standing.APPLYING).first()
    if locked is None:
        return False
    application = looked_at(waiting().filter(member=locked)).first()
    if application is None or not (ground or Ground.now()).lets_in(application):
        return False
    admit(member=locked)
    own = by is not None and by.pk == locked.account_id
    Application.objects.filter(pk=application.pk).update(entered_at=timezone.now(), welcome_due=not own)
    return True


def settle_own(member: Member) -> bool:
    """The same after an act of the person themselves."""
    return settle(member=member, by=member.account)


def settle_waiting(*, by: Account | None = None, most: int | None = AT_ONCE) -> int:
    """Let in everybody who waits and meets every rule by now, in the order in which they asked; how many that were."""
    ground = Ground.now()
    let_in = 0
    for application in looked_at(waiting()).iterator(chunk_size=500):
        if ground.lets_in(application):
            let_in += settle(member=application.member, ground=ground, by=by)
        if most is not None and let_in >= most:
            break
    return let_in


def keep_admitting(now: datetime) -> None:  # noqa: ARG001 - what is due depends on the rules, not on the clock
    """The keeper: whatever was left over, by numbers or by an interruption."""
    settle_waiting(most=None)
