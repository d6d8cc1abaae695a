"""A circle (or the whole) to look at: its one desire, what unites it, what each side guards, how far from one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.desires.queries.ground import Ground, Reckoned, common_ground_of, reckoned, told_desires
from tenfold.fellowship.members.models import Member

from ..models import Composition
from ..reach import composes
from .texts import Text, history_of, newest, open_of, standing_of
from .walking import Went, went_from

GUARDS_FROM = 0.6
"""A side guards what at least so many of it would say yes to …"""
GUARDS_MORE = 0.2
"""… and by so much more than every other side."""
EACH = 3
"""So many of these are shown for each side."""
SHOWN = 5
LOOKED_AT = 100
"""So many desires that are answered most differently are looked at."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that the page of a one desire shows. ``far`` is the interval of how often two would answer unlike."""

    standing: Text | None
    open: Composition | None
    history: tuple[Text, ...]
    ground: tuple[Ground, ...]
    guarded: tuple[tuple[Desire, ...], ...]
    reckoned: Reckoned
    far: tuple[float, float] | None
    went: tuple[Went, ...]
    composes: bool


def seen(circle: Circle | None, *, viewer: Member) -> Seen:
    """The one desire of a circle (None: of the whole) with all that belongs to it, for those who belong to it."""
    standing = standing_of(circle)
    history = history_of(circle)
    state = reckoned(circle)
    return Seen(
        standing=standing,
        open=open_of(circle),
        history=tuple(history),
        ground=tuple(common_ground_of(circle, viewer=viewer, count=SHOWN)),
        guarded=guarded(circle),
        reckoned=state,
        far=far(state),
        went=tuple(went_from([text.composition for text in (*((standing,) if standing else ()), *history)])),
        composes=composes(viewer, circle),
    )


def brief(circle: Circle | None, *, viewer: Member, count: int) -> Seen:
    """The same for a panel: without history and where words went, and ``count`` desires that unite."""
    state = reckoned(circle)
    return Seen(
        standing=standing_of(circle),
        open=open_of(circle),
        history=(),
        ground=tuple(common_ground_of(circle, viewer=viewer, count=count)) if count else (),
        guarded=(),
        reckoned=state,
        far=far(state),
        went=(),
        composes=composes(viewer, circle),
    )


def far(state: Reckoned) -> tuple[float, float] | None:
    """How far a circle is from one: how often two of its people would answer a desire unlike, from … to; None: too few
    answers to say it. 0 would be one desire; 0.5 is what chance gives."""
    if state.alike is None:
        return None
    low, high = state.alike
    return round(1.0 - high, 2), round(1.0 - low, 2)


def guarded(circle: Circle | None) -> tuple[tuple[Desire, ...], ...]:
    """For each side of a circle what it holds dear that others hold less: what it guards for all. One query.

    Only where every side really answered, by at least five people; the sides have no names and no order.
    """
    rows = list(told_desires(circle).filter(figure__heard=True).order_by("-figure__specificity", "pk")[:LOOKED_AT])
    found: dict[int, list[tuple[float, Desire]]] = {}
    for desire in rows:
        side = guardian(desire.figure.sides)
        if side is not None:
            found.setdefault(side[0], []).append((side[1], desire))
    if len(found) < 2:
        return ()
    return tuple(
        tuple(desire for _more, desire in sorted(found[side], key=lambda one: (-one[0], one[1].pk))[:EACH])
        for side in sorted(found)
    )


def guardian(sides: Sequence[float]) -> tuple[int, float] | None:
    """The side that guards a desire, and by how much more than the next one; None: nobody more than others.

    >>> guardian([0.9, 0.4])
    (0, 0.5)
    >>> guardian([0.9, 0.8]), guardian([])
    (None, None)
    """
    if len(sides) < 2:
        return None
    order = sorted(range(len(sides)), key=lambda side: -sides[side])
    most, more = sides[order[0]], sides[order[0]] - sides[order[1]]
    return (order[0], round(more, 2)) if most >= GUARDS_FROM and more >= GUARDS_MORE else None


def carried_into_sight(circle: Circle, *, viewer_circles: set[int]) -> Text | None:
    """The one desire of a circle that one does not belong to, where it was carried to where one reads it."""
    standing = Composition.objects.filter(
        circle=circle, standing=Composition.Standing.STANDS, carried__ended_at__isnull=True, carried__isnull=False
    ).select_related("circle")
    if circle.parent_id is not None and circle.parent_id not in viewer_circles:
        return None
    return next(iter(newest(standing)), None)
