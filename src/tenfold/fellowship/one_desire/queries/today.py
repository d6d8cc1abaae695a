"""What waits for a member in this room: words of theirs that were taken, texts that are asked about, a round."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from tenfold.fellowship.circles.models import Seat
from tenfold.fellowship.desires.models import SeasonRound
from tenfold.fellowship.members.models import Member

from ..models import Composition, Consent, Taking, Version
from ..reach import speak_for_the_whole
from .rounds import round_now


@dataclass(frozen=True, slots=True)
class Waiting:
    words: int
    asked: tuple[Composition, ...]
    season_round: SeasonRound | None

    @property
    def anything(self) -> bool:
        return bool(self.words or self.asked or self.season_round)


def waiting_for(member: Member) -> Waiting:
    """Everything that waits. Five queries, and a few more where the top of the nest is nearly empty."""
    takings = Taking.objects.filter(
        member=member, standing=Taking.Standing.ASKED, composition__standing=Composition.Standing.COMPOSING
    )
    sits = Seat.objects.filter(member=member, left_at__isnull=True)
    whole = sits.filter(speak_for_the_whole("circle__"))
    here = Q(circle__in=sits.values("circle")) | Q(circle__isnull=True) & Exists(whole)
    last = Version.objects.filter(composition=OuterRef("version__composition")).order_by("-number").values("pk")[:1]
    said = Consent.objects.filter(version__composition=OuterRef("pk"), member=member, version=last)
    asked = Composition.objects.filter(here, ~Exists(said), standing=Composition.Standing.ASKED)
    return Waiting(takings.count(), tuple(asked.select_related("circle").order_by("asked_at")[:9]), round_now())
