"""The nest as circles come and go: a ten joins a hundred that has room, hundreds with too few join, one with too many
divides, and so on each storey up.

Which circle belongs to which is a matter of structure: nobody's seat changes by it. Who carries a circle's voice into
the one above is proposed elsewhere, and takes that person's yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tenfold.engine.formation import NOBODY, Plan, nest
from tenfold.engine.formation.form import EMPTY_SCORE
from tenfold.engine.hours import QUARTER
from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions.locks import lock_nest
from tenfold.fellowship.circles.actions.settling import settle
from tenfold.fellowship.circles.bridge import Task, anchored, is_free_at, task_of
from tenfold.fellowship.circles.models import LIVE, Circle, Seat
from tenfold.fellowship.circles.options import RunOptions
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Member
from tenfold.people.person import Person

from .signals import attached

MOST, FEWEST = 12, 2
"""A circle above the tens holds so many circles at most, and so many at least."""

HIGHEST = 8


@dataclass(frozen=True)
class Voices:
    """Who could carry the voice of each circle, by primary key: read when it is first asked for, for on most days no
    circle looks for its place."""

    circles: Sequence[Circle]

    @cached_property
    def of(self) -> Mapping[int, tuple[Person, ...]]:
        """The people who sit in circles; where nobody sits in one above the tens yet, those who sit below it."""
        sitting = _sitting(self.circles)
        empty = [circle for circle in self.circles if circle.pk not in sitting and circle.level > 1]
        if empty:
            children = list(Circle.objects.filter(parent__in=empty, standing__in=LIVE))
            below = Voices(children).of if children else {}
            for child in children:
                if child.parent_id is not None:
                    sitting[child.parent_id] = (*sitting.get(child.parent_id, ()), *below.get(child.pk, ()))
        return sitting

    def able(self, child: Circle, above: Circle) -> int:
        """How many of a circle speak the language of one above and are free at its hour."""
        today = timezone.now().date()
        return sum(
            above.language in person.languages and is_free_at(person, above, on=today)
            for person in self.of.get(child.pk, ())
        )


@transaction.atomic
def gather_nest() -> int:
    """Give every living circle its place in the nest, as far as it can be; how many circles found another place."""
    lock_nest()
    changed = 0
    for level in range(1, HIGHEST):
        circles = list(Circle.objects.filter(level=level, standing__in=_standings(level)).order_by("pk"))
        if len(circles) < FEWEST:
            break
        changed += _gather_level(level, circles)
    return changed


def _standings(level: int) -> Sequence[str]:
    """Tens join once they are alive; circles above them while they come together."""
    return (Circle.Standing.ALIVE, Circle.Standing.RESTING) if level == 1 else LIVE


def _sitting(circles: Sequence[Circle]) -> dict[int, tuple[Person, ...]]:
    seats = Seat.objects.filter(circle__in=list(circles), left_at__isnull=True).values_list("circle", "member__key")
    keys = list(seats)
    people = {p.id: p for p in people_for_formation(Member.objects.filter(seats__circle__in=list(circles)).distinct())}
    found: dict[int, tuple[Person, ...]] = {}
    for circle, key in keys:
        if key in people:
            found[circle] = (*found.get(circle, ()), people[key])
    return found


def _gather_level(level: int, circles: Sequence[Circle]) -> int:
    above = {
        parent.pk: parent for parent in Circle.objects.filter(level=level + 1, standing__in=LIVE).order_by("number")
    }
    inside: dict[int, list[Circle]] = {pk: [] for pk in above}
    loose: list[Circle] = []
    for circle in circles:
        if circle.parent_id in inside:
            inside[circle.parent_id].append(circle)
        else:
            loose.append(circle)
    few = [pk for pk, children in inside.items() if len(children) < FEWEST]
    loose += [child for pk in few for child in inside[pk]]
    many = [child for children in inside.values() if len(children) > MOST for child in children]
    voices = Voices((*loose, *many))
    changed = _divide(level, inside, voices)
    changed += _join(loose, above, inside, voices)
    alone = [circle for circle in loose if circle.parent_id not in above or circle.parent_id in few]
    changed += _begin(level, [one for one in alone if not _has_company(one, inside)], voices)
    for pk in few:
        _close_if_empty(above[pk])
    return changed


def _has_company(circle: Circle, inside: Mapping[int, Sequence[Circle]]) -> bool:
    return len(inside.get(circle.parent_id or 0, ())) >= FEWEST


def _join(loose: Iterable[Circle], above: Mapping[int, Circle], inside: dict[int, list[Circle]], voices: Voices) -> int:
    """Bring circles under one above that has room and in which somebody of them can speak: the one where most can."""
    changed = 0
    for circle in loose:
        if _has_company(circle, inside):
            continue
        ranked = [
            (-voices.able(circle, parent), len(inside[pk]), parent.number, pk)
            for pk, parent in above.items()
            if pk != circle.parent_id and 0 < len(inside[pk]) < MOST
        ]
        possible = [one for one in ranked if one[0] < 0]
        if possible:
            parent = above[min(possible)[3]]
            if circle.parent_id in inside and circle in inside[circle.parent_id]:
                inside[circle.parent_id].remove(circle)
            inside[parent.pk].append(circle)
            _attach(circle, parent)
            changed += 1
    return changed


def _begin(level: int, loose: Sequence[Circle], voices: Voices) -> int:
    """Gather circles that belong nowhere under new ones."""
    groups = _grouped(loose, voices)
    for children, draft in groups:
        parent = _new_circle(level + 1, draft)
        for child in children:
            _attach(child, parent)
    return sum(len(children) for children, _ in groups)


def _divide(level: int, inside: dict[int, list[Circle]], voices: Voices) -> int:
    """Part the children of a circle that has too many: the larger company stays."""
    changed = 0
    for children in [list(those) for those in inside.values() if len(those) > MOST]:
        groups = sorted(_grouped(children, voices), key=lambda group: -len(group[0]))
        for going, draft in groups[1:]:
            parent = _new_circle(level + 1, draft)
            for child in going:
                inside[child.parent_id or 0].remove(child)
                _attach(child, parent)
                changed += 1
    return changed


@dataclass(frozen=True, slots=True)
class _Draft:
    language: str
    start: int
    people: tuple[Person, ...]
    task: Task


def _grouped(circles: Sequence[Circle], voices: Voices) -> list[tuple[list[Circle], _Draft]]:
    """Circles as the engine gathers them under a language and an hour that somebody of each shares."""
    able = [circle for circle in circles if voices.of.get(circle.pk)]
    if len(able) < FEWEST:
        return []
    people = [person for circle in able for person in voices.of[circle.pk]]
    unique = list({person.id: person for person in people}.values())
    task = task_of(unique, options=RunOptions(), on=timezone.now().date())
    number = {person.id: at for at, person in enumerate(task.index.people)}
    circle_of = np.full(len(unique), NOBODY, np.int32)
    for at, circle in enumerate(able):
        for person in voices.of[circle.pk]:
            circle_of[number[person.id]] = at
    spoken = {code: at for at, code in enumerate(task.index.languages)}
    plan = Plan(
        circle=circle_of,
        language=np.array([spoken.get(circle.language, NOBODY) for circle in able], np.int32),
        start=np.zeros(len(able), np.int16),
        length=np.ones(len(able), np.int16),
        unplaced=(),
        score=EMPTY_SCORE,
        seed=0,
    )
    levels = nest(task.problem, plan)
    if not levels:
        return []
    first = levels[0]
    found = []
    for parent in range(len(first.language)):
        children = np.flatnonzero(first.parent == parent).tolist()
        voice = tuple(task.index.people[int(first.delegate[child])] for child in children)
        draft = _Draft(task.index.languages[int(first.language[parent])], int(first.start[parent]), voice, task)
        found.append(([able[child] for child in children], draft))
    return found


def _new_circle(level: int, draft: _Draft) -> Circle:
    hour = anchored(draft.start, draft.people, minutes=draft.task.options.minutes, on=draft.task.index.on)
    last = Circle.objects.filter(level=level).aggregate(Max("number"))["number__max"] or 0
    return Circle.objects.create(
        level=level,
        number=last + 1,
        standing=Circle.Standing.FORMING,
        language=draft.language,
        zone=hour.zone,
        weekday=hour.weekday,
        starts_at=hour.starts_at,
        minutes=-(-hour.minutes // QUARTER) * QUARTER,
        seats_min=FEWEST,
        seats_max=MOST,
    )


def _attach(circle: Circle, parent: Circle) -> None:
    former = circle.parent_id
    circle.parent = parent
    circle.save(update_fields=["parent"])
    children = Circle.objects.filter(parent=parent, standing__in=LIVE).count()
    if parent.seats_max < children:
        parent.seats_max = children
        parent.save(update_fields=["seats_max"])
    attached.send(sender=Circle, circle=circle, former=former)
    seated = Member.objects.filter(seats__circle=circle, seats__left_at__isnull=True)
    details = {"circle": circle.pk, "parent": parent.pk, "level": parent.level, "number": parent.number}
    record(actor=None, verb="renewal.attach", target=circle, concerns=seated, details=details)


def _close_if_empty(circle: Circle) -> None:
    """A circle above the tens with nobody in it and no circle below it is over."""
    if not Circle.objects.filter(parent=circle, standing__in=LIVE).exists():
        settle(circle)
