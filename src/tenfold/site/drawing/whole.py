"""The whole as a sunflower's head: everybody a point of light, kin beside kin, one's own place lit."""

from __future__ import annotations

import numpy as np
from django.utils.safestring import SafeString

from tenfold.site.drawing.layout import split, sunflower
from tenfold.site.drawing.ring import REACH
from tenfold.site.drawing.shapes import Branch
from tenfold.site.drawing.svg import Points, circle, dots, link, picture

MOST_DOTS = 1500
"""More points than this on one page are neither seen nor worth their bytes; each then stands for several people."""


def whole(tree: Branch, *, label: str, most_dots: int = MOST_DOTS) -> SafeString:
    """Everybody in the fellowship, up to any number, as a phyllotaxis; each direct child of ``tree`` is a patch, a link where it has an ``href``.

    Up to ``most_dots`` people are one point each; of more, each point stands for ``ceil(people / most_dots)``. A child too small for a point
    of its own still gets one. Elements: at most four per direct child and a dozen for the reader's own place.
    """
    children = tree.children or (Branch(tree.people, mine=tree.mine),)
    shown = _shares([child.people for child in children], min(max(tree.people, 1), most_dots))
    points = sunflower(sum(shown), REACH * 0.95)
    width = 1.24 * REACH * 0.95 / np.sqrt(max(len(points), 4))
    patches = split(points, np.arange(len(points)), shown, by_angle=True)
    parts: list[str] = []
    here: list[np.ndarray] = []
    for child, patch in zip(children, patches, strict=True):
        mine = _own(points, child, patch)
        here = mine or here
        parts.append(_patch(child, points, patch, width))
    parts += _own_place(points, here, width)
    return picture(parts, size=2 * REACH, label=label, classes="drawing-whole", linked=any(child.href for child in children))


def _shares(people: list[int], total: int) -> list[int]:
    """Points for each child in proportion to its people, at least one each, by largest remainder."""
    counts = np.array(people, dtype=np.float64)
    ideal = counts * total / max(counts.sum(), 1)
    shares = np.maximum(np.floor(ideal).astype(np.int64), 1)
    for child in np.argsort(np.floor(ideal) - ideal, kind="stable")[: max(total - int(shares.sum()), 0)]:
        shares[child] += 1
    return [int(share) for share in shares]


def _patch(child: Branch, points: Points, patch: np.ndarray, width: float) -> str:
    drawn = dots(points[patch], diameter=width, classes="drawing-dots drawing-dots-shared" if child.mine else "drawing-dots")
    if not child.href:
        return drawn
    wide = dots(points[patch], diameter=width * 1.9, classes="drawing-reach")
    return link(child.href, child.label, wide, drawn)


def _own(points: Points, branch: Branch, patch: np.ndarray) -> list[np.ndarray]:
    """The places of the reader's circles in this branch, outermost first; empty when they are not in it."""
    if not branch.mine:
        return []
    inner = [child for child in branch.children if child.mine]
    if not inner or len(patch) < len(branch.children):
        return [patch]
    shares = _shares([child.people for child in branch.children], len(patch))
    if sum(shares) != len(patch):
        return [patch]
    below = split(points, patch, shares, by_angle=False)
    return [patch, *_own(points, inner[0], below[branch.children.index(inner[0])])]


def _own_place(points: Points, circles: list[np.ndarray], width: float) -> list[str]:
    """The reader's ten in amber and their own point, lit, large enough to be found in the smallest picture."""
    if not circles:
        return []
    innermost = circles[-1]
    middle = points[innermost].mean(axis=0)
    own = points[innermost][np.argmin(((points[innermost] - middle) ** 2).sum(axis=1))]
    lit = max(width * 0.62, REACH * 0.035)
    ten = dots(points[innermost], diameter=width, classes="drawing-dots drawing-dots-ten") if len(circles) > 1 else ""
    return [ten, circle(*own, lit * 2.4, "drawing-halo"), circle(*own, lit, "drawing-mine")]
