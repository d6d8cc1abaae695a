"""What tens ask for together, and what a steward does: publish re-formings the day after, and open a season once."""

from __future__ import annotations

from datetime import datetime

from benchmarks.fellowship.life import Life
from django.core.exceptions import PermissionDenied, ValidationError

from tenfold.fellowship.circles.actions import publish_formation
from tenfold.fellowship.circles.models import Circle, Formation, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.renewal.actions import begin_ask, open_season, support_ask, wish_in_season
from tenfold.fellowship.renewal.models import Ask, Season

TEN_ASKS = 0.0015
"""That somebody of a ten begins to ask for something with it, per ten and day."""
SUPPORTS = 0.65
KINDS = (Ask.Kind.PERSON, Ask.Kind.PERSON, Ask.Kind.HOUR, Ask.Kind.DIVIDE)
SEASON_ON, SEASON_DAYS = 180, 14
MEETS = 0.15
"""Would like to meet new people in a season; a third of them with one whom they keep."""


class Tens:
    """Tens and their steward."""

    def __init__(self, life: Life, steward: Account) -> None:
        self.life, self.steward = life, steward

    def live(self, day: int) -> None:
        """What tens begin on a day; those who sit there support it, or not."""
        rng = self.life.rng
        tens = list(Circle.objects.filter(level=1, standing=Circle.Standing.ALIVE).order_by("pk"))
        for _ in range(rng.poisson(TEN_ASKS * len(tens))):
            ten = tens[int(rng.integers(len(tens)))]
            here = Seat.objects.filter(circle=ten, left_at__isnull=True, member__account__isnull=False)
            people = [seat.member for seat in here.select_related("member__account").order_by("pk")]
            kind = KINDS[int(rng.integers(len(KINDS)))]
            self._ask(ten, kind, people)
        if day == SEASON_ON:
            open_season(actor=self.steward, days=SEASON_DAYS)
        if day == SEASON_ON + SEASON_DAYS // 2:
            self._wish()

    def _ask(self, ten: Circle, kind: str, people: list[Member]) -> None:
        ask = None
        for person in people:
            if ask is not None and self.life.rng.random() > SUPPORTS:
                continue
            try:
                if ask is None:
                    ask = begin_ask(actor=person.account, circle=ten, kind=kind)
                    self.life.tally.did[f"a ten asks {Ask.Kind(kind).label}"] += 1
                else:
                    support_ask(actor=person.account, ask=ask)
            except (Refused, PermissionDenied):  # the ten is full, or they are away
                continue

    def _wish(self) -> None:
        rng = self.life.rng
        season = Season.objects.filter(closed_at__isnull=True).first()
        seats = Seat.objects.filter(level=1, left_at__isnull=True, member__account__isnull=False)
        for seat in seats.select_related("member__account").order_by("pk"):
            if season is None or rng.random() > MEETS:
                continue
            beside = Seat.objects.filter(circle=seat.circle_id, left_at__isnull=True).exclude(pk=seat.pk)
            kept = [one.member for one in beside.select_related("member").order_by("pk")[:1] if rng.random() < 1 / 3]
            try:
                wish_in_season(actor=seat.member.account, season=season, meets=True, keep=kept)
                self.life.tally.did["wishes to meet new people"] += 1
            except (Refused, PermissionDenied, ValidationError):
                continue

    def publish(self, now: datetime) -> None:
        """The steward looks at what was found and publishes it."""
        kinds = (Formation.Kind.REPAIR, Formation.Kind.SEASON)
        for formation in Formation.objects.filter(
            standing=Formation.Standing.PROPOSED, kind__in=kinds, created_at__lt=now
        ):
            publish_formation(actor=self.steward, formation=formation)
            self.life.tally.did[f"published: {formation.get_kind_display()}"] += 1
