"""Small things said about a desire."""

from __future__ import annotations

from hashlib import blake2s

from .models import Desire


def stamp(desire: Desire) -> str:
    """A short sign of a desire's present words, sent along with an answer to them."""
    return blake2s(f"{desire.language}:{desire.text}".encode(), digest_size=6).hexdigest()
