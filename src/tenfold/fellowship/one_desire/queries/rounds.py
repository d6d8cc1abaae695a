"""Rounds of the whole fellowship: the one that goes on, those that were, and the story of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from icalendar import Calendar, Event

from tenfold.engine.unity.pooling import SMALLEST
from tenfold.fellowship.desires.models import Desire, Response, SeasonRound
from tenfold.fellowship.desires.reach import circles_of
from tenfold.fellowship.members.models import Member

from ..models import Composition, RoundLetter
from .texts import Text, newest

REMEMBERED, REMEMBERED_OVER = 600, 86_400
"""Seconds for which the answers of a round stay counted."""


@dataclass(frozen=True, slots=True)
class Storey:
    """How many circles of a level composed in a round, and how many of their texts stand."""

    level: int
    began: int
    stand: int


@dataclass(frozen=True, slots=True)
class Story:
    """What came of a round. Numbers of people are told from five on; texts are the whole's and of one's own circles."""

    season_round: SeasonRound
    desires: int
    people: int | None
    answers: int
    storeys: tuple[Storey, ...]
    whole: Text | None
    mine: tuple[Text, ...]
    letter: bool


def rounds() -> QuerySet[SeasonRound]:
    """All rounds of this fellowship, the latest first; those of other places are the room of desires' to show."""
    return SeasonRound.objects.filter(brought_in__isnull=True)


def round_now() -> SeasonRound | None:
    """The round that goes on, or else the next one that is planned."""
    on = [SeasonRound.Standing.OPEN, SeasonRound.Standing.COMPOSING]
    found = SeasonRound.objects.filter(standing__in=on).first()
    return found or SeasonRound.objects.filter(standing=SeasonRound.Standing.PLANNED).order_by("opens_at").first()


def story_of(season_round: SeasonRound, *, viewer: Member) -> Story:
    """The story of a round, as far as it has come. About ten queries."""
    told = Desire.objects.filter(season_round=season_round).exclude(standing=Desire.Standing.HIDDEN)
    people, answers = _counted(season_round)
    stands = Q(standing__in=[Composition.Standing.STANDS, Composition.Standing.REPLACED])
    counted = (
        Composition.objects.filter(season_round=season_round)
        .values("circle__level")
        .annotate(began=Count("pk"), stand=Count("pk", filter=stands))
        .order_by("circle__level")
    )
    own = [circle.pk for circle in circles_of(viewer)]
    texts = newest(
        Composition.objects.filter(stands, Q(circle__in=own) | Q(circle__isnull=True), season_round=season_round)
        .select_related("circle")
        .order_by("circle__level", "stood_at")
    )
    return Story(
        season_round=season_round,
        desires=told.count(),
        people=people if people >= SMALLEST else None,
        answers=answers if people >= SMALLEST else 0,
        storeys=tuple(Storey(row["circle__level"] or 0, row["began"], row["stand"]) for row in counted),
        whole=next((text for text in reversed(texts) if text.composition.circle_id is None), None),
        mine=tuple(text for text in texts if text.composition.circle_id is not None),
        letter=RoundLetter.objects.filter(season_round=season_round, member=viewer).exists(),
    )


def _counted(season_round: SeasonRound) -> tuple[int, int]:
    """How many people gave how many answers in a round. Millions of answers take seconds to count, so it is remembered:
    for some minutes while it goes on, for a day when it is over."""
    over = season_round.standing == SeasonRound.Standing.CLOSED
    end = (season_round.announced_at or season_round.closes_at) if over else season_round.closes_at

    def counted() -> tuple[int, int]:
        given = Response.objects.filter(responded_at__gte=season_round.opens_at, responded_at__lt=end)
        return given.values("member").distinct().count(), given.count()

    key = f"one_desire.round:{season_round.pk}:{season_round.standing}"
    found = cache.get_or_set(key, counted, REMEMBERED_OVER if over else REMEMBERED)
    return (found[0], found[1]) if found is not None else counted()


def calendar_of(season_round: SeasonRound, *, address: str, names: tuple[str, str, str], now: datetime) -> bytes:
    """An iCalendar file (RFC 5545) with the three days of a round; taking it again replaces them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tenfold//EN")
    calendar.add("version", "2.0")
    days = (season_round.opens_at, season_round.composes_at, season_round.closes_at)
    for kind, day, name in zip(("opens", "composes", "closes"), days, names, strict=True):
        event = Event()
        event.add("uid", f"round-{season_round.key}-{kind}@tenfold")
        event.add("dtstamp", now)
        event.add("dtstart", day)
        event.add("summary", name)
        event.add("url", address)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
