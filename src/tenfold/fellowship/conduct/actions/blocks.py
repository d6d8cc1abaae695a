"""Keeping away from somebody: at once, without a reason, and known to nobody else."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member, Standing
from tenfold.fellowship.members.queries import member_of

from ..models import Block


@transaction.atomic
def block(*, actor: Account, other: Member) -> Block:
    """Never be placed with somebody from now on. Nobody is moved or removed by this, and the other is not told.

    The record says that it was done, not about whom.

    :raises PermissionDenied: for whoever is not a member, and for oneself.
    """
    me = _me(actor)
    if me.pk == other.pk:
        raise PermissionDenied(_("One cannot keep away from oneself."))
    found, made = Block.objects.get_or_create(member=me, other=other)
    if made:
        record(actor=actor, verb="conduct.block", concerns=[me])
    return found


@transaction.atomic
def unblock(*, actor: Account, other: Member) -> None:
    """Take a block back: only whoever made it can.

    :raises PermissionDenied: for whoever is not a member.
    """
    me = _me(actor)
    taken_back, _counts = Block.objects.filter(member=me, other=other).delete()
    if taken_back:
        record(actor=actor, verb="conduct.unblock", concerns=[me])


def _me(actor: Account) -> Member:
    member = member_of(account=actor)
    if member is None or member.standing != Standing.ENTERED:
        raise PermissionDenied(_("You are not a member."))
    return member
