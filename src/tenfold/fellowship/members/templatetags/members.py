"""Codes in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format

from tenfold.engine.hours import DAY, QUARTER, Stretch, clock_text, zone_info

from .. import choices

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    return choices.language_name(code)


@register.filter
def country_name(code: str) -> str:
    return choices.country_name(code)


@register.filter
def zone_name(zone: str) -> str:
    return choices.zone_name(zone)


@register.filter
def time_there(zone: str) -> str:
    """The time it is now on the clocks of a zone."""
    return date_format(timezone.now().astimezone(zone_info(zone)), "H:i")


@register.filter
def hours_in_words(stretches: Iterable[Stretch]) -> str:
    """Weekly hours with the days named in the reader's language."""
    return "; ".join(f"{WEEKDAYS_ABBR[one.start // DAY]} {_clock(one.start)}–{_clock(one.end)}" for one in stretches)


def _clock(slot: int) -> str:
    return clock_text(slot % DAY * QUARTER)
