"""Saying who one is."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record

from ..models import Account, Member, Standing
from ..profile import Profile, checked, store
from ..queries import member_of
from ..signals import told


@transaction.atomic
def update_profile(*, actor: Account, profile: Profile) -> Member:
    """Write one's own profile; open to whoever asks to enter, too.

    :raises ValidationError: with a message for each field that cannot be taken as it is; nothing is written then.
    """
    member = member_of(account=actor)
    if member is None or member.standing not in (Standing.ENTERED, Standing.APPLYING):
        raise PermissionDenied(_("You are not a member."))
    changed = store(member, checked(profile))
    if changed:
        record(
            actor=actor, verb="members.update_profile", target=member, concerns=[member], details={"fields": changed}
        )
        told.send(sender=Member, member=member)
    return member
