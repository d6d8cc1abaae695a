"""How long a search may go on, and who hears of it: the one place of these packages that looks at a clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Progress = Callable[[float, str], bool | None]
"""Called with the share of the effort spent (0..1) and a word for the stage; True asks to stop with the best so far."""

Clock = Callable[[], float]
"""What a time limit is measured by, in seconds. On a machine that others use too, processor time can be fairer."""

Stopped = Literal["time", "work", "asked", "interrupted"]
"""Why a search ended: its time or work limit, the progress callback, or an interrupt from the keyboard."""


@dataclass
class Effort:
    """A time limit (seconds), a work limit (visits), or both: whichever is spent first ends the search."""

    time_limit: float | None
    work_limit: int | None
    progress: Progress | None = None
    clock: Clock = time.monotonic
    work: int = 0
    stopped: Stopped | None = None
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()
        if self.time_limit is not None and not self.time_limit > 0:
            raise ValueError("The time limit is a positive number of seconds.")
        if self.work_limit is not None and self.work_limit < 1:
            raise ValueError("The work limit is a positive number of visits.")

    def share(self) -> float:
        """The part of the effort that is spent, 0 to 1."""
        parts = [0.0]
        if self.work_limit is not None:
            parts.append(self.work / self.work_limit)
        if self.time_limit is not None:
            parts.append((self.clock() - self._began) / self.time_limit)
        return min(max(parts), 1.0)

    def goes_on(self, stage: str) -> bool:
        """Report the progress; False once the search has to end, with ``stopped`` set."""
        if self.stopped is not None:
            return False
        share = self.share()
        if share >= 1.0:
            spent = self.work_limit is not None and self.work >= self.work_limit
            self.stopped = "work" if spent else "time"
        if self.progress is not None and self.progress(share, stage):
            self.stopped = self.stopped or "asked"
        return self.stopped is None
