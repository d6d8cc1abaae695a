"""Showing how far a long computation is, and ending it with the best so far when Ctrl-C was pressed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

STOPPED = 3
"""Exit code of a command that was stopped before it had anything to write."""


@dataclass(slots=True)
class Watch:
    """Shows how far a formation is, and tells it to stop when Ctrl-C was pressed."""

    bar: Progress
    task: TaskID
    stopped: bool = False

    def __call__(self, share: float, stage: str) -> bool:
        from tenfold.people.words import STAGES

        self.bar.update(self.task, completed=share, description=str(STAGES.get(stage, stage)))
        return self.stopped

    def stop(self, *_signal: object) -> None:
        """The first Ctrl-C ends the search with the best plan so far, the second ends everything."""
        if self.stopped:
            raise KeyboardInterrupt
        self.stopped = True
        self.bar.console.print(_("Stopping with the best plan so far; press Ctrl-C again to stop without a plan."))


@contextmanager
def watched(console: Console) -> Iterator[Watch]:
    """A progress bar, and Ctrl-C that first stops the search and only then the command."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        watch = Watch(bar, bar.add_task("", total=1.0))
        before = signal.signal(signal.SIGINT, watch.stop)
        try:
            yield watch
        except KeyboardInterrupt:
            console.print(_("Stopped. Nothing was written."))
            raise SystemExit(STOPPED) from None
        finally:
            signal.signal(signal.SIGINT, before)
