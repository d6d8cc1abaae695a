"""Ending a membership by a decision: the one way in which somebody is no member any more without their own act."""

from __future__ import annotations

from django.db import transaction

from tenfold.fellowship.audit.actions import record

from ..models import Account, Member, Standing
from ..permissions import Permission, require
from ..signals import left
from .api_tokens import end_api_tokens


@transaction.atomic
def end_membership(*, actor: Account, member: Member) -> None:
    """Take a member out of the fellowship and every circle. What they told of themselves stays theirs.

    Only ``conduct`` calls this, with a decision that has a reason, is shown to the person and can be appealed. They
    can still come in to read it, take their data along and have everything erased.

    :raises PermissionDenied: for whoever may not decide such matters.
    """
    require(actor, Permission.HANDLE_MATTERS)
    locked = Member.objects.select_for_update().get(pk=member.pk)
    if locked.standing != Standing.ENTERED:
        return
    left.send(sender=Member, member=locked, actor=actor)
    locked.standing = Standing.LEFT
    locked.waits_since = locked.not_before = None
    locked.save(update_fields=["standing", "waits_since", "not_before"])
    locked.roles.all().delete()
    end_api_tokens(account=locked.account)
    record(actor=actor, verb="members.end", target=locked, concerns=[locked])
