"""``Authorization: Bearer …``: a program acts for the member whose token it shows, within what the token may do."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, AuthorizationError
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import SimpleRateThrottle

from .models import Account, ApiToken
from .tokens import digest_of

READING = ("GET", "HEAD", "OPTIONS")
USED_AGAIN = timedelta(minutes=1)
"""The time of last use is written this seldom, so that reading stays reading."""


class TokenAuth(HttpBearer):
    """A token that a member made under *You → Your data → Tokens for programs*.

    One that is unknown, ended or expired is refused in words, also where the browser is signed in besides.
    """

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        found = ApiToken.objects.select_related("account").filter(digest=digest_of(token.strip())).first()
        if found is None:
            raise AuthenticationError(message=_("This token is not known here. Make a new one under your data."))
        if found.revoked_at is not None:
            raise AuthenticationError(message=_("This token was ended. Make a new one under your data."))
        if not found.is_open or not found.account.is_active:
            raise AuthenticationError(message=_("This token has expired. Make a new one under your data."))
        if found.scope == ApiToken.Scope.READ and request.method not in READING:
            raise AuthorizationError(message=_("This token may read only. Make one that may write as well."))
        _remember_use(found)
        request.user = found.account
        return found


def _remember_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USED_AGAIN:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


class InPerson(SessionAuth):
    """Signed in with a browser: for what no token may do, such as leaving, or making further tokens."""

    def __call__(self, request: HttpRequest) -> Account | None:
        if request.headers.get("Authorization", "").lower().startswith("bearer "):
            raise AuthorizationError(message=_("This is done in person, signed in with a browser, not by a token."))
        found: Account | None = super().__call__(request)
        return found


class TokenThrottle(SimpleRateThrottle):
    """So many requests of one token in a time; who is signed in with a browser is not counted."""

    scope = "token"

    def get_cache_key(self, request: HttpRequest) -> str | None:
        token = getattr(request, "auth", None)
        return f"api-token:{token.pk}" if isinstance(token, ApiToken) else None


in_person = InPerson()
token_auth = TokenAuth()
