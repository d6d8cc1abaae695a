"""A folder for a plan: written whole or not at all, and never over what somebody else put there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

TENS, REPORT, CALENDARS = "tens.csv", "report.html", "calendars"
CONVERSATION = "conversation.json"

_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")


class OccupiedError(OSError):
    """The folder holds something that is not a former plan; nothing was written."""


def check_free(directory: Path) -> None:
    """Whether a plan may be written here: into no folder yet, an empty one, or one that holds a former plan only.

    :raises OccupiedError: if not.
    """
    if not directory.exists():
        return
    names = {path.name for path in directory.iterdir()} if directory.is_dir() else {directory.name}
    names -= set(_BY_SYSTEMS)
    united = {CONVERSATION, REPORT, "statements.csv", "people.csv", "polis-math.json"}
    tables = {f"{name}.{kind}" for name in ("seats", "circles") for kind in ("parquet", "arrow", "csv")}
    former = TENS in names and names <= {TENS, REPORT, CALENDARS}
    former |= CONVERSATION in names and names <= united
    if names and not former and not names <= tables:
        raise OccupiedError(str(directory))


def replace_folder(directory: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a new folder, then put it in the place of the old one.

    :raises OccupiedError: if the folder holds anything else than a former plan.
    :raises OSError: if it cannot be written.
    """
    check_free(directory)
    directory = directory.resolve()
    directory.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        write(fresh)
        fresh.chmod(0o755)
        old = fresh.with_name(f"{fresh.name}-old")
        if directory.exists():
            directory.rename(old)
        fresh.rename(directory)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
