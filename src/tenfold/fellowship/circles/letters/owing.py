"""To whom a letter is owed, and when it may go out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from tenfold.engine.hours import zone_info
from tenfold.fellowship.members.models import Member, Standing

from ..models import Formation, Letter, LetterChoice

MORNING, EVENING = time(7), time(21)
"""Letters go out between these, on the clock of the person."""


def owe_letters(formation: Formation, members: Iterable[Member], *, now: datetime) -> int:
    """Note a letter for each of those who entered and did not stop such letters; how many that are.

    To be called in the transaction that publishes. A second call owes nothing twice.
    """
    people = [one for one in members if one.standing == Standing.ENTERED and one.account_id is not None]
    stopped = set(LetterChoice.objects.filter(proposals=False).values_list("member", flat=True))
    letters = [
        Letter(member=one, formation=formation, due_at=by_day(now, one.zone)) for one in people if one.pk not in stopped
    ]
    Letter.objects.bulk_create(letters, batch_size=1000, ignore_conflicts=True)
    return len(letters)


def by_day(moment: datetime, zone: str) -> datetime:
    """The moment itself if it is day in a zone, else when the next morning begins there."""
    clock = zone_info(zone)
    there = moment.astimezone(clock)
    if MORNING <= there.time() < EVENING:
        return moment
    day = there.date() + timedelta(days=there.time() >= EVENING)
    return datetime.combine(day, MORNING, clock).astimezone(moment.tzinfo)
