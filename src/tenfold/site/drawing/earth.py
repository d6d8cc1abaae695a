"""The earth with its countries, each lit by how many people live there; no tile server is asked for anything.

Shapes: Natural Earth at 1:110 million in TopoJSON, vendored. Projection: Equal Earth (Šavrič, Patterson, Jenny 2018,
doi:10.1080/13658816.2018.1504949), which keeps areas, so that a wide land does not shine for its latitude.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from babel.core import get_global
from django.utils.safestring import SafeString, mark_safe

from tenfold.site.drawing.svg import Points, element, link, number

SHAPES = Path(__file__).parent.parent / "static/vendor/world-atlas/countries-110m.json"
HALF_WIDTH, NORTH, SOUTH = 5000.0, 2420.0, 1880.0
"""Bounds of the picture in its own units; Antarctica is left out."""

MIDDLE = 11.6
"""Degrees east in the middle of the picture, so that its edge runs through the Bering Strait and cuts no country."""

STEPS = (1, 10, 100, 1000)
"""From so many people on, a country is a step brighter."""


@dataclass(frozen=True, slots=True)
class Place:
    """A country: how many people, the words that say it, and where its name leads."""

    people: int
    label: str
    href: str = ""


def equal_earth(longitude: Any, latitude: Any) -> Points:
    """Places on the plane, shape (n, 2), for degrees east and north, in units of the picture, y down.

    >>> equal_earth([11.6, 101.6, -168.4], [0.0, 0.0, 0.0]).round().tolist()
    [[0.0, -0.0], [2500.0, -0.0], [-5000.0, -0.0]]
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(np.asarray(latitude, float))))
    t2 = theta**2
    t6 = t2**3
    x = np.radians((np.asarray(longitude, float) - MIDDLE + 180) % 360 - 180) * np.cos(theta)
    x = 2 * np.sqrt(3) * x / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1))
    y = theta * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)
    scale = HALF_WIDTH / (2 * np.sqrt(3) * np.pi / (3 * a1))
    return np.stack([x * scale, -y * scale], axis=-1)


def earth(places: Mapping[str, Place], *, label: str) -> SafeString:
    """The picture; ``places`` by ISO 3166 country code. A country too small for a shape is a point.

    Every country with people in it is a link if it has an ``href``; its words are its name for those who listen.
    """
    dark: list[str] = []
    lit: list[str] = []
    for code, shape in shapes().items():
        place = places.get(code)
        path = element("path", {"d": shape, "class": f"land land-{step(place.people if place else 0)}"})
        (lit if place else dark).append(_linked(place, path))
    for code, place in places.items():
        if code not in shapes() and code in _towns():
            x, y = equal_earth([_towns()[code][0]], [_towns()[code][1]])[0].tolist()
            dot = element(
                "circle", {"cx": x, "cy": y, "r": HALF_WIDTH / 140, "class": f"land land-{step(place.people)}"}
            )
            lit.append(_linked(place, dot))
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "drawing drawing-earth",
        "viewBox": f"{number(-HALF_WIDTH)} {number(-NORTH)} {number(2 * HALF_WIDTH)} {number(NORTH + SOUTH)}",
        "role": "group",
        "aria-label": label,
    }
    return mark_safe(element("svg", attributes, *dark, *lit))  # noqa: S308  # every text went through escape()


def step(people: int) -> int:
    """How bright: 0 for nobody, then one more for each of :data:`STEPS` that is reached.

    >>> [step(people) for people in (0, 1, 9, 10, 5000)]
    [0, 1, 1, 2, 4]
    """
    return sum(people >= bound for bound in STEPS)


def _linked(place: Place | None, drawn: str) -> str:
    if place is None:
        return drawn
    if place.href:
        return link(place.href, place.label, drawn)
    return element("g", {"role": "img", "aria-label": place.label}, drawn)


@cache
def shapes() -> Mapping[str, str]:
    """The path of every country of the file, by its ISO 3166 code; some 60 kB in all."""
    topology = json.loads(SHAPES.read_text())
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    codes = get_global("territory_aliases")  # CLDR counts the numbers of ISO 3166 among the aliases of its letters
    found: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", ""), [""])[0]
        if code != "AQ":
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            drawn = "".join(_ring(ring, arcs) for polygon in polygons for ring in polygon)
            found[code] = found.get(code, "") + drawn  # land that no code stands for is drawn together
    return found


def _arc(deltas: Sequence[Sequence[int]], transform: Mapping[str, Any]) -> Points:
    """A line of the file on the plane; its points are differences on a grid (TopoJSON 1.0, sections 2.1.2, 2.1.4)."""
    degrees = np.cumsum(np.asarray(deltas, float), axis=0) * transform["scale"] + transform["translate"]
    return equal_earth(degrees[:, 0], degrees[:, 1])


def _ring(ring: Sequence[int], arcs: Sequence[Points]) -> str:
    """A closed line made of arcs; ``~n`` is arc n backwards."""
    points = np.concatenate([arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring])
    grid = points.round().astype(int)
    moves = np.diff(grid, axis=0)
    steps = [f"{x}{' ' if y >= 0 else ''}{y}" for x, y in moves[moves.any(axis=1)].tolist()]
    return f"M{grid[0, 0]} {grid[0, 1]}l{' '.join(steps)}z" if len(steps) > 1 else ""


@cache
def _towns() -> Mapping[str, tuple[float, float]]:
    """Degrees east and north of the first town that the time zone database names in each country."""
    found: dict[str, tuple[float, float]] = {}
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            code, place, *_more = line.split("\t")
            found.setdefault(code, _degrees(place))
    return found


def _degrees(place: str) -> tuple[float, float]:
    """Degrees east and north from the notation of zone.tab.

    >>> _degrees("+3553+01431")
    (14.516666666666667, 35.88333333333333)
    """
    north, east = re.findall(r"[+-]\d+", place)
    return _angle(east, 3), _angle(north, 2)


def _angle(text: str, digits: int) -> float:
    sign, degrees, rest = text[0], text[1 : 1 + digits], text[1 + digits :]
    angle = int(degrees) + int(rest[:2]) / 60 + (int(rest[2:]) / 3600 if rest[2:] else 0)
    return -angle if sign == "-" else angle
