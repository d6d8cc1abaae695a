"""What people do in a year: come, answer, pause, move, change their hours, leave. Rates are per person and day.

They are not measured in any community; they are chosen rather too lively than too quiet, so that the circles are tried.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from typing import Any

import numpy as np
from django.core.exceptions import PermissionDenied, ValidationError

from tenfold.fellowship.circles.actions import (
    accept_placement,
    ask_for_another,
    leave_circle,
    pause_seat,
    rather_wait,
)
from tenfold.fellowship.circles.models import Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.actions import leave, update_profile, wait_for_a_ten
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.profile import profile_of

ARRIVES = 0.0010  # more than a third of the fellowship comes anew in the year
RATES = {
    "leave_fellowship": 0.0004,
    "leave_ten": 0.0004,
    "pause": 0.0008,
    "change_hours": 0.0008,
    "move_zone": 0.0001,
}
YES, ANOTHER, WAIT = 0.85, 0.05, 0.03
"""Answers to a proposal; who is left gives none, and the proposal lapses."""
DAYS_TO_ANSWER = 2.5
WAITS_AGAIN = 0.7
ZONES = ("Europe/Berlin", "Asia/Jerusalem", "America/New_York", "America/Sao_Paulo", "Australia/Sydney")


@dataclass
class Tally:
    """What happened in a stretch of time."""

    arrived: int = 0
    left: int = 0
    seated: int = 0
    waits: list[float] = field(default_factory=list)
    disturbed: int = 0
    refused: int = 0


class Life:
    """The people of a simulated fellowship: each act goes through the same actions as a real one."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.tally = Tally()
        self.due: list[tuple[datetime, int, str]] = []
        self.known: set[int] = set()

    def look_at_proposals(self, now: datetime) -> None:
        """Whoever finds a new proposal decides when to answer it, and how."""
        offered = Placement.objects.filter(standing=Placement.Standing.OFFERED, member__account__isnull=False)
        for pk in offered.exclude(pk__in=self.known).order_by("level", "pk").values_list("pk", flat=True):
            self.known.add(pk)
            drawn = self.rng.random()
            answer = "yes" if drawn < YES else "another" if drawn < YES + ANOTHER else "wait"
            if drawn < YES + ANOTHER + WAIT:
                after = timedelta(days=float(self.rng.exponential(DAYS_TO_ANSWER)))
                heappush(self.due, (now + after, pk, answer))

    def answer(self, now: datetime) -> None:
        """All answers that fall due."""
        while self.due and self.due[0][0] <= now:
            _when, pk, answer = heappop(self.due)
            placement = Placement.objects.select_related("member__account", "formation").filter(pk=pk).first()
            if placement is not None:
                self._answer(placement, answer, now)

    def _answer(self, placement: Placement, answer: str, now: datetime) -> None:
        actor, waited = placement.member.account, placement.member.waits_since
        try:
            if answer == "another":
                ask_for_another(actor=actor, placement=placement, reasons=["hour"])
            elif answer == "wait":
                rather_wait(actor=actor, placement=placement, until=(now + timedelta(days=30)).date())
            else:
                accept_placement(actor=actor, placement=placement)
                self._seated(placement, waited, now)
        except (Refused, PermissionDenied):
            self.tally.refused += 1  # the circle is full or closed by now, or they left; nothing is lost

    def _seated(self, placement: Placement, waited: datetime | None, now: datetime) -> None:
        if placement.level > 1:
            return
        if placement.replaces_id is not None:
            self.tally.disturbed += 1
        elif waited is not None:
            self.tally.seated += 1
            self.tally.waits.append((now - waited).total_seconds() / 86400)

    def live(self, today: date) -> None:
        """What happens on a day besides answers."""
        entered = Member.objects.filter(standing=Standing.ENTERED, account__isnull=False, roles__isnull=True)
        people = list(entered.order_by("pk").values_list("pk", flat=True))
        for what, rate in RATES.items():
            for pk in self.rng.choice(people, size=self.rng.poisson(rate * len(people))).tolist():
                member = Member.objects.select_related("account").get(pk=pk)
                if member.standing == Standing.ENTERED:
                    getattr(self, what)(member, today)

    def leave_fellowship(self, member: Member, _today: date) -> None:
        leave(actor=member.account)
        self.tally.left += 1

    def leave_ten(self, member: Member, _today: date) -> None:
        seat = Seat.objects.filter(member=member, level=1, left_at__isnull=True).first()
        if seat is not None:
            leave_circle(actor=member.account, seat=seat)
            if self.rng.random() < WAITS_AGAIN:
                wait_for_a_ten(actor=member.account)

    def pause(self, member: Member, today: date) -> None:
        seat = Seat.objects.filter(member=member, level=1, left_at__isnull=True, paused_until__isnull=True).first()
        if seat is not None:
            pause_seat(actor=member.account, seat=seat, until=today + timedelta(weeks=int(self.rng.integers(2, 9))))

    def change_hours(self, member: Member, _today: date) -> None:
        """One of the weekly stretches goes, or another evening comes."""
        profile = profile_of(member)
        stretches = [text for text in member.hours.split("; ") if text]
        if len(stretches) > 1 and self.rng.random() < 0.5:
            stretches.pop(int(self.rng.integers(len(stretches))))
        else:
            day = ("Sun", "Mon", "Tue", "Wed", "Thu")[int(self.rng.integers(5))]
            stretches.append(f"{day} 19:00-22:00")
        self._profile(member, profile, hours="; ".join(stretches))

    def move_zone(self, member: Member, _today: date) -> None:
        self._profile(member, profile_of(member), zone=str(self.rng.choice(ZONES)))

    def _profile(self, member: Member, profile: Any, **changes: Any) -> None:
        try:
            update_profile(actor=member.account, profile=replace(profile, **changes))
        except ValidationError:
            self.tally.refused += 1
