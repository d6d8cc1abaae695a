"""Inviting: links by which somebody may come in, if they will."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import record

from ..models import Account, Invitation, Member, Role, RoleGrant, Standing
from ..permissions import Permission, require
from ..queries import open_invitations
from ..tokens import digest_of, new_token

FIRST_LINK_DAYS = 7
PERSONAL_LINK_DAYS = 60
MEMBER_LINK_DAYS = 30
MOST_LINKS_OF_A_MEMBER = 5
LONGEST_DAYS = 365
MOST_USES = 10_000


def path_of(token: str) -> str:
    """The path of the link that holds ``token``."""
    return reverse("invited", kwargs={"token": token})


@transaction.atomic
def create_invitation(
    *, actor: Account, uses: int = 1, days: int = 14, role: str = "", member: Member | None = None, note: str = ""
) -> tuple[Invitation, str]:
    """Make a link and return it with its token, which is shown once and kept nowhere."""
    require(actor, Permission.INVITE)
    if role:
        require(actor, Permission.GRANT_ROLES)
    if not (1 <= uses <= MOST_USES and 1 <= days <= LONGEST_DAYS):
        raise ValidationError(_("A link is for at least one person and lasts from one day to a year."))
    if member is not None and (member.standing != Standing.INVITED or uses != 1):
        raise ValidationError(_("A personal link is for one person who has not come in yet."))
    token = new_token()
    invitation = Invitation.objects.create(
        digest=digest_of(token),
        note=note,
        member=member,
        role=role,
        created_by=actor,
        expires_at=timezone.now() + timedelta(days=days),
        uses=uses,
        uses_left=uses,
    )
    record(
        actor=actor,
        verb="members.invite",
        target=invitation,
        concerns=[member] if member else (),
        details={"uses": uses, "days": days, "role": role},
    )
    return invitation, token


@transaction.atomic
def invite_as_member(*, actor: Account, note: str = "") -> tuple[Invitation, str]:
    """Make a link for one person, as any member may; it counts as an invitation at the threshold and opens no door.

    :raises PermissionDenied: for whoever is not a member.
    :raises ValidationError: when too many links of theirs are open.
    """
    member = Member.objects.select_for_update().filter(account=actor, standing=Standing.ENTERED).first()
    if member is None:
        raise PermissionDenied(_("You are not a member."))
    if open_invitations().filter(created_by=actor, from_member=True).count() >= MOST_LINKS_OF_A_MEMBER:
        raise ValidationError(_("Five of your links are open. Close one, or wait until one is taken up."))
    token = new_token()
    invitation = Invitation.objects.create(
        digest=digest_of(token),
        note=note[:120],
        created_by=actor,
        from_member=True,
        expires_at=timezone.now() + timedelta(days=MEMBER_LINK_DAYS),
    )
    record(actor=actor, verb="members.invite_as_member", target=invitation, concerns=[member])
    return invitation, token


@transaction.atomic
def revoke_invitation(*, actor: Account, invitation: Invitation) -> None:
    """Close a link at once: a steward any, a member their own."""
    if not (invitation.from_member and invitation.created_by_id == actor.pk):
        require(actor, Permission.INVITE)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record(
        actor=actor,
        verb="members.revoke_invitation",
        target=invitation,
        concerns=[invitation.member] if invitation.member else (),
    )


@transaction.atomic
def create_personal_links(*, actor: Account) -> list[tuple[Member, str]]:
    """A fresh personal link for everyone who is invited and has not come in. Links made before stay good."""
    require(actor, Permission.INVITE)
    members = list(Member.objects.filter(standing=Standing.INVITED))
    tokens = personal_tokens(members, actor=actor)
    record(actor=actor, verb="members.make_links", concerns=members, details={"count": len(members)})
    return list(zip(members, tokens, strict=True))


def personal_tokens(members: Iterable[Member], *, actor: Account) -> list[str]:
    """Write one personal invitation for each member and return their tokens; for actions, which check and record."""
    expires_at = timezone.now() + timedelta(days=PERSONAL_LINK_DAYS)
    tokens = []
    invitations = []
    for member in members:
        tokens.append(new_token())
        invitations.append(
            Invitation(digest=digest_of(tokens[-1]), member=member, created_by=actor, expires_at=expires_at)
        )
    Invitation.objects.bulk_create(invitations, batch_size=500)
    return tokens


@transaction.atomic
def create_first_steward_link() -> str | None:
    """The path by which the first steward comes in, or None when there is a steward already.

    Meant for the console of the machine, which is why nobody's permission is asked. A new link closes the one before.
    """
    if RoleGrant.objects.filter(role=Role.STEWARD, member__standing=Standing.ENTERED).exists():
        return None
    token = new_token()
    Invitation.objects.filter(created_by=None, role=Role.STEWARD).delete()
    invitation = Invitation.objects.create(
        digest=digest_of(token), role=Role.STEWARD, expires_at=timezone.now() + timedelta(days=FIRST_LINK_DAYS)
    )
    record(actor=None, verb="members.invite_first_steward", target=invitation)
    return path_of(token)
