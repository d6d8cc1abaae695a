"""Secrets of invitation links: shown once, kept as digests."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A secret of 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a link's secret. It is random and long, so that a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
