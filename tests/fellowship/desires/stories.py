"""How the stories of this room begin: tens that live, a hundred above them, and people who answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from html import unescape
from typing import Any

import numpy as np
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.actions import respond, write_desire
from tenfold.fellowship.desires.models import BroughtIn, Counts, Desire, Fit, Response, SeasonRound
from tenfold.fellowship.desires.reckoning import reckon_now
from tenfold.fellowship.members.models import Member
from tests.fellowship.circles.stories import crowd, offered, placement_of
from tests.fellowship.members.door import account_of

__all__ = [
    "answers",
    "brought_in_round",
    "crowd",
    "goes_along",
    "hundred_above",
    "living_ten",
    "many_answers",
    "reckon",
    "wish",
]


def living_ten(people: Sequence[Member], **circle: Any) -> Circle:
    """A ten in which all of ``people`` took their seat."""
    ten = offered(people, **circle)
    for person in people:
        accept_placement(actor=account_of(person), placement=placement_of(person, ten))
    ten.refresh_from_db()
    return ten


def hundred_above(tens: Sequence[Circle], *, delegates: Sequence[Member] = ()) -> Circle:
    """A hundred in which ``tens`` stand; ``delegates`` took their seats there."""
    hundred = offered(delegates, level=2)
    for ten in tens:
        ten.parent = hundred
        ten.save()
    for person in delegates:
        accept_placement(actor=account_of(person), placement=placement_of(person, hundred))
    hundred.refresh_from_db()
    return hundred


def wish(author: Member, text: str, circle: Circle | None = None, **more: Any) -> Desire:
    """What somebody desires, in English."""
    return write_desire(actor=account_of(author), circle=circle, text=text, **{"language": "en", **more})


def answers(desire: Desire, people: Iterable[Member], value: int = 1) -> None:
    """All of ``people`` give one answer."""
    for person in people:
        respond(actor=account_of(person), desire=desire, value=value)


def many_answers(desires: Sequence[Desire], people: Sequence[Member], table: np.ndarray[Any, Any]) -> None:
    """Answers in bulk, as if each had been given: ``table`` int (people, desires), 9 for no answer."""
    now = timezone.now()
    Response.objects.bulk_create(
        Response(member=person, desire=desire, value=int(table[i, j]), responded_at=now)
        for i, person in enumerate(people)
        for j, desire in enumerate(desires)
        if table[i, j] != 9
    )
    for j, desire in enumerate(desires):
        agreed, disagreed, passed = (int((table[:, j] == value).sum()) for value in (1, -1, 0))
        Counts.objects.filter(desire=desire).update(agreed=agreed, disagreed=disagreed, passed=passed)


def reckon(circle: Circle | None = None) -> None:
    """Have the figures made, as a worker does."""
    Fit.objects.filter(circle=circle).update(wanted_at=timezone.now())
    assert reckon_now(circle.pk if circle else None)


def brought_in_round() -> SeasonRound:
    """A round of another place of which next to nothing is told."""
    now = timezone.now()
    held = SeasonRound.objects.create(
        title="Parks",
        standing=SeasonRound.Standing.CLOSED,
        opens_at=now - timedelta(days=3),
        composes_at=now - timedelta(days=2),
        closes_at=now - timedelta(days=1),
    )
    BroughtIn.objects.create(season_round=held, people=3, responses=7)
    return held


def goes_along(page: str) -> str:
    """What a page for reporting sends along of the text that is reported."""
    found = re.search(r'<input type="hidden" name="quote" value="([^"]*)"', page)
    assert found, page
    return unescape(found[1])
