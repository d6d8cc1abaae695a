"""A formation, its circles and those without a seat, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenfold.engine.formation import Reason, Rule, Score
from tenfold.engine.hours import QUARTER
from tenfold.people import words as people_words

from ..effects import Effect
from ..models import Formation, Unplaced
from ..models import Reason as Wanting
from ..names import circle_name
from ..queries import proposals
from ..queries.answers import reasons_given
from .words import name_of

WAITING = gettext_lazy("Waiting for the worker")

REASONS = {
    Unplaced.BY_HAND: gettext_lazy("A steward took the seat away by hand."),
    Reason.NO_LANGUAGE: gettext_lazy("No language is known."),
    Reason.NO_HOURS: gettext_lazy("No free stretch is long enough."),
    Reason.ALONE: gettext_lazy("Too few people with a common language are free at the same hours."),
    Reason.TOGETHER: gettext_lazy("What was asked for in confidence could not be fulfilled."),
    Reason.CONFLICT: gettext_lazy("What was asked for in confidence, or a rule, closes every circle that would fit."),
    Reason.NO_ROOM: gettext_lazy("No seat that fits is free, and too few people are left for one more circle."),
}

RULES = {
    Rule.SIZE: gettext_lazy("A ten would be smaller or larger than it should be."),
    Rule.LANGUAGE: gettext_lazy("The language of the ten is not one that the person speaks."),
    Rule.HOUR: gettext_lazy("The person has not said that they are free at the hour of the ten."),
    Rule.TOGETHER: gettext_lazy("What was asked for in confidence would not be fulfilled."),
    Rule.APART: gettext_lazy("This place is not possible for this person."),
    Rule.TWO_OR_NONE: gettext_lazy("Somebody would be the only one of their kind in the ten."),
    Rule.SEPARATE: gettext_lazy("The ten would mix what is to stay separate."),
    Rule.PINNED: gettext_lazy("People held in one ten would be parted."),
}


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What a move does to one circle."""

    name: str
    size: str
    difference: str


def standing_of(formation: Formation) -> dict[str, Any]:
    """Where a run is: its stage in words, its share done, whether it has fallen silent."""
    stage = people_words.STAGES.get(formation.stage, formation.get_standing_display())
    return {
        "stage": WAITING if formation.standing == Formation.Standing.QUEUED else stage,
        "done": round(formation.progress * 100),
        "at_work": formation.standing in (Formation.Standing.QUEUED, Formation.Standing.RUNNING),
        "silent": proposals.fell_silent(formation),
    }


def reasons_of(formation: Formation) -> dict[str, Any]:
    """Why some asked for another seat: counted once enough people said why, and in their own words without names."""
    counted, said = reasons_given(formation)
    labels = dict(Wanting.choices)
    return {"wanting": [(labels[reason], count) for reason, count in counted.items()], "said": said}


def proposal(formation: Formation, *, page: int | str, level: int) -> dict[str, Any]:
    """What the page of a proposal says: the whole in figures, one page of circles."""
    levels = proposals.levels(formation)
    circles = proposals.circles_page(formation, page, level=level)
    return {
        "page": circles,
        "cards": [(circle, quality_words(circle.quality), name_of(circle)) for circle in circles],
        "level": level,
        "empty": not levels,
        "levels": [(number, level_words(number), count) for number, count in levels.items()],
        "figures": figures(formation),
        "overall": overall(formation.quality),
        "unplaced_count": formation.unplaced.count(),
        "targets": [(circle.number, name_of(circle)) for circle in circles],
        "answers": proposals.answers(formation),
        **reasons_of(formation),
    }


def level_words(level: int) -> str:
    return {1: _("Tens"), 2: _("Hundreds"), 3: _("Thousands")}.get(level) or _("Level %(level)s") % {"level": level}


