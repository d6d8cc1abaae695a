"""Tokens for programs: a member makes them, sees them, ends them. They end with the membership."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.refusals import Refused

from ..models import Account, ApiToken, Member, Standing
from ..queries import member_of
from ..tokens import digest_of, new_token

MARK = "tenfold_"
"""What every secret begins with, so that people and machines that find one know what it is."""

LONGEST_DAYS = 366
MOST_OPEN = 20


@transaction.atomic
def create_api_token(
    *, actor: Account, name: str, scope: str = ApiToken.Scope.READ, days: int = 90
) -> tuple[ApiToken, str]:
    """Make a token and return it with its secret, which is shown once and kept nowhere.

    :raises PermissionDenied: for whoever is not a member.
    :raises ValidationError: without a name, for a scope that does not exist, or for a time of no days or over a year.
    :raises Refused: when so many are open that nobody could tell them apart.
    """
    member = _me(actor)
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 80:
        raise ValidationError({"name": _("Write what it is for, in up to 80 letters.")})
    if scope not in ApiToken.Scope.values:
        raise ValidationError({"scope": _("A token may read, or read and write.")})
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError({"days": _("A token lasts from one day to a year.")})
    now = timezone.now()
    if ApiToken.objects.filter(account=actor, revoked_at=None, expires_at__gt=now).count() >= MOST_OPEN:
        raise Refused(_("You have many tokens already. End one that you no longer need."))
    secret = MARK + new_token()
    token = ApiToken.objects.create(
        account=actor,
        name=tidy,
        digest=digest_of(secret),
        scope=scope,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    details = {"name": tidy, "scope": scope, "days": days}
    record(actor=actor, verb="members.create_token", target=token, concerns=[member], details=details)
    return token, secret


@transaction.atomic
def revoke_api_token(*, actor: Account, token: ApiToken) -> None:
    """End a token at once.

    :raises PermissionDenied: if it is somebody else's.
    """
    if token.account_id != actor.pk:
        raise PermissionDenied(_("This token is not yours."))
    ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    if ended:
        member = member_of(account=actor)
        concerns = [member] if member else []
        record(actor=actor, verb="members.revoke_token", target=token, concerns=concerns, details={"name": token.name})


def end_api_tokens(*, account: Account | None) -> None:
    """End all tokens of somebody who is no member any more; for actions, which record what they do."""
    ApiToken.objects.filter(account=account, revoked_at=None).update(revoked_at=timezone.now())


def _me(actor: Account) -> Member:
    member = member_of(account=actor)
    if member is None or member.standing != Standing.ENTERED:
        raise PermissionDenied(_("You are not a member."))
    return member
