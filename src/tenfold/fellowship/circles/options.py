"""What a steward asks a formation for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenfold.engine.formation.problem import Size, Weights

from .refusals import Refused

MOST_PEOPLE_IN_A_CIRCLE = 100
LONGEST_MEETING = 8 * 60
LARGEST_SEED = 2**31 - 1


class Who(TextChoices):
    WITHOUT_A_SEAT = "without", gettext_lazy("those who have no seat yet")
    WAITING = "waiting", gettext_lazy("those who wait in the line, and nobody who is only invited")
    ALL = "all", gettext_lazy("everybody, those who sit in a circle too")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Who is to be seated and what counts; kept as JSON with the run, so that it can be started again."""

    who: str = Who.WITHOUT_A_SEAT
    minutes: int = 60
    size: Size = field(default_factory=Size)
    weights: Weights = field(default_factory=Weights)
    seed: int = 0
    keep: bool = True

    def __post_init__(self) -> None:
        if not 2 <= self.size.min <= self.size.target <= self.size.max <= MOST_PEOPLE_IN_A_CIRCLE:
            raise Refused(
                _("The sizes do not fit: the smallest is at least 2, the usual not below it, the largest at most 100.")
            )
        if not 15 <= self.minutes <= LONGEST_MEETING:
            raise Refused(_("A ten meets for 15 minutes to 8 hours."))
        if not 0 <= self.seed <= LARGEST_SEED:
            raise Refused(_("The seed is a whole number from 0 to %(most)d.") % {"most": LARGEST_SEED})
        if self.who not in Who.values:
            raise Refused(_("Choose who is to be seated."))
        if any(weight < 0 for weight in asdict(self.weights).values()):
            raise Refused(_("What counts cannot count less than nothing."))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> RunOptions:
        """The options as they were kept; what a proposal without a run did not say is as usual."""
        known = {name: kept[name] for name in ("who", "minutes", "seed", "keep") if name in kept}
        size, weights = Size(**kept.get("size", {})), Weights(**kept.get("weights", {}))
        return cls(**known, size=size, weights=weights)
