"""Small, safe pieces of SVG: every text is escaped here, no style attribute is ever written."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from numpy.typing import NDArray

Value = str | int | float
Points = NDArray[np.float64]
"""Places in the plane, shape (n, 2), x to the right and y down as in SVG."""


def number(value: float) -> str:
    """A length as short as a picture needs it: two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def element(name: str, attributes: dict[str, Value | None], *children: str) -> str:
    """One element; attributes that are None or "" are left out, their values are escaped, children are markup already."""
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
    return element("circle", {"cx": float(x), "cy": float(y), "r": float(radius), "class": classes})


def dots(points: Points, *, diameter: float, classes: str) -> str:
    """Any number of points as one path: lines of no length, whose round ends are the points."""
    if not len(points):
        return ""
    path = "".join(f"M{number(x)} {number(y)}h0" for x, y in points)
    return element("path", {"class": classes, "d": path, "stroke-width": float(diameter)})


def rings(centres: Points, radii: Iterable[float], *, classes: str) -> str:
    """Any number of circles as one path."""
    path = "".join(
        f"M{number(x - r)} {number(y)}a{number(r)} {number(r)} 0 1 0 {number(2 * r)} 0a{number(r)} {number(r)} 0 1 0 {number(-2 * r)} 0"
        for (x, y), r in zip(centres, radii, strict=True)
    )
    return element("path", {"class": classes, "d": path}) if path else ""


def link(href: str, label: str, *children: str) -> str:
    """A part of a picture that leads somewhere: its label is its name for all, and its tooltip."""
    return element("a", {"href": href, "aria-label": label}, element("title", {}, text(label)), *children)


def picture(parts: Iterable[str], *, size: float, label: str, classes: str = "", linked: bool = False) -> SafeString:
    """The whole drawing around the origin, ``size`` wide and high.

    With a label it is one image for those who listen; with links in it, a group; without a label, decoration.
    """
    half = size / 2
    attributes: dict[str, Value | None] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": f"drawing {classes}".strip(),
        "viewBox": f"{number(-half)} {number(-half)} {number(size)} {number(size)}",
        "role": ("group" if linked else "img") if label else None,
        "aria-label": label,
        "aria-hidden": None if label else "true",
        "focusable": "false",
    }
    return mark_safe(element("svg", attributes, *parts))  # every text inside went through escape()
