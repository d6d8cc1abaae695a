"""Why somebody is proposed where they are: kept as numbers with the placement, said in words when it is read.

Kept and said is only what the person may know: their own answers, and how many of the others differ in what is shown
to a circle anyway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from tenfold.engine.formation import Explainer, Explanation, Pairs, Size
from tenfold.engine.formation.score import PlanLike
from tenfold.engine.hours import QUARTER
from tenfold.fellowship.members.models import Attribute
from tenfold.fellowship.members.visibility import card_of
from tenfold.people.matching import OWN_FEATURES, Index
from tenfold.people.person import Person
from tenfold.people.words import explanation_lines, isolate, language_name

from .bridge import Task, is_free_at, slot_of
from .by_hand import hand, local_task, seated_in
from .models import Circle, Formation, Placement
from .names import circle_name


@dataclass(frozen=True, slots=True)
class Reader:
    """Explains the placements of one plan, and says how different the people of its circles are."""

    explainer: Explainer
    task: Task
    shown: tuple[int, ...]

    def explain(self, person: int) -> Explanation:
        return self.explainer(person)

    def kept(self, explanation: Explanation) -> dict[str, Any]:
        """What is kept of an explanation; ``alternative`` is a number of the plan's circles, or None."""
        return {
            "features": [self.task.index.features[number] for number in self.shown],
            "share": [round(explanation.share[number], 3) for number in self.shown],
            "brings": [place for place, number in enumerate(self.shown) if number in explanation.brings],
            "length": explanation.length,
            "unmet": explanation.unmet,
            "kept": explanation.kept,
            "alternative": explanation.alternative if explanation.alternative >= 0 else None,
        }

    def difference(self, explanations: Sequence[Explanation]) -> float:
        """How much the people of one circle differ, 0 to 1: the mean share of others who differ, as weighed."""
        weights = np.array([feature.weight for feature in self.task.problem.features])
        if not len(weights) or not explanations:
            return 0.0
        shares = np.array([explanation.share for explanation in explanations])
        return float((shares @ weights).mean() / weights.sum())


def reader_of(task: Task, plan: PlanLike, *, by_hand: bool = False) -> Reader:
    """A reader for a plan of the engine, or for one that a person made, which may break any rule."""
    return Reader(Explainer(_lenient(task, plan) if by_hand else task.problem, plan), task, _shown(task.index))


def _lenient(task: Task, plan: PlanLike) -> Any:
    """The problem without the rules that a plan by hand may break, for the explainer counts on valid plans."""
    largest = int(np.bincount(plan.circle[plan.circle >= 0], minlength=1).max())
    size = Size(1, max(1, min(task.options.size.target, largest)), max(largest, task.options.size.max))
    return replace(task.problem, size=size, together=None, pinned=None, apart=Pairs(), previous=None)


def _shown(index: Index) -> tuple[int, ...]:
    """The features that circles may know of, by number: a hidden answer is not told through how others differ in it."""
    shown = {*OWN_FEATURES, *Attribute.objects.filter(shown=True).values_list("key", flat=True)}
    return tuple(number for number, name in enumerate(index.features) if name in shown)


def explain_anew(formation: Formation, circles: Sequence[Circle]) -> None:
    """Explain every draft of tens that a person changed by hand, and write their quality anew."""
    seated = seated_in(circles)
    task = local_task(formation, list(seated))
    where = {circle.pk: place for place, circle in enumerate(circles)}
    places = [where.get(seated.get(pk, 0), -1) for pk in task.members]
    reader = reader_of(task, hand(task, circles, places), by_hand=True)
    person_of = {pk: number for number, pk in enumerate(task.members)}
    for circle in circles:
        inside = [pk for pk, found in seated.items() if found == circle.pk]
        people = [task.index.people[person_of[pk]] for pk in inside]
        explanations = {pk: reader.explain(person_of[pk]) for pk in inside}
        everyone = {
            "speak": all(circle.language in person.languages for person in people),
            "free": all(is_free_at(person, circle, on=task.index.on) for person in people),
        }
        for draft in Placement.objects.filter(circle=circle, standing=Placement.Standing.DRAFT):
            kept = reader.kept(explanations[draft.member_id]) | {"everyone": everyone, "alternative": None}
            draft.explanation = kept | {"breaks": draft.explanation.get("breaks", [])}
            draft.save(update_fields=["explanation"])
        circle.quality = figures_of(people, reader.difference(list(explanations.values()))) | {"by_hand": True}
        circle.save(update_fields=["quality"])


