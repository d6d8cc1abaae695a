"""Several people act in the same moment: threads that begin together, on a database that all of them can open."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from tenfold.fellowship.refusals import Refused


@contextmanager
def a_database_for_several(folder: Path) -> Iterator[None]:
    """PostgreSQL as it is; SQLite as a file, where the tests' own lives in the memory of one connection."""
    if connection.vendor != "sqlite":
        yield
        return
    settings = connections.settings["default"]
    kept = settings["NAME"]
    connections["default"].close()
    former = connections["default"]
    template = folder.parent / "migrated.sqlite3"
    del connections["default"]
    try:
        if not template.exists():
            _migrate(settings, template)
        settings["NAME"] = str(shutil.copy(template, folder / "several.sqlite3"))
        yield
        connections["default"].close()
    finally:
        settings["NAME"] = kept
        connections["default"] = former


def _migrate(settings: dict[str, Any], path: Path) -> None:
    """An empty fellowship in a file, made once for all tests of a run and copied for each."""
    settings["NAME"] = str(path)
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    del connections["default"]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts in threads that begin together; gives what each returned, or the refusal it met.

    Anything else that goes wrong in a thread, a deadlock say, is raised here.
    """
    together = threading.Barrier(len(acts))
    found: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        together.wait(timeout=10)
        try:
            found[place] = act()
        except Refused as refusal:
            found[place] = refusal
        except Exception as error:  # noqa: BLE001 - raised again below, in the test's own thread
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for answer in found:
        if isinstance(answer, Exception) and not isinstance(answer, Refused):
            raise answer
    return found
