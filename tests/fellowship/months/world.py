"""The world in which months are played: a few people, a clock that is turned, a step after which all must hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.actions import enter, leave
from tenfold.fellowship.members.models import Account, Fellowship, Member, Standing
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast, meet_the_cast, member
from tests.fellowship.invariants import check_invariants

Something = TypeVar("Something")
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
MOST_PEOPLE = 18
HOURS = ("Mon 18:00-22:00", "Mon 18:00-22:00; Wed 19:00-21:00", "Wed 18:00-22:00")
LANGUAGES = (("en",), ("en", "he"), ("he", "en"))
ZONES = ("Europe/London", "Europe/Lisbon", "Asia/Jerusalem")

some = st.integers(0, 2**16)
"""Chooses one of however many there are."""


def _number_rows_anew() -> None:
    """Let every play have the same row numbers, so that it can be repeated: undoing a play does not wind
    PostgreSQL's counters back, as it does SQLite's."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


class World(RuleBasedStateMachine):
    """A fellowship of its own for each play, undone at its end. What people do may be refused, never half done."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clock = time_machine.travel(BEGIN, tick=False)
        self.now = self.clock.start()

    def begin(self, people: int) -> None:
        """The cast and so many more; a room that proposes something in the beginning is the first to call it."""
        _number_rows_anew()
        self.cast: Cast = meet_the_cast()
        Fellowship.objects.filter(pk=1).update(size_min=3, size_target=4, size_max=5, answer_days=10)
        for number in range(people):
            self._arrive(number)

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        super().teardown()

    def _arrive(self, number: int) -> Member:
        return member(
            f"Person{number:02}",
            languages=LANGUAGES[number % 3],
            zone=ZONES[number % 2],
            hours=HOURS[number % 2],
            origin=("north", "south", "east")[number % 3],
        )

    @staticmethod
    def one_of(found: Sequence[Something], which: int) -> Something | None:
        return found[which % len(found)] if found else None

    def somebody(self, which: int, **having: object) -> Member | None:
        return self.one_of(list(Member.objects.filter(**having).select_related("account").order_by("pk")), which)

    @staticmethod
    def account(person: Member) -> Account:
        assert person.account is not None
        return person.account

    @property
    def steward(self) -> Account | None:
        """A steward who is still here."""
        found = Member.objects.filter(roles__role="steward", standing=Standing.ENTERED).first()
        return found.account if found else None

    @staticmethod
    def attempt(act: Callable[[], object]) -> None:
        """Do something that may be refused in words; anything else that goes wrong is a fault."""
        try:
            with transaction.atomic():
                act()
        except (Refused, PermissionDenied, ValidationError):
            pass

    @invariant()
    def all_holds(self) -> None:
        if hasattr(self, "cast"):
            check_invariants()

    @rule(which=some)
    def somebody_arrives(self, which: int) -> None:
        people = Member.objects.count()
        if people < MOST_PEOPLE:
            self._arrive(people + which % 7 * 100)

    @rule(which=some)
    def somebody_leaves_the_fellowship(self, which: int) -> None:
        person = self.somebody(which, standing=Standing.ENTERED, roles__isnull=True)
        if person:
            leave(actor=self.account(person))

    @rule(which=some)
    def somebody_comes_back_into_the_fellowship(self, which: int) -> None:
        person = self.somebody(which, standing=Standing.LEFT)
        if person:
            self.attempt(lambda: enter(actor=self.account(person), name=person.name))

    @rule(which=some, hours=st.sampled_from(HOURS))
    def somebody_changes_their_hours(self, which: int, hours: str) -> None:
        person = self.somebody(which, standing=Standing.ENTERED)
        if person:
            Member.objects.filter(pk=person.pk).update(hours=hours)

    @rule(days=st.sampled_from((1, 3, 8, 30)))
    def days_pass(self, days: int) -> None:
        self.now.shift(timedelta(days=days))
        assert keep(timezone.now()) == []
