"""Finding what a re-forming or a season proposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
from django.utils import timezone

from tenfold.engine.formation import NOBODY, Pairs
from tenfold.engine.formation.reform import Ill, repair, season
from tenfold.engine.hours import QUARTER
from tenfold.fellowship.circles.models import Formation, Seat
from tenfold.fellowship.members.models import Member

from .clocks import Lost, days_ahead, lost_hours
from .models import Ask, Season
from .planning import Plan, plan_of, season_plan
from .scene import Scene, scene_on

HALF_LIFE_WEEKS = 52
"""Having met is half as fresh after so long."""


def make_plan(formation: Formation) -> tuple[Plan, date]:
    """What to propose, and by the clocks of which day it was found."""
    today = timezone.now().date()
    if formation.kind == Formation.Kind.SEASON:
        scene = scene_on(today, today=today)
        return season_plan(scene, _exchanges(scene, formation, today), on=today), today
    scene, on, lost = broken_scene(today)
    return plan_of(scene, repair(scene.case), on=on, why=_why(scene, lost)), on


def broken_scene(today: date) -> tuple[Scene, date, list[Lost]]:
    """Everything as it is today or, if nothing is wrong today, on the first day on which clocks take away an hour."""
    scene = scene_on(today, today=today)
    lost = [one for at in range(len(scene.circles)) for one in losses_of(scene, at, today)]
    if lost and not wants_something(scene):
        on = max(min(one.since for one in lost), today)
        return scene_on(on, today=today), on, lost
    return scene, today, lost


def losses_of(scene: Scene, circle: int, today: date) -> list[Lost]:
    """Who will be kept from a circle by clocks in the coming weeks."""
    case = scene.case
    present = [scene.people[p] for p in scene.inside(circle) if not case.paused[p]]
    return lost_hours(scene.circles[circle], present, days_ahead(today))


def wants_something(scene: Scene) -> bool:
    """Whether anything is wrong, or asked for, by the clocks of the scene."""
    case = scene.case
    asked = case.asks.any() or case.divides.any() or case.rehours.any() or (case.wanted > 0).any()
    return bool(asked) or bool(scene.ills)


def _why(scene: Scene, lost: list[Lost]) -> dict[int, Mapping[str, Any]]:
    """What is wrong with the seat that each has, by number of person."""
    why: dict[int, Mapping[str, Any]] = {}
    short = set()
    for one in scene.ills:
        for person in one.people if one.ill in (Ill.LANGUAGE, Ill.HOUR) else ():
            why[person] = {"ill": one.ill.name.lower()}
        if one.ill is Ill.SHORT:
            short.add(one.circle)
    since = {one.key: one for one in lost}
    for person, found in list(why.items()):
        if (gone := since.get(scene.people[person].id)) is not None and found["ill"] == "hour":
            hour = {"since": gone.since.isoformat(), "was": gone.was * QUARTER, "becomes": gone.becomes * QUARTER}
            why[person] = {**found, **hour}
    for person, circle in enumerate(scene.case.seat.tolist()):
        if scene.case.asks[person]:
            why[person] = {"ill": "asked"}
        elif circle in short:
            why.setdefault(person, {"ill": "short"})
        elif circle != NOBODY and scene.case.divides[circle]:
            why.setdefault(person, {"ill": "divides"})
    return why


def _exchanges(scene: Scene, formation: Formation, today: date) -> Any:
    found = Season.objects.filter(formation=formation).first()
    wishes = {} if found is None else {wish.member_id: wish for wish in found.wishes.prefetch_related("keep")}
    number = {pk: person for person, pk in enumerate(scene.task.members)}
    together = np.arange(len(scene.people), dtype=np.int32)
    for member, wish in wishes.items():
        for other in wish.keep.all():
            if member in number and other.pk in number:
                together[together == together[number[other.pk]]] = together[number[member]]
    met = _met(number, today)
    problem = replace(scene.case.problem, met=met, together=together)
    case = replace(scene.case, problem=problem, asks=np.zeros(len(scene.people), bool))
    return season(case, np.array([pk in wishes for pk in scene.task.members], bool))


def _met(number: Mapping[int, int], today: date) -> Pairs:
    """Who once sat in one ten with whom, fading since they last did."""
    tens: dict[int, list[tuple[int, date, date]]] = {}
    for circle, member, since, left in Seat.objects.filter(level=1).values_list("circle", "member", "since", "left_at"):
        if member in number:
            tens.setdefault(circle, []).append((number[member], since.date(), left.date() if left else today))
    fresh: dict[tuple[int, int], float] = {}
    for seats in tens.values():
        for (one, begun, ended), (other, began, end) in combinations(sorted(seats), 2):
            last = min(ended, end)
            if one != other and max(begun, began) <= last:
                key = (min(one, other), max(one, other))
                fresh[key] = max(fresh.get(key, 0.0), 0.5 ** ((today - last) / timedelta(weeks=HALF_LIFE_WEEKS)))
    if not fresh:
        return Pairs()
    return Pairs(np.array(list(fresh), np.int32), np.array(list(fresh.values()), np.float32))


def askers(scene: Scene) -> set[int]:
    """The members of the scene who ask to move."""
    asks = Ask.objects.filter(kind=Ask.Kind.MOVE, standing=Ask.Standing.OPEN, begun_by__in=scene.task.members)
    return set(Member.objects.filter(asks__in=asks).values_list("pk", flat=True))
