"""What moving one person by hand would do: which rules it breaks, and what it does to the circles concerned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tenfold.engine.formation import Rule, check
from tenfold.fellowship.members.models import Member

from .bridge import Task
from .by_hand import Hand, hand, local_task, seated_in
from .explaining import reader_of
from .models import Circle, Formation, Placement

IMPOSSIBLE = frozenset({Rule.APART})
"""Rules that no steward sets aside by hand: they are somebody's own wish."""


@dataclass(frozen=True, slots=True)
class Change:
    """One circle before and after: its size, and how different its people are (0..1; None where nobody is left)."""

    circle: Circle
    size: tuple[int, int]
    difference: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Effect:
    """``breaks``: the rules that hold before the move and not after it."""

    member: Member
    source: Circle | None
    target: Circle | None
    breaks: frozenset[Rule]
    changes: tuple[Change, ...] = field(default=())

    @property
    def possible(self) -> bool:
        return not self.breaks & IMPOSSIBLE


def effect_of(formation: Formation, member: Member, target: Circle | None) -> Effect:
    """What it would do to move a member to a circle of the proposal, or to no seat. Writes nothing."""
    source = source_of(formation, member)
    circles = [circle for circle in (source, target) if circle is not None]
    if source == target:
        return Effect(member, source, target, frozenset())
    seated = seated_in(circles)
    task = local_task(formation, [*seated, member.pk])
    where = {circle.pk: place for place, circle in enumerate(circles)}
    before = [where.get(seated.get(pk, 0), -1) for pk in task.members]
    after = [
        (where[target.pk] if target is not None else -1) if pk == member.pk else place
        for pk, place in zip(task.members, before, strict=True)
    ]
    new = _broken(task, hand(task, circles, after)) - _broken(task, hand(task, circles, before))
    broken = {rule for rule, _, _ in new}
    sizes = [(before.count(place), after.count(place)) for place in range(len(circles))]
    if any(_off(task, then) > _off(task, now) for now, then in sizes):
        broken |= {Rule.SIZE}
    differences = zip(_differences(task, circles, before), _differences(task, circles, after), strict=True)
    changes = tuple(Change(*found) for found in zip(circles, sizes, differences, strict=True))
    return Effect(member, source, target, frozenset(broken), changes)


def source_of(formation: Formation, member: Member) -> Circle | None:
    """The ten that a proposal holds a member in."""
    drafts = Placement.objects.filter(formation=formation, member=member, level=1, standing=Placement.Standing.DRAFT)
    found = drafts.select_related("circle").first()
    return found.circle if found else None


def _broken(task: Task, plan: Hand) -> set[tuple[Rule, int, tuple[int, ...]]]:
    """The rules that a plan breaks, with where and by whom; sizes are looked at apart."""
    found = check(task.problem, plan)
    return {(one.rule, one.circle, one.people) for one in found if one.rule is not Rule.SIZE}


def _off(task: Task, size: int) -> int:
    """By how many people a size is out of bounds."""
    return max(task.options.size.min - size, size - task.options.size.max, 0)


def _differences(task: Task, circles: Sequence[Circle], places: Sequence[int]) -> list[float | None]:
    """How different the people of each circle are; None where nobody is left."""
    reader = reader_of(task, hand(task, circles, places), by_hand=True)
    inside = [[person for person, found in enumerate(places) if found == place] for place in range(len(circles))]
    return [reader.difference([reader.explain(person) for person in people]) if people else None for people in inside]
