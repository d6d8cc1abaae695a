"""The round of a season that is open now, and rounds that were held elsewhere and brought in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from tenfold.fellowship.members.models import Account

from ..models import BroughtIn, Desire, SeasonRound
from .access import entered
from .ground import Ground
from .reading import with_all

SHOWN = 100


def open_round() -> SeasonRound | None:
    """The round in which desires are written now."""
    return SeasonRound.objects.filter(standing=SeasonRound.Standing.OPEN).first()


def brought_in(*, viewer: Account) -> QuerySet[BroughtIn]:
    """Rounds that were held elsewhere, the latest first."""
    entered(viewer)
    return BroughtIn.objects.select_related("season_round").order_by("-season_round__opens_at")


@dataclass(frozen=True, slots=True)
class Story:
    """A round that was held elsewhere: what united its people, and everything that was said, with its figures."""

    held: BroughtIn
    unites: list[Ground]
    rest: list[Desire]


def story_of(*, viewer: Account, key: str) -> Story:
    """One of them.

    :raises Http404: where there is none.
    """
    held = get_object_or_404(brought_in(viewer=viewer), season_round__key=key)
    said = with_all(Desire.objects.filter(season_round=held.season_round, standing=Desire.Standing.BROUGHT_IN))
    heard = said.filter(figure__heard=True, figure__bound__gte=0.5).order_by("-figure__bound", "pk")[:SHOWN]
    unites = [Ground(desire, desire.figure) for desire in heard]
    shown = {ground.desire.pk for ground in unites}
    return Story(held, unites, [desire for desire in said.order_by("pk")[: 5 * SHOWN] if desire.pk not in shown])
