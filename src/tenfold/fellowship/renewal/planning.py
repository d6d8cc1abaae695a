"""The engine's answer as a proposal: placements for those who would move, changes that hold only together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation import NOBODY
from tenfold.engine.formation.reform import Ailment, Exchange, Renewal, bundles
from tenfold.engine.hours import QUARTER
from tenfold.fellowship.circles.bridge import AnchoredHour, anchored
from tenfold.fellowship.circles.explaining import Reader, figures_of, reader_of
from tenfold.fellowship.circles.proposal import CircleDraft, PlacementDraft, Proposal

from .models import Change
from .scene import Scene


@dataclass(frozen=True, slots=True)
class HourDraft:
    """Another hour for a circle, by its primary key."""

    circle: int
    language: str
    zone: str
    weekday: int
    starts_at: time


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """``members`` are primary keys; those with a placement in the proposal move, the others stay at another hour."""

    kind: str
    circle: int | None
    needed: int
    members: tuple[int, ...]
    hours: tuple[HourDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be written of a re-forming or a season."""

    proposal: Proposal
    changes: tuple[ChangeDraft, ...]
    circles: tuple[Mapping[str, Any], ...] = ()
    remaining: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.proposal.placements and not self.changes


@dataclass(frozen=True, slots=True)
class After:
    """A plan as the engine reads plans: who would sit where, when."""

    circle: NDArray[np.int32]
    language: NDArray[np.int32]
    start: NDArray[np.int16]
    length: NDArray[np.int16]


@dataclass(slots=True)
class _Writer:
    scene: Scene
    renewal: Renewal
    on: date
    drafts: list[CircleDraft] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def place(self, circle: int) -> int:
        """Where a circle stands in the proposal; it is added when it is first asked for."""
        if circle not in self.places:
            self.places[circle] = len(self.drafts)
            old = circle < len(self.scene.circles)
            self.drafts.append(CircleDraft.of(self.scene.circles[circle]) if old else self._new(circle))
        return self.places[circle]

    def hour(self, circle: int) -> AnchoredHour:
        inside = [self.scene.people[p] for p in np.flatnonzero(self.renewal.circle == circle).tolist()]
        minutes = int(self.renewal.quarters[circle]) * QUARTER
        return anchored(int(self.renewal.start[circle]), inside, minutes=minutes, on=self.on)

    def language(self, circle: int) -> str:
        return self.scene.task.index.languages[int(self.renewal.language[circle])]

    def _new(self, circle: int) -> CircleDraft:
        hour, size = self.hour(circle), self.scene.case.problem.size
        return CircleDraft(
            level=1,
            language=self.language(circle),
            zone=hour.zone,
            weekday=hour.weekday,
            starts_at=hour.starts_at,
            minutes=hour.minutes,
            seats_min=size.min,
            seats_max=size.max,
            quality={"weeks": hour.weeks},
        )


def plan_of(scene: Scene, renewal: Renewal, *, on: date, why: Mapping[int, Mapping[str, Any]]) -> Plan:
    """What a re-forming proposes; ``why`` says by number of person what is wrong with the seat they have."""
    writer = _Writer(scene, renewal, on)
    moving = [*renewal.moved, *renewal.arrived]
    touched = _touched(scene, renewal)
    reader = reader_of(scene.task, _after(renewal, touched), by_hand=True) if moving else None
    placements = tuple(_placement(writer, person, reader, why.get(person, {})) for person in moving)
    changes = tuple(_changes(writer, scene, renewal))
    return Plan(
        proposal=Proposal(
            circles=tuple(writer.drafts),
            placements=placements,
            quality={
                "before": renewal.before,
                "after": renewal.after,
                "moved": len(renewal.moved),
                "arrived": len(renewal.arrived),
                "rehoured": len(renewal.rehoured),
                "disturbed": renewal.disturbed,
                "seated": int((scene.case.seat != NOBODY).sum()),
                "exact": int(renewal.exact),
            },
        ),
        changes=changes,
        circles=tuple(_before_and_after(scene, renewal, circle) for circle in touched),
        remaining=(*(told(scene, one) for one in renewal.remaining), *_unheard(scene, renewal)),
    )


def _touched(scene: Scene, renewal: Renewal) -> list[int]:
    """The circles that would not be as they were, in the order of the scene; new ones at the end."""
    seat, circle = scene.case.seat, renewal.circle
    moved = np.flatnonzero(seat != circle)
    found = {*seat[moved].tolist(), *circle[moved].tolist(), *renewal.rehoured} - {NOBODY}
    return sorted(found)


def _after(renewal: Renewal, touched: Sequence[int]) -> After:
    """The plan with the touched circles only: what else there is does not bear on why somebody would sit there."""
    number = np.full(len(renewal.language) + 1, NOBODY, np.int32)
    number[list(touched)] = np.arange(len(touched))
    return After(
        circle=number[renewal.circle],
        language=renewal.language[list(touched)],
        start=renewal.start[list(touched)],
        length=renewal.quarters[list(touched)],
    )


def _placement(writer: _Writer, person: int, reader: Reader | None, why: Mapping[str, Any]) -> PlacementDraft:
    seat = writer.scene.seats.get(person)
    kept = reader.kept(reader.explain(person)) if reader is not None else {}
    return PlacementDraft(
        circle=writer.place(int(writer.renewal.circle[person])),
        member_id=writer.scene.task.members[person],
        explanation=kept | {"alternative": None, "everyone": {"speak": True, "free": True}, "renewal": dict(why)},
        replaces=seat.pk if seat is not None else None,
    )


