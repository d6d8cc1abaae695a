"""Desires and what may be told of them, in templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tenfold.people.apart import apart

from ..models import Desire, Figure
from ..queries.ground import Ground
from ..queries.reading import Range, Said, author_of, said_in, told_of_desire
from ..views import words
from ..words import stamp as stamp_of

register = template.Library()
POINTS = 10
RADIUS = 5.5


@register.filter
def in_my_language(desire: Desire) -> Said:
    """The words of a desire in the reader's language, where somebody gave them."""
    return said_in(desire, get_language() or "en")


@register.filter
def by_whom(desire: Desire) -> str:
    return author_of(desire)


@register.filter
def told(desire: Desire) -> Any:
    return told_of_desire(desire)


@register.filter
def stamp(desire: Desire) -> str:
    return stamp_of(desire)


@register.filter
def counted(count: Range) -> str:
    return words.count_words(count)


@register.filter
def where(desire: Desire) -> str:
    return words.where_name(desire.circle)


@register.filter
def reasons(ground: Ground) -> list[str]:
    return words.reasons(ground)


@register.filter
def share_words(figure: Figure) -> str:
    return words.of_ten(figure.low, figure.high)


@register.simple_tag
def ten_points(low: float, high: float) -> SafeString:
    """Ten points: those surely lit, those that may be, and the rest; the words beside it say the same."""
    sure, may = round(low * POINTS), round(high * POINTS)
    points = [
        format_html(
            '<circle cx="{}" cy="6" r="4.2" class="{}"/>',
            6 + 12 * i,
            "on" if i < sure else "may" if i < may else "off",
        )
        for i in range(POINTS)
    ]
    drawn = mark_safe("".join(points))  # noqa: S308 - made by format_html above
    return format_html(
        '<svg class="ten-points" viewBox="0 0 120 12" aria-hidden="true" focusable="false">{}</svg>', drawn
    )


@register.inclusion_tag("desires/map_drawing.html")
def draw_map(found: Mapping[str, Any], numbers: Mapping[int, int]) -> dict[str, Any]:
    """The landscape as a picture; the page says the same in a table. A number that hid another has moved, on a line."""
    here = [(92 * x, -92 * y, numbers[int(key)]) for key, x, y in found.get("desires", []) if int(key) in numbers]
    shown = apart(np.array([place[:2] for place in here]), 2 * RADIUS + 0.6, (-100.0, -100.0), (100.0, 100.0)).tolist()
    return {
        "people": [(100 * x, -100 * y, 2 + 1.5 * min(many, 60) ** 0.5) for x, y, many in found.get("people", [])],
        "camps": [(100 * x, -100 * y, 18 + 40 * share) for x, y, share in found.get("camps", [])],
        "desires": [(*at, x, y, number) for at, (x, y, number) in zip(shown, here, strict=True)],
        "radius": RADIUS,
        "label": _("A map of desires; the table below says the same."),
    }


@register.filter
def alike_in_words(alike: tuple[float, float] | None) -> str:
    """How often two people would answer alike, in times of ten."""
    return words.alike_words(alike)


@register.filter
def people_of_ten(share: float) -> int:
    """A share as people of ten."""
    return round(share * POINTS)
