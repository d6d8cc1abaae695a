"""Coming in, leaving, taking one's data along, being forgotten: each by the person's own act."""

from __future__ import annotations

from typing import cast

from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.actions import anonymise, hand_over, record

from ..export import zip_of
from ..models import Account, Invitation, Member, RoleGrant, Standing, Wish
from ..profile import profile_of, store
from ..queries import member_of, open_invitations
from ..signals import entering, left
from .api_tokens import end_api_tokens


@transaction.atomic
def enter(*, actor: Account, name: str, invitation: Invitation | None = None) -> Member:
    """Become a member: by an invitation, or by coming back after having left.

    Whether an invitation is enough is for the rules of entry to say, which ``threshold`` asks before it calls this.

    :raises PermissionDenied: without an invitation, for somebody who never was a member.
    :raises ValidationError: without a name, or when the invitation has been used up in the meantime.
    """
    name = checked_name(name)
    member = member_of(account=actor)
    if member is not None and member.standing == Standing.ENTERED:
        raise ValidationError(_("You are a member already."))
    returning = member is not None and member.standing == Standing.LEFT
    if invitation is None and not returning:
        raise PermissionDenied(_("One comes in by an invitation."))
    if invitation is not None and not (returning and invitation.member_id):
        use_invitation(invitation)
    if member is None:
        member = _seat_for(actor, invitation)
    elif not returning and invitation is not None and invitation.member_id:
        member = _joined(member, invitation)
    member.name = name
    _let_in(member)
    record(actor=actor, verb="members.return" if returning else "members.enter", target=member, concerns=[member])
    if invitation is not None and invitation.role:
        RoleGrant.objects.get_or_create(
            member=member, role=invitation.role, defaults={"granted_by": invitation.created_by}
        )
        record(actor=invitation.created_by, verb=f"members.grant_{invitation.role}", target=member, concerns=[member])
    return member


@transaction.atomic
def knock(*, actor: Account, name: str) -> Member:
    """Stand at the threshold: known by a name, not yet a member, unseen by all but the stewards.

    :raises ValidationError: without a name, or for somebody who is known here already.
    """
    if member_of(account=actor) is not None:
        raise ValidationError(_("You are known here already."))
    member = Member.objects.create(account=actor, name=checked_name(name), standing=Standing.APPLYING)
    record(actor=actor, verb="members.knock", target=member, concerns=[member])
    return member


def admit(*, member: Member) -> None:
    """Make a member of somebody who asked to enter, whose row is locked; for ``threshold``, which checks the rules."""
    _let_in(member)
    record(actor=member.account, verb="members.enter", target=member, concerns=[member])


@transaction.atomic
def turn_back(*, actor: Account) -> None:
    """Go away from the threshold: everything that was said there is erased. The account stays.

    :raises PermissionDenied: for whoever does not stand there.
    """
    member = Member.objects.select_for_update().filter(account=actor, standing=Standing.APPLYING).first()
    if member is None:
        raise PermissionDenied(_("You have not asked to enter."))
    anonymise(member=member)
    member.delete()
    record(actor=actor, verb="members.turn_back")


def checked_name(name: str) -> str:
    """A name without needless spaces.

    :raises ValidationError: when there is none, or it is too long.
    """
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 120:
        raise ValidationError({"name": _("Write the name by which others may call you, in up to 120 letters.")})
    return tidy


def _let_in(member: Member) -> None:
    entering.send(sender=Member, member=member)
    member.standing = Standing.ENTERED
    member.entered_at = member.waits_since = timezone.now()
    member.not_before = None
    member.save()


def _joined(applicant: Member, invitation: Invitation) -> Member:
    """Who asked to enter and then got a personal link is one person: what they said of themselves goes on."""
    account = applicant.account
    said = profile_of(applicant)
    Member.objects.filter(pk=applicant.pk).update(account=None)
    member = _seat_for(cast("Account", account), invitation)
    member.save()
    if said.languages:
        store(member, said)
    hand_over(of=applicant, to=member)
    applicant.delete()
    return member


def use_invitation(invitation: Invitation) -> None:
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
    member.waits_since = member.not_before = None
    member.save(update_fields=["standing", "waits_since", "not_before"])
    member.roles.all().delete()
    end_api_tokens(account=actor)
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
