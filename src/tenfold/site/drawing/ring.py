"""The mark, and a ten as a ring of its people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from tenfold.site.drawing.layout import on_ring
from tenfold.site.drawing.shapes import Light, Point
from tenfold.site.drawing.svg import circle, dots, element, link, picture, text

REACH = 100.0
"""Half the side of every drawing, in the units of its own view box."""


def mark(*, label: str = "") -> SafeString:
    """Ten points on a ring, one lit: the sign of the house. Without a label it is decoration."""
    places = on_ring(10, 76.0)
    return picture(
        [
            circle(*places[1], 32.0, "drawing-halo"),
            dots(places[[0, 2, 3, 4, 5, 6, 7, 8, 9]], diameter=26.0, classes="drawing-dots"),
            circle(*places[1], 20.0, "drawing-mine"),
        ],
        size=2 * REACH,
        label=label,
        classes="mark",
    )


def ring(points: Sequence[Point], *, label: str, size: float = 2 * REACH) -> SafeString:
    """A circle as the ring of its seats: initials in each, the reader's lit, open ones outlined.

    The delegate's seat is turned to the top, where an arc of the circle above touches the ring. ``size`` is the width of the view box;
    the page decides how large it appears.
    """
    reach = size / 2
    seats = max(len(points), 3)
    radius = reach * 0.72
    dot = min(reach * 0.17, radius * 3.1 / seats * 0.8)
    first = next((place for place, point in enumerate(points) if point.delegate), None)
    turned = [*points[first:], *points[:first]] if first is not None else list(points)
    places = on_ring(len(turned), radius)
    parts = [circle(0, 0, radius, "drawing-line drawing-line-shared")]
    if first is not None:
        parts.append(_arc_above(radius, reach))
    parts += [_seat(point, x, y, dot) for point, (x, y) in zip(turned, places, strict=True)]
    return picture(parts, size=size, label=label, classes="drawing-ring", linked=any(point.href for point in points))


def _arc_above(radius: float, reach: float) -> str:
    """A piece of the parent's ring, touching this one at the top from above."""
    wide = reach * 0.62
    path = f"M{-wide:.1f} {-reach:.1f}Q0 {-2 * radius + reach:.1f} {wide:.1f} {-reach:.1f}"
    return element("path", {"class": "drawing-line drawing-line-shared", "d": path})


def _seat(point: Point, x: float, y: float, dot: float) -> str:
    parts = []
    if point.light is Light.MINE:
        parts.append(circle(x, y, dot * 1.45, "drawing-halo"))
    parts.append(circle(x, y, dot, f"drawing-{point.light.value}"))
    if point.initials:
        classes = "drawing-initials drawing-initials-mine" if point.light is Light.MINE else "drawing-initials"
        attributes = {"x": float(x), "y": float(y), "font-size": dot * 0.78, "class": classes}
        parts.append(element("text", {**attributes, "aria-hidden": "true"}, text(point.initials)))
    if point.href:
        return link(point.href, point.label, *parts)
    return element("g", {}, element("title", {}, text(point.label)), *parts)