def figures(formation: Formation) -> list[tuple[str, Any]]:
    """The whole proposal in numbers."""
    quality = formation.quality
    return [
        (_("people"), quality.get("people", 0)),
        (_("with a seat"), quality.get("seated", 0)),
        (_("tens"), quality.get("circles", 0)),
    ]


def overall(quality: Mapping[str, Any]) -> str:
    """How good a proposal is against the best there could be."""
    names = [field.name for field in fields(Score)]
    known = {name: float(quality[name]) for name in names if name in quality}
    return people_words.quality_text(Score(**known)) if "difference_bound" in known else ""


def quality_words(quality: Mapping[str, Any]) -> dict[str, Any]:
    """What a ten is like, in words with ten points that light up."""
    difference = float(quality.get("difference", 0))
    countries, origins = int(quality.get("countries", 0)), int(quality.get("origins", 0))
    parts = [
        ngettext("%(count)d country", "%(count)d countries", countries) % {"count": countries},
        ngettext("%(count)d origin", "%(count)d origins", origins) % {"count": origins},
    ]
    weeks = quality.get("weeks")
    if weeks is not None and weeks < 52:
        text = ngettext(
            "the hour suits everyone in %(count)d of 52 weeks",
            "the hour suits everyone in %(count)d of 52 weeks",
            weeks,
        )
        parts.append(text % {"count": weeks})
    if quality.get("by_hand"):
        parts.append(_("changed by hand"))
    return {"words": difference_words(difference), "tenths": round(difference * 10), "more": " · ".join(parts)}


def difference_words(share: float) -> str:
    """How much people differ, in words."""
    if share >= 0.75:
        return _("People who differ in almost everything")
    if share >= 0.5:
        return _("People who differ in much")
    if share >= 0.25:
        return _("People who differ in some things")
    return _("People who are much alike")


def reason(row: Unplaced) -> str:
    return str(REASONS.get(row.reason, REASONS[Reason.NO_ROOM]))


def remedies(row: Unplaced, formation: Formation) -> list[str]:
    """The smallest steps that would help, in words."""
    minutes = int(formation.options.get("minutes", 60))
    texts = (_remedy(kept, zone=row.member.zone, minutes=minutes, on=formation.for_date) for kept in row.remedies)
    return [text for text in texts if text]


def _remedy(kept: Mapping[str, Any], *, zone: str, minutes: int, on: date) -> str:
    kind = kept.get("kind")
    if kind == "hour":
        hour = people_words.hour_text(kept["value"], -(-minutes // QUARTER), zone, on)
        return _("One more free hour: %(hour)s, on the person's own clock.") % {"hour": hour}
    if kind == "language":
        return _("One more language: %(language)s.") % {"language": people_words.language_name(kept["language"])}
    if kind == "larger":
        return _("One more seat in %(circle)s.") % {"circle": circle_name(1, kept["circle"])}
    if kind == "more_people":
        text = ngettext(
            "%(count)d more person with such a language and such hours.",
            "%(count)d more people with such a language and such hours.",
            kept["value"],
        )
        return text % {"count": kept["value"]}
    if kind == "apart_from_wish":
        return _("One thing asked for in confidence taken back.")
    return ""


def effect(found: Effect) -> dict[str, Any]:
    """What a move would do, in words."""
    return {
        "effect": found,
        "rules": [str(RULES[rule]) for rule in sorted(found.breaks)],
        "changes": [
            ChangeWords(name_of(change.circle), _from_to(*change.size), _from_to(*map(_percent, change.difference)))
            for change in found.changes
        ],
        "target_name": name_of(found.target) if found.target else _("no seat"),
        "source_name": name_of(found.source) if found.source else _("no seat"),
    }


def _from_to(before: object, after: object) -> str:
    if before == after:
        return _("stays %(value)s") % {"value": after}
    return _("%(before)s before, %(after)s after") % {"before": before, "after": after}


def _percent(share: float | None) -> str:
    return _("none") if share is None else f"{round(share * 100)} %"
