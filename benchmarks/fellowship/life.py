"""What people do in a year: come, answer, pause, move, change hours, keep away, leave. Rates are per person and day.

They are not measured in any community; they are chosen rather too lively than too quiet, so that the circles are tried.
What tens and stewards do is in :mod:`.tens`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
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
from tenfold.fellowship.circles.models import Placement, Reason, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.conduct.actions import block
from tenfold.fellowship.members.actions import leave, update_profile, wait_for_a_ten
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.profile import profile_of
from tenfold.fellowship.renewal.actions import answer_change, ask_to_move
from tenfold.fellowship.renewal.models import Change, Consent

ARRIVES = 0.0010  # more than a third of the fellowship comes anew in the year
RATES = {
    "leave_fellowship": 0.0004,
    "leave_ten": 0.0004,
    "pause": 0.0008,
    "change_hours": 0.0008,
    "move_zone": 0.0001,
    "ask_to_move": 0.0003,
    "keep_away": 0.00004,
}
YES, ANOTHER, WAIT = 0.85, 0.05, 0.03
"""Answers to a proposal; who is left gives none, and the proposal lapses."""
DAYS_TO_ANSWER = 2.5
TRIES = 3
"""So often a delegate says yes who has yet to take their seat below."""
WAITS_AGAIN = 0.7
ZONES = ("Europe/Berlin", "Asia/Jerusalem", "America/New_York", "America/Sao_Paulo", "Australia/Sydney")
REASONS = (Reason.HOUR, Reason.LANGUAGE, Reason.FAR, Reason.KNOWN)


@dataclass
class Tally:
    """What happened in a stretch of time: how long those waited who sat down, and how often what was done."""

    waits: list[float] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)


class Life:
    """The people of a simulated fellowship: each act goes through the same actions as a real one."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.tally = Tally()
        self.due: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self.known: set[tuple[str, int]] = set()
        self.count = 0

    def later(self, now: datetime, act: Callable[[datetime], None]) -> None:
        """Let somebody do something when they come to it."""
        self.count += 1
        after = timedelta(days=float(self.rng.exponential(DAYS_TO_ANSWER)))
        heappush(self.due, (now + after, self.count, act))

    def look_at_proposals(self, now: datetime) -> None:
        """Whoever finds a new proposal decides when to answer it, and how."""
        offered = Placement.objects.filter(standing=Placement.Standing.OFFERED, member__account__isnull=False)
        for pk in self._new("seat", list(offered.order_by("level", "pk").values_list("pk", flat=True))):
            drawn = self.rng.random()
            answer = "yes" if drawn < YES else "another" if drawn < YES + ANOTHER else "wait"
            if drawn < YES + ANOTHER + WAIT:
                self.later(now, lambda when, pk=pk, answer=answer: self._answer(pk, answer, when))
        asked = Consent.objects.filter(
            placement__isnull=True,
            said__isnull=True,
            member__account__isnull=False,
            change__standing=Change.Standing.OPEN,
            change__formation__published_at__isnull=False,
        )
        for pk in self._new("hour", list(asked.order_by("pk").values_list("pk", flat=True))):
            drawn = self.rng.random()
            if drawn < YES + ANOTHER:
                self.later(now, lambda _when, pk=pk, yes=drawn < YES: self._consent(pk, yes))

    def _new(self, kind: str, pks: list[int]) -> list[int]:
        found = [pk for pk in pks if (kind, pk) not in self.known]
        self.known |= {(kind, pk) for pk in found}
        return found

    def answer(self, now: datetime) -> None:
        """All answers that fall due."""
        while self.due and self.due[0][0] <= now:
            _when, _count, act = heappop(self.due)
            act(now)

    def _answer(self, pk: int, answer: str, now: datetime, tries: int = TRIES) -> None:
        found = Placement.objects.select_related("member__account", "formation").filter(pk=pk)
        placement = found.filter(standing=Placement.Standing.OFFERED, member__account__isnull=False).first()
        if placement is None:
            return
        actor, waited = placement.member.account, _waits_since(placement.member)
        try:
            if answer == "another":
                ask_for_another(actor=actor, placement=placement, reasons=[self._one_of(REASONS)])
            elif answer == "wait":
                rather_wait(actor=actor, placement=placement, until=(now + timedelta(days=30)).date())
            else:
                accept_placement(actor=actor, placement=placement)
                self._seated(placement, waited, now)
            self.tally.did[f"seat: {answer}"] += 1
        except (Refused, PermissionDenied):  # full or closed by now, or they left; nothing is lost
            self.tally.did["seat: yes, but no longer free"] += placement.level == 1
            if placement.level > 1 and tries > 1:
                self.later(now, lambda when: self._answer(pk, answer, when, tries - 1))

    def _one_of(self, choices: tuple[Any, ...]) -> Any:
        return choices[int(self.rng.integers(len(choices)))]

    def _seated(self, placement: Placement, waited: datetime | None, now: datetime) -> None:
        if placement.level == 1 and placement.replaces_id is None and waited is not None:
            self.tally.waits.append((now - waited).total_seconds() / 86400)

    def _consent(self, pk: int, yes: bool) -> None:
        consent = Consent.objects.select_related("change", "member__account").filter(pk=pk, said__isnull=True).first()
        if consent is None or consent.member.account is None:
            return
        try:
            answer_change(actor=consent.member.account, change=consent.change, yes=yes)
            self.tally.did["another hour: yes" if yes else "another hour: no"] += 1
        except (Refused, PermissionDenied):
            self.tally.did["another hour: no longer open"] += 1

    def live(self, today: date) -> None:
        """What happens on a day besides answers."""
        entered = Member.objects.filter(standing=Standing.ENTERED, account__isnull=False, roles__isnull=True)
        people = list(entered.order_by("pk").values_list("pk", flat=True))
        for what, rate in RATES.items():
            for pk in self.rng.choice(people, size=self.rng.poisson(rate * len(people))).tolist():
                member = Member.objects.select_related("account").get(pk=pk)
                if member.standing == Standing.ENTERED:
                    self.tally.did[what] += getattr(self, what)(member, today)

    def leave_fellowship(self, member: Member, _today: date) -> bool:
        leave(actor=member.account)
        return True

    def leave_ten(self, member: Member, _today: date) -> bool:
        seat = _seat(member)
        if seat is not None:
            leave_circle(actor=member.account, seat=seat)
            if self.rng.random() < WAITS_AGAIN:
                wait_for_a_ten(actor=member.account)
        return seat is not None

    def pause(self, member: Member, today: date) -> bool:
        seat = _seat(member)
        if seat is None or seat.paused_until is not None:
            return False
        pause_seat(actor=member.account, seat=seat, until=today + timedelta(weeks=int(self.rng.integers(2, 9))))
        return True

    def change_hours(self, member: Member, _today: date) -> bool:
        """One of the weekly stretches goes, or another evening comes."""
        profile = profile_of(member)
        stretches = [text for text in member.hours.split("; ") if text]
        if len(stretches) > 1 and self.rng.random() < 0.5:
            stretches.pop(int(self.rng.integers(len(stretches))))
        else:
            stretches.append(f"{self._one_of(('Sun', 'Mon', 'Tue', 'Wed', 'Thu'))} 19:00-22:00")
        return self._profile(member, profile, hours="; ".join(stretches))

    def move_zone(self, member: Member, _today: date) -> bool:
        return self._profile(member, profile_of(member), zone=self._one_of(ZONES))

    def _profile(self, member: Member, profile: Any, **changes: Any) -> bool:
        try:
            update_profile(actor=member.account, profile=replace(profile, **changes))
        except ValidationError:
            return False
        return True

    def ask_to_move(self, member: Member, _today: date) -> bool:
        if _seat(member) is None:
            return False
        ask_to_move(actor=member.account, reasons=[self._one_of(REASONS)])
        return True

    def keep_away(self, member: Member, _today: date) -> bool:
        """Never be placed with somebody of one's ten again; and leave it, for another one."""
        seat = _seat(member)
        if seat is None:
            return False
        beside = Seat.objects.filter(circle=seat.circle_id, left_at__isnull=True).exclude(pk=seat.pk)
        other = beside.select_related("member").order_by("pk").first()
        if other is not None:
            block(actor=member.account, other=other.member)
            leave_circle(actor=member.account, seat=seat)
            wait_for_a_ten(actor=member.account)
        return other is not None


def _waits_since(member: Member) -> datetime | None:
    """Since when somebody waits, without the days for which they asked for no proposal."""
    since, day = member.waits_since, member.not_before
    if since is None or day is None:
        return since
    return max(since, since.replace(year=day.year, month=day.month, day=day.day))


def _seat(member: Member) -> Seat | None:
    return Seat.objects.filter(member=member, level=1, left_at__isnull=True).first()
