"""The round of a season that is open now, if there is one."""

from __future__ import annotations

from ..models import SeasonRound


def open_round() -> SeasonRound | None:
    """The round in which desires are written now."""
    return SeasonRound.objects.filter(standing=SeasonRound.Standing.OPEN).first()
