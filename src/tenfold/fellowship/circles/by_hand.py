"""A few circles of a proposal as a steward holds them in the hand: a problem of their people, and a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.hours import QUARTER
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Member

from .bridge import Task, slot_of, task_of
from .models import Circle, Formation, Placement
from .options import RunOptions

OTHERS = 300
"""So many people of the formation are read along with the few that a move concerns."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A steward's own plan for a few circles, as the engine reads plans."""

    circle: NDArray[np.int32]
    language: NDArray[np.int32]
    start: NDArray[np.int16]
    length: NDArray[np.int16]


def seated_in(circles: Sequence[Circle]) -> dict[int, int]:
    """The members drafted into circles, with the circle of each."""
    drafts = Placement.objects.filter(circle__in=circles, standing=Placement.Standing.DRAFT)
    return dict(drafts.values_list("member_id", "circle_id"))


def local_task(formation: Formation, members: Sequence[int]) -> Task:
    """The formation's problem for a few people, among some others of it who stay without a circle.

    The others are there so that every attribute has the kind and the span that it has in the whole formation.
    """
    others = Placement.objects.filter(formation=formation, level=1).exclude(member_id__in=members)
    beside = others.order_by("pk").values_list("member_id", flat=True)[:OTHERS]
    people = people_for_formation(Member.objects.filter(pk__in=[*members, *beside]))
    return task_of(people, options=RunOptions.from_json(formation.options), on=formation.for_date)


def hand(task: Task, circles: Sequence[Circle], places: Sequence[int]) -> Hand:
    """The circles as they are, with people in the places given; a language nobody here speaks is number -1."""
    spoken = {code: number for number, code in enumerate(task.index.languages)}
    return Hand(
        circle=np.array(places, np.int32),
        language=np.array([spoken.get(circle.language, -1) for circle in circles], np.int32),
        start=np.array([slot_of(circle, on=task.index.on) for circle in circles], np.int16),
        length=np.array([-(-circle.minutes // QUARTER) for circle in circles], np.int16),
    )
