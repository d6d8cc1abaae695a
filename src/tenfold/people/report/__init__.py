"""What a formation found, as files: ``tens.csv``, ``report.html`` and a calendar for every circle."""

from __future__ import annotations

from pathlib import Path

from tenfold.people.folder import CALENDARS, REPORT, TENS, OccupiedError, replace_folder
from tenfold.people.outcome import Outcome

from .calendar import circle_ics, file_name
from .page import report_html, summary, waiting
from .tens import HEADER, read_previous, tens_csv


def write_plan(directory: Path, outcome: Outcome) -> None:
    """Write a plan into a folder, in the active language, whole or not at all; a former plan there is replaced.

    :raises OccupiedError: if the folder holds anything else than a former plan.
    :raises OSError: if it cannot be written.
    """

    def write(folder: Path) -> None:
        (folder / TENS).write_text(tens_csv(outcome), "utf-8-sig", newline="")
        (folder / REPORT).write_text(report_html(outcome), "utf-8")
        calendars = folder / CALENDARS
        calendars.mkdir()
        for circle in outcome.circles:
            (calendars / file_name(circle, len(outcome.circles))).write_bytes(circle_ics(outcome, circle))

    replace_folder(directory, write)


__all__ = [
    "CALENDARS",
    "HEADER",
    "REPORT",
    "TENS",
    "OccupiedError",
    "circle_ics",
    "read_previous",
    "report_html",
    "summary",
    "tens_csv",
    "waiting",
    "write_plan",
]
