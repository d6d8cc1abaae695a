"""How often something may be tried before it rests for an hour."""

from __future__ import annotations

from django.core.cache import cache

HOUR = 60 * 60


def too_often(what: str, who: str, *, most: int) -> bool:
    """Count one more try of ``who``; whether it was one too many within the hour that began with the first."""
    key = f"threshold:{what}:{who}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:  # the hour ended between the two lines
        return False
