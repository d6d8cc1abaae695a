"""Everything the fellowship keeps about one person, as one zip file: JSON for programs, CSV for people.

Each room adds what it keeps: ``contribute("seats", rows_of_seats)`` in its ``AppConfig.ready``.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from .models import Member

Row: TypeAlias = Mapping[str, Any]
Contribution: TypeAlias = Callable[[Member], Iterable[Row]]

_contributions: dict[str, Contribution] = {}


def contribute(name: str, function: Contribution) -> None:
    """Let ``function(member)`` give the rows of a table ``name`` (a plain file name) to everybody's export.

    Raises ValueError when another function already gives a table of that name.
    """
    if _contributions.setdefault(name, function) is not function:
        raise ValueError(f"The export already has a table named {name}.")


def everything_about(member: Member) -> dict[str, list[Row]]:
    """All tables with the rows that concern ``member``."""
    return {name: [dict(row) for row in rows(member)] for name, rows in sorted(_contributions.items())}


def zip_of(member: Member) -> bytes:
    """The zip file: ``everything.json``, one CSV for each table that has rows, and a README in the active language."""
    tables = everything_about(member)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", render_to_string("members/export.txt", {"member": member, "tables": tables}))
        archive.writestr(
            "everything.json", json.dumps(tables, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"
        )
        for name, rows in tables.items():
            if rows:
                archive.writestr(f"{name}.csv", csv_of(rows))
    return buffer.getvalue()


def csv_of(rows: Iterable[Row]) -> bytes:
    """CSV that spreadsheets open as text: UTF-8 with a mark, and no cell that could run as a formula."""
    table = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(dict.fromkeys(key for row in table for key in row)))
    writer.writeheader()
    writer.writerows({key: harmless(value) for key, value in row.items()} for row in table)
    return text.getvalue().encode("utf-8-sig")


def harmless(value: object) -> str:
    """The value as text; what a spreadsheet would take for a formula gets an apostrophe before it.

    >>> harmless("=2+2"), harmless("-5"), harmless(None)
    ("'=2+2", "'-5", '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
