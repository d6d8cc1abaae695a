"""The engine's plan as rows: tens, the circles above them, who is proposed where and why, and who has no seat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from tenfold.engine.formation import Explanation, Level, Plan, Reason, Remedy, RemedyKind, form, nest

from .bridge import Task, anchored, whole_task
from .company import own_wishes
from .explaining import Reader, figures_of, reader_of
from .models import Formation
from .options import RunOptions
from .proposal import CircleDraft, PlacementDraft, Proposal, UnplacedDraft
from .refusals import Refused

Progress = Callable[[float, str], bool]

FORMING, NESTING = 0.8, 0.85
"""The shares of the whole work after which forming, and nesting, are done."""

MOST_BELOW = 12
"""A hundred and all above it hold so many circles at most; two voices make one alive."""


class GivenUp(Exception):  # noqa: N818 - nothing is wrong: nobody wants the result any more
    """The run was set aside or started again while it was at work."""


def propose(formation: Formation, *, progress: Progress) -> Proposal:
    """Form circles for whom the formation is for.

    :raises Refused: if there are too few people for a single ten.
    :raises GivenUp: if ``progress`` says that nobody waits for the result any more.
    """
    options = RunOptions.from_json(formation.options)
    task = whole_task(options, on=formation.for_date)
    if len(task.members) < options.size.min:
        raise Refused(
            _("There are too few people to be seated: %(found)d, and the smallest ten has %(least)d.")
            % {"found": len(task.members), "least": options.size.min}
        )
    plan = form(task.problem, seed=options.seed, progress=lambda share, stage: progress(share * FORMING, stage))
    _go_on(progress, FORMING, "nest")
    levels = nest(task.problem, plan, target=min(options.size.target, MOST_BELOW), seed=options.seed)
    _go_on(progress, NESTING, "write")
    return proposal_of(task, plan, levels, progress=progress)


def _go_on(progress: Progress, share: float, stage: str) -> None:
    if progress(share, stage):
        raise GivenUp


def proposal_of(task: Task, plan: Plan, levels: Sequence[Level], *, progress: Progress) -> Proposal:
    """Rows for a plan and the levels above it."""
    reader = reader_of(task, plan)
    people_of = _people_of(plan.circle, len(plan.language))
    tens, placements = [], []
    for place, inside in enumerate(people_of):
        explanations = [reader.explain(person) for person in inside]
        tens.append(_ten(task, plan, place, inside, explanations, reader, _parent(levels, 0, place, len(people_of))))
        placements += [PlacementDraft(place, task.members[found.person], reader.kept(found)) for found in explanations]
        _go_on(progress, NESTING + (1 - NESTING) * place / len(people_of), "write")
    above, delegates = _above(task, levels, first=len(tens))
    return Proposal(
        circles=(*tens, *above),
        placements=(*placements, *delegates),
        unplaced=_unplaced(task, plan),
        quality={
            **{name: round(value, 4) for name, value in asdict(plan.score).items()},
            "people": len(task.members),
            "seated": int((plan.circle >= 0).sum()),
            "circles": len(tens),
        },
    )


def _people_of(circle: NDArray[np.int32], circles: int) -> list[list[int]]:
    order = np.argsort(circle, kind="stable")
    bounds = np.searchsorted(circle[order], np.arange(circles + 1))
    return [order[bounds[place] : bounds[place + 1]].tolist() for place in range(circles)]


def _ten(
    task: Task,
    plan: Plan,
    place: int,
    inside: Sequence[int],
    explanations: Sequence[Explanation],
    reader: Reader,
    parent: int | None,
) -> CircleDraft:
    people = [task.index.people[person] for person in inside]
    hour = anchored(int(plan.start[place]), people, minutes=task.options.minutes, on=task.index.on)
    return CircleDraft(
        level=1,
        language=task.index.languages[plan.language[place]],
        zone=hour.zone,
        weekday=hour.weekday,
        starts_at=hour.starts_at,
        minutes=hour.minutes,
        seats_min=task.options.size.min,
        seats_max=task.options.size.max,
        parent=parent,
        quality=figures_of(people, reader.difference(explanations)) | {"weeks": hour.weeks},
    )


def _parent(levels: Sequence[Level], at: int, child: int, first: int) -> int | None:
    """The place in the list of all circles of the parent of a level's child; ``first`` is where the parents begin."""
    if at >= len(levels) or levels[at].parent[child] < 0:
        return None
    return first + int(levels[at].parent[child])


def _above(task: Task, levels: Sequence[Level], *, first: int) -> tuple[list[CircleDraft], list[PlacementDraft]]:
    """The circles above the tens, level by level, each with a placement for the delegate of every child."""
    circles: list[CircleDraft] = []
    placements: list[PlacementDraft] = []
    below = 0  # where the children of this level begin in the list of all circles
    for at, level in enumerate(levels):
        count = len(level.language)
        voices: list[list[int]] = [[] for _ in range(count)]
        for child, (parent, delegate) in enumerate(zip(level.parent.tolist(), level.delegate.tolist(), strict=True)):
            if parent >= 0:
                voices[parent].append(delegate)
                placements.append(PlacementDraft(first + parent, task.members[delegate], {"of": below + child}))
        for place, delegates in enumerate(voices):
            people = [task.index.people[person] for person in delegates]
            hour = anchored(int(level.start[place]), people, minutes=task.options.minutes, on=task.index.on)
            circles.append(
                CircleDraft(
                    level=at + 2,
                    language=task.index.languages[level.language[place]],
                    zone=hour.zone,
                    weekday=hour.weekday,
                    starts_at=hour.starts_at,
                    minutes=hour.minutes,
                    seats_min=max(1, min(2, len(delegates))),
                    seats_max=max(1, len(delegates)),
                    parent=_parent(levels, at + 1, place, first + count),
                    quality={"size": len(delegates), "weeks": hour.weeks},
                )
            )
        below, first = first, first + count
    return circles, placements


IN_CONFIDENCE = frozenset({Reason.CONFLICT, Reason.TOGETHER})


def _unplaced(task: Task, plan: Plan) -> tuple[UnplacedDraft, ...]:
    """Who has no seat and why, as far as it is theirs to know: that somebody keeps away from them is told by nothing.

    What others asked for in confidence looks like a seat that is not free; a wish is named as a remedy to those alone
    who made it.
    """
    own = own_wishes(task.index.people, task.members) if plan.unplaced else {}
    drafts = []
    for found in plan.unplaced:
        named = own.get(task.members[found.person], set())
        reason = Reason.NO_ROOM if found.reason in IN_CONFIDENCE and not named else found.reason
        remedies = (
            remedy
            for remedy in found.remedies
            if remedy.kind is not RemedyKind.APART_FROM_WISH or task.members[remedy.value] in named
        )
        told = tuple(_remedy(task, remedy) for remedy in remedies)
        drafts.append(UnplacedDraft(task.members[found.person], int(reason), told))
    return tuple(drafts)


def _remedy(task: Task, remedy: Remedy) -> dict[str, Any]:
    """A remedy without the numbers of this run, and without telling whom a wish is about."""
    kept: dict[str, Any] = {"kind": remedy.kind.name.lower()}
    if remedy.kind is RemedyKind.LANGUAGE:
        kept["language"] = task.index.languages[remedy.value]
    elif remedy.kind is RemedyKind.LARGER:
        kept["circle"] = remedy.value
    elif remedy.kind is not RemedyKind.APART_FROM_WISH:
        kept["value"] = remedy.value
    return kept
