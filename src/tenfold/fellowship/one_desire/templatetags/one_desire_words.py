"""Words for rounds in templates."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tenfold.engine.hours import zone_info

from ..models import Wording
from ..queries.texts import Text

register = template.Library()


@register.filter
def in_my_language(text: Text) -> Wording | None:
    """A one desire in the reader's language, where it is written in another one and somebody said it in theirs."""
    code = (get_language() or "en").partition("-")[0]
    if code == text.composition.language:
        return None
    return next((one for one in text.composition.wordings.all() if one.language == code), None)


@register.filter
def on_day_of(moment: datetime, zone: str) -> str:
    """Day and time of a moment on the clock of a zone: “3 May 2026, 09:00”."""
    there = moment.astimezone(zone_info(zone))
    return _("%(day)s, %(time)s") % {"day": date_format(there, "DATE_FORMAT"), "time": date_format(there, "H:i")}


@register.filter
def storey_name(level: int) -> str:
    """What the circles of a level are called together; 0 is the whole."""
    names = (_("The whole"), _("Tens"), _("Hundreds"), _("Thousands"), _("Ten thousands"), _("Hundred thousands"))
    return names[level] if level < len(names) else _("Circles of level %(level)s") % {"level": level}
