"""What a circle is called."""

from __future__ import annotations

from django.utils.translation import gettext as _


def circle_name(level: int, number: int, name: str = "") -> str:
    """A circle as the reader calls it: its own name, or its level and number."""
    if name:
        return name
    if level == 1:
        return _("Ten %(number)s") % {"number": number}
    if level == 2:
        return _("Hundred %(number)s") % {"number": number}
    if level == 3:
        return _("Thousand %(number)s") % {"number": number}
    return _("Circle %(number)s of level %(level)s") % {"number": number, "level": level}
