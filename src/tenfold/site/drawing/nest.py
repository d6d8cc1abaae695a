"""Rings on a ring: a hundred, a thousand, as deep as can still be told apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import atan2, pi

import numpy as np
from django.utils.safestring import SafeString

from tenfold.site.drawing.layout import on_ring, touching
from tenfold.site.drawing.ring import REACH
from tenfold.site.drawing.shapes import Branch
from tenfold.site.drawing.svg import circle, dots, link, picture, rings

SMALLEST = 1.1
"""The reach below which a ring is only a dot."""

SEATS = 16
"""More people than this are not drawn one by one on a ring: a circle that large has circles in it."""


@dataclass(slots=True)
class _Ink:
    """One part of the picture, gathered so that it becomes a few elements however much it holds.

    lines, own: rings as (x, y, radius), the latter the reader's; people: by (diameter, the reader's?) their places
    """

    lines: list[tuple[float, float, float]] = field(default_factory=list)
    own: list[tuple[float, float, float]] = field(default_factory=list)
    people: dict[tuple[float, bool], list[tuple[float, float]]] = field(default_factory=dict)

    def add_ring(self, x: float, y: float, radius: float, *, mine: bool) -> None:
        (self.own if mine else self.lines).append((x, y, radius))

    def drawn(self) -> list[str]:
        parts = [
            rings(self.lines, classes="drawing-line"),
            rings(self.own, classes="drawing-line drawing-line-mine"),
        ]
        for (diameter, mine), places in self.people.items():
            classes = "drawing-dots drawing-dots-ten" if mine else "drawing-dots"
            parts.append(dots(np.array(places), diameter=diameter, classes=classes))
        return parts


def nest(tree: Branch, *, label: str, depth: int = 3) -> SafeString:
    """A circle with the circles in it, ``depth`` storeys deep; each direct child that has an ``href`` is a link.

    The children's rings touch their parent's from outside; where they touch, the delegate has their seat. All that
    lies below a direct child is gathered into a few paths: the number of elements grows with the children only.
    """
    radius, reach = touching(len(tree.children), 0.97 * REACH)
    ink = _Ink()
    ink.add_ring(0.0, 0.0, radius, mine=tree.mine)
    parts = ink.drawn()
    for child, (x, y) in zip(tree.children, on_ring(len(tree.children), radius + reach), strict=True):
        parts += _child(child, x, y, reach, depth - 1)
    linked = any(child.href for child in tree.children)
    return picture(parts, size=2 * REACH, label=label, classes="drawing-nest", linked=linked)


def _child(child: Branch, x: float, y: float, reach: float, depth: int) -> list[str]:
    ink = _Ink()
    _gather(ink, child, x, y, reach, depth)
    halo = [circle(x, y, reach, "drawing-halo")] if child.mine else []
    inside = [*halo, circle(x, y, reach, "drawing-hit"), *ink.drawn()]
    return [link(child.href, child.label, *inside)] if child.href else inside


def _gather(ink: _Ink, branch: Branch, x: float, y: float, reach: float, depth: int) -> None:
    """Put ``branch`` into a disc: a ring of rings while storeys and size allow, then a ring of people, then a dot."""
    if reach < SMALLEST or depth < 0 or (not branch.children and branch.people > SEATS):
        ink.people.setdefault((round(max(reach, 0.5) * 1.4, 2), branch.mine), []).append((x, y))
        return
    inward = atan2(-x, y)  # the direction of the parent's middle, from the top, clockwise
    if branch.children:
        radius, child_reach = touching(len(branch.children), reach)
        ink.add_ring(x, y, radius, mine=branch.mine)
        places = on_ring(len(branch.children), radius + child_reach, turn=inward)
        for child, (dx, dy) in zip(branch.children, places, strict=True):
            _gather(ink, child, x + dx, y + dy, child_reach, depth - 1)
        return
    radius = 0.82 * reach
    ink.add_ring(x, y, radius, mine=branch.mine)
    diameter = round(min(0.34 * reach, 1.5 * pi * radius / max(branch.people, 1)), 2)
    places = on_ring(branch.people, radius, turn=inward)
    ink.people.setdefault((diameter, branch.mine), []).extend((x + dx, y + dy) for dx, dy in places)
