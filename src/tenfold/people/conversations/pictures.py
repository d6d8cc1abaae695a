"""The pictures of a report as inline SVG: they need no script, take the page's colours, and each has a table twin."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from numpy.typing import NDArray

from tenfold.people.apart import apart

from .findings import letter
from .study import CLEAR, Reliability, Study

F64 = NDArray[np.float64]

WIDTH = 1000.0
MOST_MARKS = 3000
"""Beyond so many people every so many-th is drawn."""
APART = 35.0
"""How far the middles of two numbers stand apart at least, so that neither hides the other."""

_MARKS = (
    '<circle id="m0" r="6"/>',
    '<rect id="m1" x="-5.4" y="-5.4" width="10.8" height="10.8"/>',
    '<path id="m2" d="M0-7.2 6.6 4.8H-6.6Z"/>',
    '<path id="m3" d="M0-7.6 7.6 0 0 7.6-7.6 0Z"/>',
    '<path id="m4" d="M-2-6.5h4v4.5h4.5v4H2v4.5h-4V2h-4.5v-4H-2Z"/>',
)


def map_svg(study: Study, label: str) -> SafeString:
    """People on the map: the shape and colour of a mark is the likeliest camp, hollow where that is not clear.

    Where all are one camp, marks have no colour of a side.
    """
    shown = _some(study)
    placed = study.drawn.people[shown]
    low, high = _frame(study.drawn.people)
    span = np.maximum(high - low, 1e-6) * 1.06
    height = float(np.clip(WIDTH * span[1] / span[0], 380.0, 860.0))
    scale = min(WIDTH / span[0], height / span[1])
    middle = (low + high) / 2.0

    def at(place: F64) -> F64:
        moved = (place - middle) * scale * np.array([1.0, -1.0]) + np.array([WIDTH, height]) / 2.0
        return np.asarray(np.clip(moved, 12.0, np.array([WIDTH, height]) - 12.0))

    member = study.drawn.camps.membership[shown]
    own, clear = member.argmax(1), member.max(1) >= CLEAR

    def look(camp: int, sure: bool) -> str:
        return "alone" if study.camps == 1 else f"s{camp}" if sure else f"s{camp} open"

    marks = "".join(
        f'<use href="#m{c}" x="{x:.0f}" y="{y:.0f}" class="{look(c, sure)}"/>'
        for (x, y), c, sure in zip(at(placed), own, clear, strict=True)
    )
    clouds = "".join(_cloud(study, c, at, scale) for c in range(study.camps)) if study.camps > 1 else ""
    drawn = mark_safe(  # noqa: S308  numbers and our own letters only
        f"<defs>{''.join(_MARKS)}</defs>{marks}{clouds}{_labels(study, at, height)}"
    )
    box = f"0 0 {WIDTH:.0f} {height:.0f}"
    return format_html('<svg class="map" viewBox="{}" role="img" aria-label="{}">{}</svg>', box, label, drawn)


def _frame(people: F64) -> tuple[F64, F64]:
    """Corners of the map: everybody, but those who stand far out of the crowd are drawn at its edge."""
    low, high = np.quantile(people, 0.01, axis=0), np.quantile(people, 0.99, axis=0)
    reach = 0.5 * (high - low)
    return np.maximum(people.min(0), low - reach), np.minimum(people.max(0), high + reach)


def _some(study: Study) -> NDArray[np.int64]:
    n = len(study.drawn.people)
    order = np.argsort(study.drawn.people[:, 0], kind="stable")
    return np.sort(order[np.linspace(0, n - 1, min(n, MOST_MARKS)).round().astype(np.int64)])


def _cloud(study: Study, camp: int, at: Callable[[F64], F64], scale: float) -> str:
    """The ellipse inside which two thirds of a camp's people stand."""
    value, vector = np.linalg.eigh(study.drawn.camps.shape)
    x, y = at(study.drawn.camps.centre[camp])
    wide, narrow = (1.5 * scale * np.sqrt(max(v, 1e-9)) for v in (value[1], value[0]))
    angle = -np.degrees(np.arctan2(vector[1, 1], vector[0, 1]))
    turn = f"rotate({angle:.1f} {x:.0f} {y:.0f})"
    return (
        f'<ellipse class="cloud l{camp}" cx="{x:.0f}" cy="{y:.0f}" rx="{wide:.0f}" ry="{narrow:.0f}" '
        f'transform="{turn}"/>'
    )


