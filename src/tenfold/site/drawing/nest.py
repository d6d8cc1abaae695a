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


@dataclass(slots=True)
class _Ink:
    """What one part of the picture is made of, gathered so that it becomes few elements however much it holds."""

    lines: list[tuple[float, float, float]] = field(default_factory=list)
    mine: list[tuple[float, float, float]] = field(default_factory=list)
    people: dict[float, list[tuple[float, float]]] = field(default_factory=dict)

    def drawn(self) -> list[str]:
        parts = []
        for kept, classes in ((self.lines, "drawing-line"), (self.mine, "drawing-line drawing-line-mine")):
            places = np.array(kept).reshape(-1, 3)
            parts.append(rings(places[:, :2], places[:, 2], classes=classes))
        parts += [dots(np.array(there), diameter=width, classes="drawing-dots") for width, there in self.people.items()]
        return parts


def nest(tree: Branch, *, label: str, depth: int = 3) -> SafeString:
    """A circle with the circles in it, ``depth`` storeys deep; each direct child that has an ``href`` is a link.

    The children's rings touch their parent's ring from outside; the touching point is the seat of the delegate. The number of elements grows
    with the direct children only: all that lies deeper is gathered into a few paths per child.
    """
    radius, child_reach = touching(len(tree.children), REACH * 0.97)
    own = _Ink()
    (own.mine if tree.mine else own.lines).append((0.0, 0.0, radius))
    places = on_ring(len(tree.children), radius + child_reach)
    parts = own.drawn()
    for child, (x, y) in zip(tree.children, places, strict=True):
        parts += _child(child, x, y, child_reach, depth - 1)
    linked = any(child.href for child in tree.children)
    return picture(parts, size=2 * REACH, label=label, classes="drawing-nest", linked=linked)


def _child(child: Branch, x: float, y: float, reach: float, depth: int) -> list[str]:
    ink = _Ink()
    _gather(ink, child, x, y, reach, depth)
    inside = [circle(x, y, reach, "drawing-hit"), *ink.drawn()]
    halo = [circle(x, y, reach * 1.04, "drawing-halo")] if child.mine else []
    return halo + ([link(child.href, child.label, *inside)] if child.href else inside)


def _gather(ink: _Ink, branch: Branch, x: float, y: float, reach: float, depth: int) -> None:
    """Put ``branch`` into a disc of ``reach``: a ring of rings while storeys and size allow, then a ring of people, then a dot."""
    if reach < SMALLEST or depth < 0:
        ink.people.setdefault(round(max(reach, 0.5) * 1.4, 2), []).append((x, y))
        return
    line = ink.mine if branch.mine else ink.lines
    inward = atan2(-x, y)  # the direction of the parent's middle, as an angle from the top, clockwise
    if branch.children:
        radius, child_reach = touching(len(branch.children), reach)
        line.append((x, y, radius))
        for child, (dx, dy) in zip(branch.children, on_ring(len(branch.children), radius + child_reach, turn=inward), strict=True):
            _gather(ink, child, x + dx, y + dy, child_reach, depth - 1)
        return
    seats = min(branch.people, 12)
    line.append((x, y, reach * 0.82))
    width = round(min(reach * 0.34, 1.5 * pi * reach * 0.82 / max(seats, 1)), 2)
    there = ink.people.setdefault(width, [])
    there += [(x + dx, y + dy) for dx, dy in on_ring(seats, reach * 0.82, turn=inward).tolist()]
