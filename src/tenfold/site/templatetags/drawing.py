"""The little drawings that templates ask for by themselves, and initials."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tenfold.site.drawing import Light, Point
from tenfold.site.drawing import mark as draw_mark
from tenfold.site.drawing import ring as draw_ring

register = template.Library()


@register.simple_tag
def mark() -> SafeString:
    """The sign of the house, as decoration beside its name."""
    return draw_mark()


@register.simple_tag
def empty_ring() -> SafeString:
    """Ten open seats: what an empty page shows."""
    return draw_ring([Point(_("open"), light=Light.OPEN)] * 10, label="")


@register.simple_tag
def front_ring() -> SafeString:
    """Nine people and an open seat: what a ten is, before any word."""
    people = [Point(_("a person"), delegate=place == 0) for place in range(9)]
    return draw_ring([*people[:2], Point(_("an open seat"), light=Light.MINE), *people[2:]], label=_("A ten: nine people on a ring, and one lit point"))


@register.filter
def initials(name: object) -> str:
    """The first letters of the first and the last word of a name.

    >>> initials("Miriam ben David"), initials("דנה"), initials(" ")
    ('MD', 'ד', '')
    """
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))
