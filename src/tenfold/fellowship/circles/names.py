"""What a circle is called."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STOREYS = (
    gettext_lazy("Ten %(number)s"),
    gettext_lazy("Hundred %(number)s"),
    gettext_lazy("Thousand %(number)s"),
    gettext_lazy("Ten thousand, %(number)s"),
    gettext_lazy("Hundred thousand, %(number)s"),
    gettext_lazy("Million %(number)s"),
)


def circle_name(level: int, number: int, name: str = "") -> str:
    """A circle as the reader calls it: its own name, or its level and number."""
    if name:
        return name
    if level <= len(STOREYS):
        return str(STOREYS[level - 1]) % {"number": number}
    return _("Circle %(number)s of level %(level)s") % {"number": number, "level": level}
