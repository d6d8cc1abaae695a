"""Addresses of allauth: the entrance, one's doors, and what is shut because there are no passwords."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator

from tests.cast import Cast
from tests.site.access import Row, entrance, everyone, signed_in

CLOSED = everyone(404)


def no_such_key(cast: Cast) -> dict[str, Any]:
    """The passkey of somebody else is as unknown as one that does not exist."""
    key = Authenticator.objects.create(
        user=cast.ruth.account, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": {}}
    )
    return {"pk": key.pk}


ROWS: dict[str, Row] = {
    "account_login": Row({**entrance().answers, "invited": "enter"}),
    "account_signup": Row({**entrance().answers, "invited": "enter"}),
    "account_logout": Row({**signed_in().answers, "anonymous": "front"}),
    "account_inactive": everyone(200),
    "account_email": signed_in(),
    "account_email_verification_sent": entrance("account_login", signed_in="account_email"),
    "account_confirm_login_code": Row({**entrance("code_request").answers, "invited": "enter"}),
    "code_request": everyone("account_login"),
    "account_request_login_code": everyone("account_login"),
    # What has to do with passwords
    "password_closed": everyone(404, where=lambda cast: {"rest": "reset/"}),
    "password_proof_closed": CLOSED,
    "account_change_password": CLOSED,
    "account_set_password": CLOSED,
    "account_reset_password": CLOSED,
    "account_reset_password_done": CLOSED,
    "account_reset_password_from_key": everyone(404, where=lambda cast: {"uidb36": "1", "key": "x"}),
    "account_reset_password_from_key_done": CLOSED,
    "account_reauthenticate": CLOSED,
    # Passkeys
    "mfa_list_webauthn": signed_in(),
    "mfa_add_webauthn": signed_in(),
    "mfa_edit_webauthn": signed_in(404, where=no_such_key),
    "mfa_remove_webauthn": signed_in(404, where=no_such_key),
    "mfa_login_webauthn": Row({**entrance("account_login").answers, "invited": "enter"}),
    "mfa_reauthenticate_webauthn": signed_in(403),
    "mfa_index": everyone("mfa_list_webauthn"),
    "second_lock_list": everyone("mfa_list_webauthn"),
    "mfa_authenticate": CLOSED,
    "mfa_reauthenticate": CLOSED,
    "second_lock_closed": CLOSED,
    "second_lock_proof_closed": CLOSED,
    # Organisations (OpenID Connect)
    "socialaccount_login_cancelled": everyone(200),
    "socialaccount_login_error": everyone(401),
    "socialaccount_signup": everyone("account_login"),
    "socialaccount_connections": signed_in(),
    "openid_connect_login": everyone(404, where=lambda cast: {"provider_id": "none"}),
    "openid_connect_callback": everyone(404, where=lambda cast: {"provider_id": "none"}),
    # Addresses of former times that allauth still knows
    "account/social/connections/": everyone("socialaccount_connections"),
    "account/social/login/cancelled/": everyone("socialaccount_login_cancelled"),
    "account/social/login/error/": everyone("socialaccount_login_error"),
    "account/social/signup/": everyone("socialaccount_signup"),
}