def _changes(writer: _Writer, scene: Scene, renewal: Renewal) -> Iterable[ChangeDraft]:
    for bundle in bundles(scene.case, renewal):
        hours = tuple(_hour_draft(writer, circle) for circle in bundle.hours)
        new = {int(c) for c in renewal.circle[list(bundle.people)] if c >= len(scene.circles)}
        left = [int(scene.case.seat[p]) for p in bundle.people if scene.case.seat[p] != NOBODY]
        kind = Change.Kind.HOUR if hours else Change.Kind.JOIN
        if new and not hours:
            parted = {int(renewal.parted[c]) for c in new} - {NOBODY}
            kind = Change.Kind.DIVIDE if parted else Change.Kind.BEGIN
        about = bundle.hours[0] if bundle.hours else (left[0] if left else None)
        yield ChangeDraft(
            kind=kind,
            circle=scene.circles[about].pk if about is not None else None,
            needed=bundle.needed,
            members=tuple(scene.task.members[p] for p in bundle.people),
            hours=hours,
        )


def _hour_draft(writer: _Writer, circle: int) -> HourDraft:
    hour = writer.hour(circle)
    return HourDraft(writer.scene.circles[circle].pk, writer.language(circle), hour.zone, hour.weekday, hour.starts_at)


def _before_and_after(scene: Scene, renewal: Renewal, circle: int) -> dict[str, Any]:
    """A circle in figures, as it is and as it would be."""
    old = circle < len(scene.circles)
    before = scene.inside(circle) if old else []
    after = np.flatnonzero(renewal.circle == circle).tolist()
    wrong = [one for one in scene.ills if one.circle == circle]
    still = [one for one in renewal.remaining if one.circle == circle]
    return {
        "circle": scene.circles[circle].pk if old else None,
        "members": [scene.task.members[p] for p in after],
        "size": [len(before), len(after)],
        "difference": [_difference(scene, before), _difference(scene, after)],
        "wrong": [told(scene, one) for one in wrong],
        "still": [told(scene, one) for one in still],
        "rehoured": circle in renewal.rehoured,
    }


def _difference(scene: Scene, people: Sequence[int]) -> float | None:
    """How much people differ, 0 to 1: the mean share of others who differ, as weighed."""
    if len(people) < 2:
        return None
    circle = np.full(len(scene.people), NOBODY, np.int32)
    circle[list(people)] = 0
    plan = After(circle, np.zeros(1, np.int32), np.zeros(1, np.int16), np.ones(1, np.int16))
    reader = reader_of(scene.task, plan, by_hand=True)
    found = figures_of([scene.people[p] for p in people], reader.difference([reader.explain(p) for p in people]))
    return float(found["difference"])


def _unheard(scene: Scene, renewal: Renewal) -> Iterable[dict[str, Any]]:
    """What was asked for and cannot be as things stand."""
    case, circle = scene.case, renewal.circle

    def unheard(wish: str, at: int, *people: int) -> dict[str, Any]:
        members = [scene.task.members[person] for person in people]
        return {"ill": wish, "circle": scene.circles[at].pk, "members": members, "missing": 1}

    for at in range(len(scene.circles)):
        came = int(((circle == at) & (case.seat != at)).sum())
        if came < case.wanted[at]:
            yield unheard("wish_person", at)
        if case.rehours[at] and at not in renewal.rehoured:
            yield unheard("wish_hour", at)
        if case.divides[at] and at not in renewal.parted.tolist():
            yield unheard("wish_divide", at)
    for person in np.flatnonzero(case.asks & (circle == case.seat)).tolist():
        yield unheard("wish_move", int(case.seat[person]), person)


def told(scene: Scene, one: Ailment) -> dict[str, Any]:
    """Something that is wrong, with primary keys for numbers."""
    circle = scene.circles[one.circle].pk if one.circle < len(scene.circles) else None
    return {
        "ill": one.ill.name.lower(),
        "circle": circle,
        "members": [scene.task.members[p] for p in one.people],
        "missing": one.missing,
    }


def season_plan(scene: Scene, exchanges: Sequence[Exchange], *, on: date) -> Plan:
    """What a season proposes: each exchange holds for itself."""
    circle = scene.case.seat.copy()
    for exchange in exchanges:
        circle[list(exchange.go)], circle[list(exchange.come)] = exchange.other, exchange.one
    moved = tuple(p for exchange in exchanges for p in exchange.people)
    renewal = Renewal(
        circle=circle,
        language=scene.case.language,
        start=scene.case.start,
        quarters=scene.case.quarters,
        parted=np.full(len(scene.circles), NOBODY, np.int32),
        moved=moved,
        arrived=(),
        rehoured=(),
        disturbed=0.0,
        before=0,
        after=0,
        remaining=(),
        exact=False,
    )
    plan = plan_of(scene, renewal, on=on, why={person: {"season": True} for person in moved})
    changes = tuple(
        ChangeDraft(
            kind=Change.Kind.EXCHANGE,
            circle=None,
            needed=len(exchange.people),
            members=tuple(scene.task.members[p] for p in exchange.people),
        )
        for exchange in exchanges
    )
    return Plan(plan.proposal, changes, plan.circles, ())