def figures_of(people: Sequence[Person], difference: float) -> dict[str, Any]:
    """What a circle is like in numbers."""
    return {
        "size": len(people),
        "countries": len({person.country for person in people if person.country}),
        "origins": len({person.origin for person in people if person.origin}),
        "languages": len({code for person in people for code in person.languages}),
        "difference": round(difference, 3),
    }


def words_for(placement: Placement, *, on: date) -> list[str]:
    """Why this placement, in the words of its member's reading, one sentence each."""
    kept = placement.explanation
    lines = _delegate_lines(placement) if placement.level > 1 else _seat_lines(placement, on)
    if placement.moved_by_hand:
        lines.append(_("A steward chose this place for you by hand."))
        if "hour" in kept.get("breaks", []):
            lines.append(_("You have not said that you are free at this hour."))
        if "language" in kept.get("breaks", []):
            lines.append(_("You have not said that you speak this language."))
    return lines


def _seat_lines(placement: Placement, on: date) -> list[str]:
    kept, circle = placement.explanation, placement.circle
    labels = dict(Attribute.objects.filter(shown=True).values_list("key", "label"))
    card = card_of(placement.member)
    person = Person(
        id=card.key,
        name=card.name,
        languages=card.languages,
        zone=card.zone,
        hours=(),
        origin=card.origin,
        country=card.country,
        gift=card.gift,
        attributes=dict(card.attributes),
    )
    features = tuple(labels.get(name, name) for name in kept.get("features", ()))
    start = slot_of(circle, on=on)
    alternative = kept.get("alternative")
    explanation = Explanation(
        person=0,
        circle=circle.number - 1,
        language=0,
        start=start,
        length=kept.get("length") or -(-circle.minutes // QUARTER),
        local_start=0,
        share=tuple(kept.get("share", ())),
        brings=tuple(kept.get("brings", ())),
        ties=(),
        unmet=kept.get("unmet", 0),
        kept=kept.get("kept", False),
        alternative=alternative - 1 if alternative else -1,
        alternative_cost=0.0,
    )
    lines = explanation_lines(explanation, Index((person,), (circle.language,), features, on, circle.minutes))
    return _honest(lines, circle, kept.get("everyone", {}))


def _honest(lines: list[str], circle: Circle, everyone: Mapping[str, bool]) -> list[str]:
    """After a move by hand it may not be true of everyone what otherwise opens every explanation."""
    language, hour, *rest = lines
    if not everyone.get("speak", True):
        language = _("Most in this circle speak %(language)s.") % {"language": language_name(circle.language)}
    if not everyone.get("free", True):
        hour = _("Most in this circle are free at its hour.")
    if everyone:
        rest = rest[:-1]  # which seat would be next best is known only of the engine's own plan
    return [language, hour, *rest]


def _delegate_lines(placement: Placement) -> list[str]:
    circle, below = placement.circle, placement.explanation.get("of", [placement.level - 1, 0])
    return [
        _("You would carry the voice of %(below)s into %(circle)s.")
        % {"below": isolate(circle_name(*below)), "circle": isolate(circle_name(circle.level, circle.number))},
        _("All delegates there speak %(language)s and are free at its hour.")
        % {"language": language_name(circle.language)},
        _("You can say yes to your own circle and no to this."),
    ]