def _labels(study: Study, at: Callable[[F64], F64], height: float) -> str:
    if study.camps > 1:
        places = [at(centre) for centre in study.drawn.camps.centre]
    else:
        places = [np.array([WIDTH - 40.0, height / 2]), np.array([40.0, height / 2])]
    return "".join(
        f'<g class="label l{s}"><circle cx="{x:.0f}" cy="{y:.0f}" r="24"/>'
        f'<text x="{x:.0f}" y="{y + 11:.0f}" text-anchor="middle">{letter(s)}</text></g>'
        for s, (x, y) in enumerate(places)
    )


def bar_svg(share: float, low: float, high: float, side: int) -> SafeString:
    """A share with its interval on a line from nobody to everybody, a tick at one half; mirrored by the page."""
    a, b, x = (7 + 126 * float(v) for v in (low, high, share))
    return mark_safe(  # noqa: S308  numbers only
        '<svg class="bar" viewBox="0 0 140 16" aria-hidden="true"><path class="line" d="M7 8H133"/>'
        f'<path class="half" d="M70 2V14"/><path class="range l{side}" d="M{a:.1f} 8H{max(b, a + 1):.1f}"/>'
        f'<use href="#m{side}" class="s{side}" x="{x:.1f}" y="8"/></svg>'
    )


def worth_svg(study: Study, label: str) -> SafeString:
    """All statements by how surely they unite (across) and how much they touch what people differ in (up).

    Those that are listed are numbered.
    """
    ground = study.ground
    chosen = np.flatnonzero(study.open_to)
    most = max(float(ground.specificity[chosen].max(initial=0.0)), 1e-6) * 1.08
    x, y = 40 + 640 * ground.bound, 440 - 400 * ground.specificity / most
    number = {int(j): i + 1 for i, j in enumerate(study.uniting)}
    dots = "".join(f'<circle class="dot" cx="{x[j]:.0f}" cy="{y[j]:.0f}" r="5"/>' for j in chosen if j not in number)
    told = apart(np.stack([x, y], axis=1)[list(number)], APART, (57.0, 33.0), (663.0, 423.0))
    numbered = "".join(
        f'<g class="numbered"><path d="M{x[j]:.0f} {y[j]:.0f}L{a:.0f} {b:.0f}"/>'
        f'<circle cx="{a:.0f}" cy="{b:.0f}" r="16"/>'
        f'<text x="{a:.0f}" y="{b + 7:.0f}" text-anchor="middle">{i}</text></g>'
        for (j, i), (a, b) in zip(number.items(), told, strict=True)
    )
    ticks = "".join(
        f'<path class="grid" d="M{40 + 6.4 * p:.0f} 30V440"/>'
        f'<text x="{40 + 6.4 * p:.0f}" y="470" text-anchor="middle">{p}%</text>'
        for p in (0, 25, 50, 75, 100)
    )
    drawn = mark_safe(f'{ticks}<path class="axis" d="M40 440H680"/>{dots}{numbered}')  # noqa: S308  numbers only
    return format_html(
        '<svg class="plot worth" viewBox="0 0 720 490" role="img" aria-label="{}">{}</svg>', label, drawn
    )


def reliability_svg(found: Reliability, label: str) -> SafeString:
    """What came true against what was foretold; on the diagonal both are the same, the larger the more responses."""

    def across(share: float) -> float:
        return 60 + 420 * share

    ticks = "".join(
        f'<path class="grid" d="M{across(p / 100):.0f} 20V440M60 {500 - across(p / 100):.0f}H480"/>'
        f'<text x="{across(p / 100):.0f}" y="466" text-anchor="middle">{p}%</text>'
        f'<text x="52" y="{506 - across(p / 100):.0f}" text-anchor="end">{p}%</text>'
        for p in (0, 25, 50, 75, 100)
    )
    points = []
    for told, came, count in zip(found.told, found.came, found.count, strict=True):
        off = 1.6449 * np.sqrt(max(came * (1 - came), 0.02) / count)
        x, y = across(told), 500 - across(came)
        top, bottom = 500 - across(min(came + off, 1)), 500 - across(max(came - off, 0))
        size = 4 + 14 * np.sqrt(count / found.count.max())
        points.append(
            f'<path class="range l0" d="M{x:.0f} {top:.0f}V{bottom:.0f}"/>'
            f'<circle class="s0 open" cx="{x:.0f}" cy="{y:.0f}" r="{size:.1f}"/>'
        )
    drawn = mark_safe(  # noqa: S308  numbers only
        f'{ticks}<path class="diagonal" d="M60 440 480 20"/>{"".join(points)}'
    )
    return format_html(
        '<svg class="plot square" viewBox="0 0 510 480" role="img" aria-label="{}">{}</svg>', label, drawn
    )
