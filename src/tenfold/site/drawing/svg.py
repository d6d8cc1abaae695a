"""Small, safe pieces of SVG: every text is escaped here, no style attribute is ever written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from numpy.typing import NDArray

Value = str | int | float | None
Points = NDArray[np.float64]
"""Places in the plane, shape (n, 2), x to the right and y down as in SVG."""


def number(value: float) -> str:
    """A length as short as a picture needs it.

    >>> number(3.14159), number(20.0), number(-0.001)
    ('3.14', '20', '0')
    """
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short in ("-0", "") else short


def element(name: str, attributes: Mapping[str, Value], *children: str) -> str:
    """One element; attributes that are None or "" are left out, the others escaped; children are markup already."""
    written = "".join(
        f' {key}="{escape(number(value) if isinstance(value, float) else str(value))}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def text(content: object) -> str:
    """Plain text as a child of an element."""
    return escape(str(content), quote=False)


def circle(x: float, y: float, radius: float, classes: str) -> str:
    """One circle around (x, y)."""
    return element("circle", {"cx": float(x), "cy": float(y), "r": float(radius), "class": classes})


def dots(points: Points, *, diameter: float, classes: str) -> str:
    """Any number of points as one path: lines of no length, whose round ends are the points."""
    path = "".join(f"M{number(x)} {number(y)}h0" for x, y in points)
    return element("path", {"class": classes, "d": path, "stroke-width": float(diameter)}) if path else ""


def rings(circles: Iterable[tuple[float, float, float]], *, classes: str) -> str:
    """Any number of circles (x, y, radius) as one path."""
    path = "".join(_outline(x, y, radius) for x, y, radius in circles)
    return element("path", {"class": classes, "d": path}) if path else ""


def _outline(x: float, y: float, radius: float) -> str:
    arc = f"a{number(radius)} {number(radius)} 0 1 0 "
    return f"M{number(x - radius)} {number(y)}{arc}{number(2 * radius)} 0{arc}{number(-2 * radius)} 0"


def link(href: str, label: str, *children: str) -> str:
    """A part of a picture that leads somewhere: its label is its name for all, and its tooltip."""
    return element("a", {"href": href, "aria-label": label}, element("title", {}, text(label)), *children)


def picture(parts: Iterable[str], *, size: float, label: str, classes: str, linked: bool = False) -> SafeString:
    """The whole drawing around the origin, ``size`` wide and high in its own units.

    With a label it is one image for those who listen; with links in it, a group; without a label, decoration.
    """
    half = size / 2
    attributes: dict[str, Value] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": f"drawing {classes}",
        "viewBox": f"{number(-half)} {number(-half)} {number(size)} {number(size)}",
        "role": ("group" if linked else "img") if label else None,
        "aria-label": label,
        "aria-hidden": None if label else "true",
        "focusable": "false",
    }
    return mark_safe(element("svg", attributes, *parts))  # noqa: S308  # every text inside went through escape()
