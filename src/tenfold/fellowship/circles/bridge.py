"""Members as people on paper and arrays for the engine, and its plan as rows."""

from __future__ import annotations

from collections.abc import Callable

from .models import Formation
from .proposal import Proposal


def propose(formation: Formation, *, progress: Callable[[float, str], bool]) -> Proposal:
    raise NotImplementedError
