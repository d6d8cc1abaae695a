"""The motif for pages of the rooms: they hand over what they know, by these attribute names, and get a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from django import template
from django.utils.safestring import SafeString

from tenfold.site.drawing import Branch, Light, Point, nest, ring, whole
from tenfold.site.templatetags.drawing import initials

register = template.Library()


class Seat(Protocol):
    """One seat of a circle; an open one has no name."""

    @property
    def label(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def mine(self) -> bool: ...
    @property
    def delegate(self) -> bool: ...
    @property
    def href(self) -> str: ...


class Ring(Protocol):
    """A circle and what is below it."""

    @property
    def people(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def href(self) -> str: ...
    @property
    def mine(self) -> bool: ...
    @property
    def children(self) -> Sequence[Ring]: ...


@register.simple_tag
def draw_ring(seats: Iterable[Seat], label: str = "") -> SafeString:
    """A circle as the ring of its seats."""
    return ring([_point(seat) for seat in seats], label=label)


@register.simple_tag
def draw_nest(tree: Ring, label: str = "", depth: int = 3) -> SafeString:
    """A circle with the circles below it."""
    return nest(_branch(tree), label=label, depth=depth)


@register.simple_tag
def draw_whole(tree: Ring, label: str = "", most_dots: int = 1500) -> SafeString:
    """Everybody, as a sunflower's head. Without a label it is decoration, and leads nowhere."""
    return whole(_branch(tree, linked=bool(label)), label=label, most_dots=most_dots)


def _point(seat: Seat) -> Point:
    taken = Light.MINE if seat.mine else Light.PERSON
    light = taken if seat.name else Light.OPEN
    return Point(seat.label, initials(seat.name), light, seat.delegate, seat.href)


def _branch(found: Ring, *, linked: bool = True) -> Branch:
    children = tuple(_branch(child, linked=linked) for child in found.children)
    return Branch(found.people, found.label, found.href if linked else "", found.mine, children)
