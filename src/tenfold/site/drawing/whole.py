"""The whole as a sunflower's head: everybody a point of light, kin beside kin, one's own place lit."""

from __future__ import annotations

from math import sqrt

import numpy as np
from django.utils.safestring import SafeString

from tenfold.site.drawing.layout import Indices, shares, split, sunflower
from tenfold.site.drawing.nest import SEATS
from tenfold.site.drawing.ring import REACH
from tenfold.site.drawing.shapes import Branch
from tenfold.site.drawing.svg import Points, circle, dots, link, picture

MOST_DOTS = 1500
"""More points than this on one page are neither seen nor worth their bytes."""


def whole(tree: Branch, *, label: str, most_dots: int = MOST_DOTS) -> SafeString:
    """Everybody in the fellowship, however many; each direct child of ``tree`` is a patch, with an ``href`` a link.

    Up to ``most_dots`` people are one point each; of more, each point stands for as many as it must. A child too
    small for a point of its own still gets one. Without a ``label`` it is decoration and links nowhere. Elements: at
    most four for each direct child and four for the reader's own place.
    """
    head = tree.children or (tree,)
    dealt = shares([child.people for child in head], min(max(tree.people, 1), most_dots))
    points = sunflower(sum(dealt), 0.95 * REACH)
    diameter = 1.24 * 0.95 * REACH / sqrt(max(len(points), 4))
    parts, own = [], []
    for child, patch in zip(head, split(points, np.arange(len(points)), dealt, by_angle=True), strict=True):
        parts.append(_patch(child, points[patch], diameter, linked=bool(label)))
        if child.mine:
            own = _own(points, child, patch)
    linked = bool(label) and any(child.href for child in tree.children)
    place = _own_place(points, own, diameter)
    return picture([*parts, *place], size=2 * REACH, label=label, classes="drawing-whole", linked=linked)


def _patch(child: Branch, places: Points, diameter: float, *, linked: bool) -> str:
    drawn = dots(places, diameter=diameter, classes="drawing-dots")
    if not (linked and child.href):
        return drawn
    between = dots(places, diameter=1.9 * diameter, classes="drawing-reach")  # so that a pointer meets no gaps
    return link(child.href, child.label, between, drawn)


def _own(points: Points, branch: Branch, patch: Indices) -> list[tuple[int, Indices]]:
    """The reader's circles that have places of their own, the largest first: (people, places)."""
    here = (branch.people, patch)
    inner = next((place for place, child in enumerate(branch.children) if child.mine), None)
    if inner is None or len(patch) < len(branch.children):
        return [here]
    below = split(points, patch, shares([child.people for child in branch.children], len(patch)), by_angle=False)
    return [here, *_own(points, branch.children[inner], below[inner])]


def _own_place(points: Points, own: list[tuple[int, Indices]], diameter: float) -> list[str]:
    """The reader's ten in amber, the smallest circle around it in deeper teal, and their own point, lit.

    The point is large enough to be found in the smallest picture; without a seat there is none.
    """
    if not own:
        return []
    places = points[own[-1][1]]
    x, y = places[np.argmin(((places - places.mean(axis=0)) ** 2).sum(axis=1))]
    lit = max(0.62 * diameter, 0.035 * REACH)
    ten = own[-1][1] if own[-1][0] <= SEATS else None
    around = [patch for people, patch in own if people > SEATS and len(patch) < len(points)]
    shared = dots(points[around[-1]], diameter=diameter, classes="drawing-dots drawing-dots-shared") if around else ""
    mine = dots(points[ten], diameter=diameter, classes="drawing-dots drawing-dots-ten") if ten is not None else ""
    return [shared, mine, circle(x, y, 2.2 * lit, "drawing-halo"), circle(x, y, lit, "drawing-mine")]
