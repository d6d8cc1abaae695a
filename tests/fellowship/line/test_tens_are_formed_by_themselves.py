"""When enough people wait, a formation is proposed by itself: not for every newcomer, never twice, only if wished."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tenfold.fellowship.circles.actions import decline_placement
from tenfold.fellowship.circles.jobs import run_formation
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.queries.proposals import SILENT_AFTER
from tenfold.fellowship.line import keepers
from tenfold.fellowship.line.actions.forming import AGAIN_AFTER, PATIENCE, UNSTARTED_AFTER, line_now
from tenfold.fellowship.members.actions import wait_no_more
from tenfold.fellowship.members.models import Fellowship, Member, Standing, Wish
from tests.cast import Cast, member
from tests.fellowship.line.stories import nobody_else_waits, waiting_people, work_off

pytestmark = pytest.mark.usefixtures("small_tens")


def keep(now: datetime) -> None:
    keepers.count(now)
    keepers.offer(now)
    keepers.form(now)


def offered_to() -> set[str]:
    found = Placement.objects.filter(standing=Placement.Standing.OFFERED, level=1)
    return set(found.values_list("member__name", flat=True))


def test_enough_people_are_asked_without_anybodys_hand(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(4, days=4)

    keep(now)
    work_off()
    keep(now)

    formation = Formation.objects.get()
    assert (formation.kind, formation.by_itself, formation.standing) == ("line", True, "published")
    assert offered_to() == {person.name for person in people}
    assert Circle.objects.get(level=1).standing == Circle.Standing.FORMING
    assert not Seat.objects.exists()


def test_keeping_again_changes_nothing(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(4, days=4)
    keep(now)
    work_off()
    keep(now)
    before = list(Placement.objects.order_by("pk").values())

    for _again in range(3):
        keep(now + timedelta(minutes=1))
        work_off()

    assert Formation.objects.count() == 1
    assert list(Placement.objects.order_by("pk").values()) == before


def test_a_few_who_just_came_wait_a_little_for_more_people(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(4)

    keep(now)
    assert not Formation.objects.exists()

    keep(now + PATIENCE - timedelta(hours=1))
    assert not Formation.objects.exists()

    keep(now + PATIENCE + timedelta(minutes=1))
    assert Formation.objects.count() == 1


def test_enough_for_three_tens_do_not_have_to_wait(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(12)

    keep(now)

    assert Formation.objects.count() == 1


def test_too_few_are_not_formed(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(2, days=9)
    waiting_people(2, name="Other", days=9, hours="Wed 10:00-12:00")

    keep(now)

    assert not Formation.objects.exists()


def test_only_those_who_wait_are_asked(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(4, days=4)
    member("Invited", languages=("he",), zone="Asia/Jerusalem", hours="Tue 19:00-21:00", standing=Standing.INVITED)
    (later,) = waiting_people(1, name="Later", days=4)
    Member.objects.filter(pk=later.pk).update(not_before=(now + timedelta(days=30)).date())

    keep(now)
    work_off()
    keep(now)

    assert offered_to() == {person.name for person in people}


def test_a_fellowship_may_keep_this_in_its_own_hands(cast: Cast, now: datetime) -> None:
    Fellowship.objects.update(forms_by_itself=False)
    nobody_else_waits()
    waiting_people(12, days=9)

    keep(now)

    assert not Formation.objects.exists()


def test_a_steward_may_want_to_look_first(cast: Cast, now: datetime, tomorrow: datetime) -> None:
    Fellowship.objects.update(publishes_by_itself=False)
    nobody_else_waits()
    waiting_people(12, days=9)

    keep(now)
    work_off()
    keep(now)
    waiting_people(12, name="More", days=9)
    keep(tomorrow)

    formation = Formation.objects.get()  # no second one while this one lies on the desk
    assert formation.standing == Formation.Standing.PROPOSED
    assert offered_to() == set()


def test_what_a_steward_has_laid_hand_on_is_left_to_the_steward(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(4, days=4)
    keep(now)
    work_off()
    Placement.objects.filter(pk=Placement.objects.filter(level=1).first().pk).update(moved_by_hand=True)

    keep(now)

    assert Formation.objects.get().standing == Formation.Standing.PROPOSED


def test_whose_hours_changed_meanwhile_is_left_out(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(5, days=4)
    keep(now)
    work_off()
    Member.objects.filter(pk=people[0].pk).update(hours="Sat 08:00-10:00")

    keep(now)

    assert offered_to() == {person.name for person in people[1:]}


def test_who_wishes_apart_meanwhile_is_not_brought_together(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(5, days=4)
    keep(now)
    work_off()
    Wish.objects.create(member=people[3], kind=Wish.Kind.APART, written=people[1].name)

    keep(now)

    assert len(offered_to()) == 4
    assert not {people[1].name, people[3].name} <= offered_to()


def test_a_ten_for_which_too_few_are_left_is_not_proposed(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(4, days=4)
    keep(now)
    work_off()
    for person in people[:2]:
        wait_no_more(actor=person.account)

    keep(now)

    assert offered_to() == set()
    assert Circle.objects.get(level=1).standing == Circle.Standing.CLOSED
    assert Member.objects.get(pk=people[3].pk).waits_since is not None


def test_who_said_no_is_not_asked_again_at_once_but_when_the_line_has_changed(
    cast: Cast, now: datetime, tomorrow: datetime
) -> None:
    nobody_else_waits()
    people = waiting_people(4, days=4)
    keep(now)
    work_off()
    keep(now)
    for person in people:
        decline_placement(actor=person.account, placement=person.placements.get(level=1))

    keep(tomorrow)
    work_off()
    keep(tomorrow + timedelta(days=1))
    assert Formation.objects.filter(kind="line").count() <= 2

    for person in people:
        person.refresh_from_db()
    assert offered_to() <= {person.name for person in people}


@pytest.mark.parametrize(
    ("standing", "after"),
    [(Formation.Standing.RUNNING, SILENT_AFTER), (Formation.Standing.QUEUED, UNSTARTED_AFTER)],
)
def test_a_run_whose_worker_was_killed_is_started_anew(
    cast: Cast, now: datetime, standing: str, after: timedelta
) -> None:
    nobody_else_waits()
    waiting_people(4, days=4)
    keep(now)
    killed = Formation.objects.get()
    Formation.objects.update(standing=standing, updated_at=now)

    keep(now + after / 2)
    assert Formation.objects.count() == 1

    keep(now + after + timedelta(seconds=1))
    work_off()
    keep(now + after + timedelta(seconds=2))

    killed.refresh_from_db()
    assert killed.standing == Formation.Standing.FAILED
    assert len(offered_to()) == 4
    run_formation.call(killed.pk)  # its worker was alive after all: it finds that nobody wants its result
    killed.refresh_from_db()
    assert killed.standing == Formation.Standing.FAILED


def test_a_run_that_finds_no_ten_is_set_aside_and_not_tried_again_for_the_same_line(
    cast: Cast, now: datetime, tomorrow: datetime
) -> None:
    nobody_else_waits()
    people = waiting_people(3, days=4)
    Wish.objects.create(member=people[0], kind=Wish.Kind.APART, written=people[1].name)

    for day in (now, tomorrow, tomorrow + timedelta(days=1)):
        keep(day)
        work_off()
        keep(day)

    assert list(Formation.objects.values_list("standing", flat=True)) == [Formation.Standing.SET_ASIDE]


def test_whoever_makes_a_ten_possible_is_noticed_at_once(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    people = waiting_people(2, days=5)
    keep(now)
    assert not Formation.objects.exists()

    people += waiting_people(1, name="Third")
    keep(now + timedelta(minutes=1))
    work_off()
    keep(now + timedelta(minutes=2))

    assert offered_to() == {person.name for person in people}


def test_right_after_a_formation_the_next_one_takes_its_time(cast: Cast, now: datetime) -> None:
    nobody_else_waits()
    waiting_people(4, days=5)
    keep(now)
    work_off()
    waiting_people(4, name="Other", days=5, hours="Wed 10:00-12:00")

    keep(now + AGAIN_AFTER / 2)
    assert Formation.objects.count() == 1

    keep(now + AGAIN_AFTER + timedelta(minutes=1))
    assert Formation.objects.count() == 2


def test_looking_at_a_long_line_takes_few_statements(
    cast: Cast, now: datetime, django_assert_max_num_queries: Any
) -> None:
    nobody_else_waits()
    keep(now)
    waiting_people(40, hours="Tue 19:00-21:00", languages=("he", "en"))

    with django_assert_max_num_queries(4):
        line = line_now(Fellowship.objects.get(), now)

    assert (line.within_reach, line.longest is not None) == (40, True)
