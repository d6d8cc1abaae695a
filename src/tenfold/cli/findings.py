"""What a spreadsheet's reader found, printed for the person at the shell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.text import Text

from tenfold.people.mistakes import Mistake, Note
from tenfold.people.sheet import Sheet

_LINES_SHOWN = 8


def print_findings(console: Console, sheet: Sheet) -> None:
    """Print what was guessed, then what is wrong, by line and column."""
    for remark in sheet.remarks:
        _print(console, str(remark))
    if sheet.notes:
        _print(console, _("Understood, but worth a look:"), style="bold")
        for place, text in _gathered(sheet.notes):
            _print(console, f"  {place}: {text}")
    if sheet.mistakes:
        count = len(sheet.mistakes)
        heading = ngettext("%(count)d mistake:", "%(count)d mistakes:", count) % {"count": count}
        _print(console, heading, style="bold")
        for mistake in sheet.mistakes:
            _print(console, f"  {_place([mistake.line], mistake.column)}: {_consequence(mistake)}")


def _consequence(mistake: Mistake) -> str:
    end = _("The row is left out.") if mistake.loses_row else _("Only this is left out.")
    return f"{mistake.problem} {mistake.remedy} ({end})"


def _gathered(notes: Iterable[Note]) -> Iterable[tuple[str, str]]:
    """Equal notes once, with all their lines."""
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for note in notes:
        lines[note.column, str(note.text)].append(note.line)
    return ((_place(numbers, column), text) for (column, text), numbers in lines.items())


def _place(lines: Sequence[int], column: str) -> str:
    shown = ", ".join(map(str, lines[:_LINES_SHOWN])) + (" …" if len(lines) > _LINES_SHOWN else "")
    text = ngettext("line %(lines)s", "lines %(lines)s", len(lines)) % {"lines": shown}
    return _("%(lines)s, column “%(column)s”") % {"lines": text, "column": column} if column else text


def _print(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True)
