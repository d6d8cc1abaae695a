"""When clocks change, it is seen weeks before whose hour is lost, and a re-forming is proposed by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from tenfold.fellowship.circles.models import Formation, Placement
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.models import Fellowship
from tenfold.fellowship.renewal.clocks import days_ahead, local_start, regimes
from tenfold.fellowship.renewal.jobs import run_renewal
from tenfold.fellowship.renewal.models import Look
from tenfold.fellowship.renewal.queries.looks import last_look
from tenfold.fellowship.renewal.words import said_with, trouble_words
from tests.cast import Cast
from tests.fellowship.renewal.stories import account, free, people, small_tens, ten, wait_no_more

MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""Clocks change in New York on 8 March, in London on 29 March 2026, in Delhi never."""


@pytest.fixture(autouse=True)
def a_small_fellowship(cast: Cast) -> None:
    small_tens()
    wait_no_more([cast.miriam, cast.daniel, cast.noa, cast.pavel, cast.ruth])


def test_days_on_which_clocks_stand_differently() -> None:
    days = days_ahead(MARCH.date())
    assert regimes(["Europe/London", "Asia/Kolkata"], days) == [date(2026, 3, 10), date(2026, 3, 31)]
    assert regimes(["Asia/Kolkata"], days) == [date(2026, 3, 10)]


def test_the_hour_lost_is_named_with_its_day_and_both_times(cast: Cast) -> None:
    with time_machine.travel(MARCH, tick=False):
        ada, ben = people("Ada Ben", hours="Tue 19:00-22:00")
        (noa,) = people("Nita", zone="Asia/Kolkata", hours="Wed 01:00-02:30")
        circle = ten([ada, ben, noa], weekday=1, starts_at=time(20))
        assert keep() == []
        at, found = last_look(viewer=account(cast.miriam))
    assert at == MARCH
    (one,) = found
    assert (one.ill, one.circle, one.members) == ("clocks", circle, (noa,))
    assert one.since == date(2026, 3, 29)
    assert trouble_words(one) == (
        "From 29 March \u2068Nita\u2069’s Wednesday \u206801:30\u2069 becomes Wednesday \u206800:30\u2069, "
        "and that is not a free hour."
    )


def test_before_the_clocks_change_a_re_forming_is_proposed_by_itself(cast: Cast) -> None:
    with time_machine.travel(MARCH, tick=False):
        everybody = people("Ada Ben Eva", hours="Tue 19:00-22:00")
        (nita,) = people("Nita", zone="Asia/Kolkata", hours="Wed 01:00-02:30; Thu 00:00-06:00")
        ten([*everybody, nita], weekday=1)
        other = ten(people("Gal Hal", hours="Wed 19:00-23:00"), weekday=2)
        assert keep() == []
        formation = Formation.objects.get(kind=Formation.Kind.REPAIR)
        assert formation.by_itself
        run_renewal.func(formation.pk)
        formation.refresh_from_db()
        assert (formation.standing, formation.for_date) == (Formation.Standing.PROPOSED, date(2026, 3, 29))
        placement = Placement.objects.get(formation=formation)
        assert (placement.member, placement.circle) == (nita, other)
        (why,) = said_with(placement)
        assert why == (
            "From 29 March the hour of your ten is at Wednesday \u206800:30\u2069 on your clock, "
            "in place of Wednesday \u206801:30\u2069."
        )
        assert keep() == []
        assert Formation.objects.filter(kind=Formation.Kind.REPAIR).count() == 1


def test_where_stewards_chose_so_nothing_is_proposed_by_itself(cast: Cast) -> None:
    Fellowship.objects.filter(pk=1).update(forms_by_itself=False)
    with time_machine.travel(MARCH, tick=False):
        ada, ben = people("Ada Ben", hours="Tue 19:00-22:00")
        (nita,) = people("Nita", zone="Asia/Kolkata", hours="Wed 01:00-02:30")
        ten([ada, ben, nita], weekday=1)
        assert keep() == []
    assert not Formation.objects.filter(kind=Formation.Kind.REPAIR).exists()
    assert Look.objects.get().found


def test_an_hour_that_clocks_move_and_that_still_suits_is_no_trouble(cast: Cast) -> None:
    with time_machine.travel(MARCH, tick=False):
        ada, ben = people("Ada Ben", hours="Tue 19:00-22:00")
        (nita,) = people("Nita", zone="Asia/Kolkata", hours="Wed 00:00-03:00")
        circle = ten([ada, ben, nita], weekday=1)
        assert (
            local_start(circle, "Asia/Kolkata", date(2026, 3, 10))
            - local_start(circle, "Asia/Kolkata", date(2026, 3, 31))
            == 4
        )
        assert keep() == []
    assert Look.objects.get().found == []


def test_what_clocks_give_back_after_some_weeks_asks_nobody_to_move(cast: Cast) -> None:
    """New York is an hour nearer to London from 8 to 29 March: Nia's hour is elsewhere for three weeks."""
    february = datetime(2026, 2, 17, 12, tzinfo=UTC)
    for day in (february, MARCH):
        with time_machine.travel(day, tick=False):
            if day == february:
                ada, ben = people("Ada Ben", hours="Tue 19:00-22:00")
                (nia,) = people("Nia", zone="America/New_York", hours="Tue 15:00-16:00")
                ten([ada, ben, nia], weekday=1)
            assert keep() == []
            assert Look.objects.get().found == []
    assert not Formation.objects.filter(kind=Formation.Kind.REPAIR).exists()


def test_what_somebody_changed_themselves_does_not_pass(cast: Cast) -> None:
    with time_machine.travel(MARCH, tick=False):
        ada, ben = people("Ada Ben", hours="Tue 19:00-22:00")
        (nia,) = people("Nia", zone="America/New_York", hours="Tue 15:00-16:00")
        ten([ada, ben, nia], weekday=1)
        free(nia, "Fri 15:00-16:00")
        assert keep() == []
    (one,) = Look.objects.get().found
    assert (one["ill"], one["members"]) == ("hour", [nia.pk])
