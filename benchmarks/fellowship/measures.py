"""How the fellowship stands, read from the database with other code than that which keeps its rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from benchmarks.fellowship.life import Tally
from benchmarks.fellowship.line import Lacks, what_the_rest_lack

from tenfold.engine.hours import local_week, parse_stretches, utc_week
from tenfold.fellowship.circles.bridge import slot_of
from tenfold.fellowship.circles.models import LIVE, Circle, Formation, Placement, Seat
from tenfold.fellowship.conduct.queries import kept_apart
from tenfold.fellowship.members.models import Member, MemberLanguage, Standing
from tenfold.fellowship.renewal.models import Change

PASSES = timedelta(weeks=6)


@dataclass(frozen=True)
class Month:
    """What the table shows of one month."""

    ends: datetime
    members: int
    tens: int
    seated: int
    lacks: Lacks
    waits: list[float]
    moved: int
    changed_places: int
    other_hour: int
    lost: int
    passing: int
    broken: int
    did: Counter[str]


def month(begins: datetime, now: datetime, tally: Tally) -> Month:
    """The fellowship at the end of a month."""
    moved = Seat.objects.filter(level=1, since__gt=begins, since__lte=now, placement__replaces__isnull=False)
    kinds = Counter(moved.values_list("placement__formation__kind", flat=True))
    done = Change.objects.filter(standing=Change.Standing.DONE, ended_at__gt=begins, ended_at__lte=now)
    rehoured = done.filter(kind=Change.Kind.HOUR).values("hours__circle")
    away = away_from_the_hour(now.date())
    lost = away & away_from_the_hour(now.date() + PASSES)
    return Month(
        ends=now,
        members=Member.objects.filter(standing=Standing.ENTERED).count(),
        tens=Circle.objects.filter(level=1, standing__in=LIVE).count(),
        seated=Seat.objects.filter(level=1, left_at__isnull=True).count(),
        lacks=what_the_rest_lack(now),
        waits=tally.waits,
        moved=kinds[Formation.Kind.REPAIR],
        changed_places=kinds[Formation.Kind.SEASON],
        other_hour=Seat.objects.filter(circle__in=rehoured, left_at__isnull=True).count(),
        lost=len(lost),
        passing=len(away - lost),
        broken=len(broken()),
        did=tally.did,
    )


def must_hold() -> None:
    """Stop the year at the first broken rule."""
    found = broken()
    if found:
        raise AssertionError(f"broken: {found[:5]}")


def broken() -> list[str]:
    """Every rule that the database does not keep, in words."""
    found = []
    seats = Seat.objects.filter(left_at__isnull=True)
    rows = list(seats.values_list("member", "level", "circle", "circle__seats_max", "circle__standing"))
    twice = [key for key, count in Counter((member, level) for member, level, *_rest in rows).items() if count > 1]
    found += [f"member {member} sits twice on level {level}" for member, level in twice]
    most = {circle: seats_max for _member, _level, circle, seats_max, _standing in rows}
    people = Counter(circle for _member, _level, circle, *_rest in rows)
    found += [
        f"circle {circle} holds {count} of {most[circle]}" for circle, count in people.items() if count > most[circle]
    ]
    found += [f"somebody sits in circle {row[2]}, which is {row[4]}" for row in rows if row[4] not in LIVE]
    without_yes = seats.exclude(placement__standing=Placement.Standing.ACCEPTED).values_list("pk", flat=True)
    found += [f"seat {pk} rests on no yes" for pk in without_yes]
    lost_yes = Placement.objects.filter(standing=Placement.Standing.ACCEPTED, seat__isnull=True)
    found += [f"the yes to placement {pk} has no seat" for pk in lost_yes.values_list("pk", flat=True)]
    strangers = seats.exclude(member__standing=Standing.ENTERED).values_list("pk", flat=True)
    found += [f"seat {pk} is of somebody who is no member" for pk in strangers]
    both = seats.filter(level=1, member__waits_since__isnull=False).values_list("member", flat=True)
    found += [f"member {pk} sits and waits" for pk in both]
    inside: dict[int, set[int]] = defaultdict(set)
    for member, _level, circle, *_rest in rows:
        inside[member].add(circle)
    for one, other in kept_apart():
        found += [f"{one} and {other}, kept apart, sit in circle {circle}" for circle in inside[one] & inside[other]]
    return found


def away_from_the_hour(on: date) -> set[int]:
    """Seats of living tens whose person does not speak its language or is not free at its hour, by a day's clocks."""
    spoken = set(MemberLanguage.objects.values_list("member", "code"))
    tens = {circle.pk: (slot_of(circle, on=on), circle) for circle in Circle.objects.filter(level=1, standing__in=LIVE)}
    found = set()
    rows = Seat.objects.filter(level=1, left_at__isnull=True, paused_until__isnull=True).values_list(
        "pk", "circle", "member", "member__hours", "member__zone"
    )
    for pk, circle_pk, member, hours, zone in rows:
        start, circle = tens[circle_pk]
        week = utc_week(local_week(parse_stretches(hours)), zone, on)
        free = all(week[(start + quarter) % len(week)] for quarter in range(-(-circle.minutes // 15)))
        if not (free and (member, circle.language) in spoken):
            found.add(pk)
    return found


HEAD = (
    *("month to", "members", "tens", "seated", "of those who could", "wish for a ten", "sat down", "wait, days"),
    *("moved", "other hour", "hour lost", "for weeks", "broken"),
)


def table(months: list[Month]) -> list[str]:
    """The months as Markdown."""
    return [f"| {' | '.join(HEAD)} |", "| --- " * len(HEAD) + "|", *[line(found) for found in months]]


def line(found: Month) -> str:
    """One month as a row."""
    lacks = found.lacks
    cells = (
        f"{found.ends:%Y-%m-%d}",
        found.members,
        found.tens,
        share(found.seated, found.seated + lacks.waiting),
        share(found.seated, found.seated + lacks.could),
        lacks.waiting,
        len(found.waits),
        f"{median(found.waits):.1f}" if found.waits else "",
        found.moved + found.changed_places,
        found.other_hour,
        found.lost,
        found.passing,
        found.broken,
    )
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def share(part: int, whole: int) -> str:
    """A part of a whole in percent."""
    return f"{100 * part / max(whole, 1):.1f} %"
