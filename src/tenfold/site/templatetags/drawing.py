"""The small drawings that templates ask for by themselves, and initials."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tenfold.site.drawing import Light, Point
from tenfold.site.drawing import mark as drawn_mark
from tenfold.site.drawing import ring as drawn_ring

register = template.Library()


@register.simple_tag
def mark() -> SafeString:
    """The sign of the house, as decoration beside its name."""
    return drawn_mark()


@register.simple_tag
def draw_empty() -> SafeString:
    """Ten open seats: what an empty page shows."""
    return drawn_ring([Point(_("an open seat"), light=Light.OPEN)] * 10, label="")


@register.simple_tag
def draw_welcome() -> SafeString:
    """Nine people and a lit point: what a ten is, before any word."""
    others = [Point(_("a person"), delegate=place == 0) for place in range(9)]
    seats = [*others[:2], Point(_("you"), light=Light.MINE), *others[2:]]
    return drawn_ring(seats, label=_("A ten: ten points of light on a ring, one of them lit"))


@register.filter
def initials(name: object) -> str:
    """The first letters of the first and the last word of a name.

    >>> initials("Miriam ben David"), initials("דנה"), initials(" ")
    ('MD', 'ד', '')
    """
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in words[:1] + words[1:][-1:])
