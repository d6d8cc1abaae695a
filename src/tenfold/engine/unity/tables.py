"""Expected answers of a panel of people to all desires at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .posterior import Posterior, diagonal, squash

F64 = NDArray[np.float64]

PANEL = 1500
"""So many people stand for all where a figure is a mean over people; with fewer, everyone is taken."""


def panel(along: F64) -> NDArray[np.int64]:
    """int64 (<= PANEL,): people at equal steps along ``along`` float64 (n,), so that every part is in proportion."""
    order = np.argsort(along, kind="stable")
    if len(order) <= PANEL:
        return order
    return order[np.linspace(0, len(order) - 1, PANEL).round().astype(np.int64)]


def expected(posterior: Posterior, people: NDArray[np.int64]) -> tuple[F64, F64]:
    """float64 (p, m) twice: chance that each person agrees if they answer yes or no, and that they pass."""
    means = posterior.people[people]
    seconds = 2.0 * posterior.desires_second
    seconds[:, diagonal(posterior.size)] *= 0.5
    mean = means @ posterior.desires.T
    variance = np.maximum(posterior.people_second[people] @ seconds.T - mean**2, 0.0)
    chance = squash(np.stack([mean, variance], axis=-1))
    m = posterior.m
    return chance[:, :m], chance[:, m:] if posterior.settings.pass_trust > 0 else np.zeros((len(people), m))
