"""The steps of ``tenfold form`` before anything is computed: is there room for the plan, and what does the list say?"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click
from django.utils.translation import gettext as _
from rich.console import Console

from tenfold.cli.findings import print_findings
from tenfold.people.folder import OccupiedError, check_free
from tenfold.people.mistakes import SheetError
from tenfold.people.sheet import Sheet, read_people


class Complaint(click.ClickException):
    """Something the person at the shell has to mend; nothing was written."""

    exit_code = 2


def check_output(folder: Path) -> None:
    """Complain where a plan or a report would bury other files, or has no place, before any work is done."""
    if file := next((path for path in (folder, *folder.parents) if path.exists() and not path.is_dir()), None):
        raise Complaint(_("“%(file)s” is a file. Name a folder.") % {"file": file})
    try:
        check_free(folder)
    except OccupiedError:
        raise Complaint(
            _("“%(folder)s” holds other files. Name a folder that is new, empty or holds a former result.")
            % {"folder": folder}
        ) from None
    except OSError as error:
        raise Complaint(f"{folder}: {error.strerror}") from None
    near = next((path for path in (folder, *folder.parents) if path.is_dir()), Path())
    if not os.access(near, os.W_OK | os.X_OK):
        raise Complaint(_("“%(folder)s” may not be written to. Name another folder.") % {"folder": near})


def read_sheet(path: Path, *, on: date, console: Console) -> Sheet:
    """Read the spreadsheet and print what was found in it."""
    try:
        sheet = read_people(path, on=on)
    except SheetError as error:
        raise Complaint(f"{path}: {error}") from None
    except OSError as error:
        raise Complaint(f"{path}: {error.strerror}") from None
    print_findings(console, sheet)
    if not sheet.people:
        raise Complaint(_("%(path)s: there is nobody in this list who can count.") % {"path": path})
    return sheet
