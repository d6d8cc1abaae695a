"""A text that only its readers can read: encrypted in the database, so that a stolen copy or backup says nothing.

Fernet (AES-128-CBC with HMAC-SHA256, https://github.com/fernet/spec) with a key derived from the installation's secret
key by HKDF (RFC 5869). After a change of the secret key the former ones are read from ``SECRET_KEY_FALLBACKS``.
"""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _


def lock() -> MultiFernet:
    """What encrypts with the present secret key, and reads with the former ones as well."""
    return _lock((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _lock(secrets: tuple[str, ...]) -> MultiFernet:
    def key(secret: str) -> bytes:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tenfold.practice.heart").derive(secret.encode())
        return base64.urlsafe_b64encode(derived)

    return MultiFernet([Fernet(key(secret)) for secret in secrets])


class HeartField(models.TextField[str, str]):
    """A text field whose column holds only what :func:`lock` made of it."""

    def get_prep_value(self, value: Any) -> Any:
        return lock().encrypt(str(value).encode()).decode("ascii") if value is not None else None

    def from_db_value(self, value: str | None, *_more: object) -> str | None:
        if value is None:
            return None
        try:
            return lock().decrypt(value.encode("ascii")).decode()
        except InvalidToken:  # the secret key was changed and the former one is not known
            return _("This text cannot be read: the key it was locked with is not here.")
