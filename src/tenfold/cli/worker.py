"""``tenfold worker``, and the child process that ``tenfold serve`` keeps beside itself to do background jobs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

import click

from tenfold.cli.environment import start_django

PAUSE_AFTER_DEATH = 2.0  # seconds; a worker that dies at once must not spin


@click.command()
@click.option("--beside", is_flag=True, hidden=True, help="End when the parent process does.")
@click.option("--keep/--no-keep", default=True, help="Also do what falls due as time passes (default), see: keep.")
def worker(beside: bool, keep: bool) -> None:
    """Do background jobs, such as formations. Several may run, on several machines, with one PostgreSQL."""
    start_django()
    if beside:
        threading.Thread(target=end_with_parent, daemon=True).start()
    from django.core.management import call_command

    if keep:
        from tenfold.fellowship.keeping.lease import keep_on

        threading.Thread(target=keep_on, daemon=True, name="keeper").start()
    call_command("db_worker", interval=0.5, startup_delay=False, reload=False, verbosity=0)


def end_with_parent() -> None:
    """Wait until the pipe from the parent closes, which it does however the parent dies, then end."""
    while os.read(0, 1024):  # not sys.stdin, whose lock would be held when this process ends before its parent
        pass
    os._exit(0)


class Worker:
    """Keep one worker alive, starting another when it dies, while the ``with`` block runs."""

    def __init__(self, *, enabled: bool = True) -> None:
        self.enabled = enabled
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.keeper = threading.Thread(target=self._keep, daemon=True, name="worker-keeper")

    def _keep(self) -> None:
        while not self.stopping.is_set():
            command = [sys.executable, "-m", "tenfold", "worker", "--beside"]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE)
            self.process.wait()
            self.stopping.wait(PAUSE_AFTER_DEATH)

    def __enter__(self) -> Self:
        if self.enabled:
            self.keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self.process.kill()
