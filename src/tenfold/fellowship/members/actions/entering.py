"""Coming in, leaving, taking one's data along, being forgotten: each by the person's own act."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import anonymise, record

from ..export import zip_of
from ..models import Account, Invitation, Member, RoleGrant, Standing, Wish
from ..queries import member_of, open_invitations
from ..signals import left


@transaction.atomic
def enter(*, actor: Account, name: str, invitation: Invitation | None = None) -> Member:
    """Become a member: by an invitation, or by coming back after having left.

    :raises PermissionDenied: without an invitation, for somebody who never was a member.
    :raises ValidationError: without a name, or when the invitation has been used up in the meantime.
    """
    name = " ".join(name.split())
    if not name or len(name) > 120:
        raise ValidationError({"name": _("Write the name by which others may call you, in up to 120 letters.")})
    member = member_of(account=actor)
    if member is not None and member.standing == Standing.ENTERED:
        raise ValidationError(_("You are a member already."))
    if member is None and invitation is None:
        raise PermissionDenied(_("One comes in by an invitation."))
    returning = member is not None
    if invitation is not None and not (returning and invitation.member_id):
        _use(invitation)
    if member is None:
        member = _seat_for(actor, invitation)
    member.name = name
    member.standing = Standing.ENTERED
    member.entered_at = timezone.now()
    member.save()
    record(actor=actor, verb="members.return" if returning else "members.enter", target=member, concerns=[member])
    if invitation is not None and invitation.role:
        RoleGrant.objects.get_or_create(
            member=member, role=invitation.role, defaults={"granted_by": invitation.created_by}
        )
        record(actor=invitation.created_by, verb=f"members.grant_{invitation.role}", target=member, concerns=[member])
    return member


def _use(invitation: Invitation) -> None:
    """Take one use, so that two people who come at the same moment cannot both take the last one."""
    if not open_invitations().filter(pk=invitation.pk).update(uses_left=F("uses_left") - 1):
        raise ValidationError(_("This invitation has been taken up or has ended in the meantime. Ask for a new one."))


def _seat_for(actor: Account, invitation: Invitation | None) -> Member:
    """The imported person that a personal invitation is for, or a new one."""
    if invitation is None or invitation.member_id is None:
        return Member(account=actor)
    member = Member.objects.select_for_update().get(pk=invitation.member_id)
    if member.account_id is not None:
        raise ValidationError(_("Somebody has come in by this invitation already. If it was not you, tell a steward."))
    member.account = actor
    member.email = ""  # from now on letters go to the address of the account
    return member


@transaction.atomic
def leave(*, actor: Account) -> None:
    """Leave the fellowship, at once and from every circle. The way back stays open."""
    member = _entered(actor)
    left.send(sender=Member, member=member, actor=actor)
    member.standing = Standing.LEFT
    member.save(update_fields=["standing"])
    member.roles.all().delete()
    record(actor=actor, verb="members.leave", target=member, concerns=[member])


@transaction.atomic
def export(*, actor: Account) -> bytes:
    """Everything that is kept about the person behind ``actor``, as a zip file; also after they left."""
    member = member_of(account=actor)
    if member is None:
        raise PermissionDenied(_("Nothing is kept about you but the address by which you sign in."))
    record(actor=actor, verb="members.export", target=member, concerns=[member])
    return zip_of(member)


@transaction.atomic
def erase(*, actor: Account) -> None:
    """Forget the person behind ``actor``: profile, account, passkeys, sessions; the record keeps no trace of who."""
    member = member_of(account=actor)
    if member is not None:
        if member.standing == Standing.ENTERED:
            left.send(sender=Member, member=member, actor=actor)
        anonymise(member=member)
        names = [text for text in (member.external_id, member.email, actor.email, member.name, member.key) if text]
        Wish.objects.filter(_written_as(names)).delete()
        member.delete()
    anonymise(account=actor)
    _end_sessions(actor)
    actor.delete()
    record(actor=None, verb="members.erase")


def _written_as(names: list[str]) -> Q:
    """Wishes of others that name the person."""
    condition = Q(written__iexact=names[0])
    for name in names[1:]:
        condition |= Q(written__iexact=name)
    return condition


def _end_sessions(account: Account) -> None:
    """Sessions remember the address of a sign-in, so they have to go too; they can only be read one by one."""
    ended = [
        session.pk
        for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator()
        if session.get_decoded().get("_auth_user_id") == str(account.pk)
    ]
    Session.objects.filter(pk__in=ended).delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def _entered(actor: Account) -> Member:
    member = member_of(account=actor)
    if member is None or member.standing != Standing.ENTERED:
        raise PermissionDenied(_("You are not a member."))
    return member
