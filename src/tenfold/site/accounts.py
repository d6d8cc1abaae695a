"""How accounts are made and what they may open: the seam to django-allauth.

Somebody comes in by a code sent to their address, or by a passkey. There are no passwords. A passkey is another door,
not a second lock: who has lost it comes in by a code.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.members.export import Row
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.queries import fellowship, open_invitation
from tenfold.fellowship.threshold.queries.entry import gate

FRESH = 15 * 60
"""Seconds after a sign-in in which passkeys may be added and taken away without another proof."""

SECOND_LOCK = "allauth.mfa.stages.AuthenticateStage"


class AccountAdapter(DefaultAccountAdapter):
    """A person comes in by an invitation, which their session holds, or asks to enter where that is open."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("Letters go to this address. Choose another one for that first."),
        "duplicate_email": _("You have this address already."),
        "email_taken": _("This address cannot be added."),
        "incorrect_code": _("This is not the code of the letter. Look again, or ask for a new one."),
        "invalid_login": _("Write your e-mail address, such as name@example.org."),
        "rate_limited": _("That was a lot at once. Please wait a few minutes."),
        "too_many_login_attempts": _("That was a lot at once. Please wait a few minutes and ask for a new code."),
        "unverified_primary_email": _("First confirm the address by the code sent to it."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return gate().asking or open_invitation(request.session.get("invitation")) is not None

    def get_login_stages(self) -> list[str]:
        return [stage for stage in super().get_login_stages() if stage != SECOND_LOCK]

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, *, email: str | None, **more: Any
    ) -> HttpResponse | None:
        """A code that came back proves the address, also of an account that was not made at this entrance."""
        proven = [record.get("email") for record in get_authentication_records(request, user)]
        if email and email in proven and not EmailAddress.objects.filter(user_id=user.pk).exists():
            EmailAddress.objects.create(user_id=user.pk, email=email, verified=True, primary=True)
        response: HttpResponse | None = super().pre_login(request, user, email=email, **more)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if open_invitation(request.session.get("invitation")) is not None:
            return reverse("enter")
        return str(super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("enter")

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:  # noqa: ARG002
        """Whether to ask for a passkey again; just having come in, by whatever door, is proof enough."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - max(record["at"] for record in records) > FRESH


class PasskeyAdapter(DefaultMFAAdapter):
    """Passkeys bear the fellowship's name and, at first, plain names of their own."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The passkey was not accepted. Try again, or come in by a code."),
        "unverified_email": _("First confirm your e-mail address; then you can add a passkey."),
    }

    def is_mfa_enabled(self, user: AbstractBaseUser, types: list[Authenticator.Type] | None = None) -> bool:
        """Whether the account has keys of these types; asked without types, whether there is a second lock: never."""
        return types is not None and bool(super().is_mfa_enabled(user, types))

    def _get_site_name(self) -> str:
        return fellowship().name

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


def forget_unconfirmed(now: datetime) -> None:
    """The keeper: accounts whose address was never confirmed and that nobody ever came in by, after two days."""
    unproven = EmailAddress.objects.filter(user_id=OuterRef("pk"), verified=False)
    proven = EmailAddress.objects.filter(user_id=OuterRef("pk"), verified=True)
    old = Account.objects.filter(created_at__lt=now - timedelta(days=2), last_login=None, member=None)
    old.filter(Exists(unproven), ~Exists(proven)).delete()


def closed(request: HttpRequest, rest: str = "") -> NoReturn:  # noqa: ARG001
    """Addresses of allauth that have to do with passwords and second locks, of which there are none here."""
    raise Http404


def addresses(member: Member) -> Iterator[Row]:
    """For the export: every address by which the person comes in."""
    for address in EmailAddress.objects.filter(user_id=member.account_id):
        yield {"email": address.email, "confirmed": address.verified, "letters_go_here": address.primary}


def passkeys(member: Member) -> Iterator[Row]:
    """For the export: names and dates of passkeys; their public keys mean something to this machine only."""
    for key in Authenticator.objects.filter(user_id=member.account_id, type=Authenticator.Type.WEBAUTHN):
        yield {"name": key.wrap().name, "created_at": key.created_at, "last_used_at": key.last_used_at}


def organisations(member: Member) -> Iterator[Row]:
    """For the export: accounts of organisations that the person comes in with."""
    for linked in SocialAccount.objects.filter(user_id=member.account_id):
        yield {"provider": linked.provider, "uid": linked.uid, "last_login": linked.last_login}
