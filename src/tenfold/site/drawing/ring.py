"""The mark, and a ten as a ring of its people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from tenfold.site.drawing.layout import on_ring
from tenfold.site.drawing.shapes import Light, Point
from tenfold.site.drawing.svg import circle, dots, element, link, picture, text

REACH = 100.0
"""Half the side of every drawing, in the units of its own view box; the page decides how large it appears."""

RADIUS = 0.72 * REACH
"""The ring of a ten: room outside it for its points, a glow, and the ring above that touches it."""


def mark(*, label: str = "") -> SafeString:
    """Ten points on a ring, one lit: the sign of the house. Without a label it is decoration."""
    places = on_ring(10, 0.76 * REACH)
    x, y = places[1]
    others = places[[0, 2, 3, 4, 5, 6, 7, 8, 9]]
    parts = [
        circle(x, y, 32.0, "drawing-halo"),
        dots(others, diameter=26.0, classes="drawing-dots"),
        circle(x, y, 20.0, "drawing-mine"),
    ]
    return picture(parts, size=2 * REACH, label=label, classes="mark")


def ring(points: Sequence[Point], *, label: str) -> SafeString:
    """A circle as the ring of its seats: initials in each, the reader's lit, open ones outlined.

    The delegate's seat is turned to the top, where an arc of the ring above touches this one. Elements: at most four
    for each seat.
    """
    top = next((place for place, point in enumerate(points) if point.delegate), None)
    turned = [*points[top:], *points[:top]] if top is not None else list(points)
    dot = min(0.17 * REACH, 2.4 * RADIUS / max(len(turned), 3))
    parts = [circle(0, 0, RADIUS, "drawing-line drawing-line-shared")]
    if top is not None:
        parts.append(_ring_above())
    for point, (x, y) in zip(turned, on_ring(len(turned), RADIUS), strict=True):
        parts.append(_seat(point, x, y, dot))
    linked = any(point.href for point in points)
    return picture(parts, size=2 * REACH, label=label, classes="drawing-ring", linked=linked)


def _ring_above() -> str:
    """A piece of the parent's ring, touching this one at its top."""
    wide, high = 0.62 * REACH, REACH
    path = f"M{-wide:.1f} {-high:.1f}Q0 {high - 2 * RADIUS:.1f} {wide:.1f} {-high:.1f}"
    return element("path", {"class": "drawing-line drawing-line-shared", "d": path})


def _seat(point: Point, x: float, y: float, dot: float) -> str:
    parts = [circle(x, y, 1.4 * dot, "drawing-halo")] if point.light == Light.MINE else []
    parts.append(circle(x, y, dot, f"drawing-{point.light}"))
    if point.initials:
        classes = "drawing-initials drawing-initials-mine" if point.light == Light.MINE else "drawing-initials"
        place = {"x": float(x), "y": float(y), "font-size": 0.78 * dot}
        parts.append(element("text", {**place, "class": classes, "aria-hidden": "true"}, text(point.initials)))
    if point.href:
        return link(point.href, point.label, *parts)
    return element("g", {}, element("title", {}, text(point.label)), *parts)
