"""The nest as a picture: each person a point, ten points on a ring a ten, rings on a ring a hundred, to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tenfold.engine.formation import NOBODY
from tenfold.people.outcome import Outcome

SIDE = 1000.0
MOST_POINTS = 30_000
"""Beyond so many people a ten is drawn as one point."""

_GOLDEN_ANGLE = pi * (3 - sqrt(5))


@dataclass(slots=True)
class _Node:
    """A circle of some level, or a ten with its number of seats; ``delegate`` is the place of its delegate."""

    title: str
    seats: int = 0
    delegate: int = NOBODY
    children: list[_Node] = field(default_factory=list)


@dataclass(slots=True)
class _Ink:
    rings: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


def nest_svg(outcome: Outcome, *, label: str) -> SafeString:
    """The whole as inline SVG; ``label`` says in words what it shows. Delegates are drawn in amber."""
    roots = _roots(outcome)
    ink = _Ink()
    whole = outcome.seated <= MOST_POINTS
    for node, (x, y, reach) in zip(roots, _places(roots), strict=True):
        _draw(ink, node, x, y, reach, turn=0.0, people=whole)
    drawn = mark_safe("".join(ink.rings + ink.points))  # noqa: S308  numbers and escaped titles only
    return format_html(
        '<svg class="nest" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">{2}</svg>', int(SIDE), label, drawn
    )


def _roots(outcome: Outcome) -> list[_Node]:
    """The circles that have no parent, each with all that is in it; the largest first."""
    nodes = [
        _Node(
            circle.title,
            len(circle.members),
            circle.members.index(circle.delegate) if circle.delegate != NOBODY else NOBODY,
        )
        for circle in outcome.circles
    ]
    roots: list[_Node] = []
    for level in outcome.levels:
        parents = [_Node("") for _parent in level.language]
        for node, parent in zip(nodes, level.parent.tolist(), strict=True):
            (roots if parent == NOBODY else parents[parent].children).append(node)
        nodes = parents
    return sorted((*nodes, *roots), key=_people, reverse=True)


def _people(node: _Node) -> int:
    return node.seats + sum(map(_people, node.children))


def _places(roots: Sequence[_Node]) -> list[tuple[float, float, float]]:
    """A disc for each root (x, y, reach), laid out like the seeds of a sunflower, the largest in the middle."""
    if len(roots) == 1:
        return [(SIDE / 2, SIDE / 2, SIDE * 0.47)]
    spots: list[tuple[float, float, float]] = []
    for root in roots:
        spots.append(_beside(spots, sqrt(max(_people(root), 1))))
    left, right = min(x - own for x, _y, own in spots), max(x + own for x, _y, own in spots)
    top, bottom = min(y - own for _x, y, own in spots), max(y + own for _x, y, own in spots)
    scale = SIDE * 0.96 / max(right - left, bottom - top)
    middle = ((left + right) / 2, (top + bottom) / 2)
    return [
        (SIDE / 2 + (x - middle[0]) * scale, SIDE / 2 + (y - middle[1]) * scale, own * scale * 0.92)
        for x, y, own in spots
    ]


def _beside(spots: Sequence[tuple[float, float, float]], own: float) -> tuple[float, float, float]:
    """A free disc of a radius, as near to the middle as a walk along a sunflower's spiral finds one."""
    step = own / 3
    for turn in range(1, 4 * (len(spots) + 4) ** 2):
        distance = step * sqrt(turn - 1)
        x, y = distance * sin(turn * _GOLDEN_ANGLE), -distance * cos(turn * _GOLDEN_ANGLE)
        if all((x - a) ** 2 + (y - b) ** 2 >= (own + reach) ** 2 for a, b, reach in spots):
            return x, y, own
    far = max(x for x, _y, _reach in spots) + 2 * max(reach for _x, _y, reach in spots)
    return far + own, 0.0, own


def _draw(ink: _Ink, node: _Node, x: float, y: float, reach: float, *, turn: float, people: bool) -> None:
    count = len(node.children) or node.seats
    if not node.children and not people:
        ink.points.append(f'<circle class="p" cx="{x:.1f}" cy="{y:.1f}" r="{max(reach * 0.6, 0.4):.2f}"/>')
        return
    share = sin(pi / max(count, 3))
    child = reach * share / (1 + share)
    radius = reach - child
    ink.rings.append(f'<circle class="r" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
    for place in range(count):
        angle = turn + 2 * pi * (place - max(node.delegate, 0)) / count
        there = (x + radius * sin(angle), y - radius * cos(angle))
        if node.children:
            _draw(ink, node.children[place], *there, child * 0.92, turn=angle + pi, people=people)
        else:
            kind = "d" if place == node.delegate else "p"
            size = max(min(child * 0.62, 14.0), 0.4)
            ink.points.append(f'<circle class="{kind}" cx="{there[0]:.1f}" cy="{there[1]:.1f}" r="{size:.2f}"/>')
