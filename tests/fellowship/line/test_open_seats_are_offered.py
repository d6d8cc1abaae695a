"""Open seats of tens that are there are offered to those in the line who fit: one seat to one person."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tenfold.fellowship.circles.actions import accept_placement, decline_placement, leave_circle
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.line import keepers, open_seats
from tenfold.fellowship.line.actions import offer_open_seats
from tenfold.fellowship.line.actions.offering import EVERY
from tenfold.fellowship.line.open_seats import AGAIN_AFTER
from tenfold.fellowship.members.actions import wait_for_a_ten
from tenfold.fellowship.members.models import Fellowship, Member, Wish
from tenfold.fellowship.renewal.actions.asks import begin_ask, support_ask
from tenfold.fellowship.renewal.models import Ask
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of
from tests.fellowship.line.stories import asked_for, living_ten, nobody_else_waits, waiting_people

pytestmark = pytest.mark.usefixtures("small_tens")


@pytest.fixture
def ten(cast: Cast, small_tens: Fellowship) -> Circle:
    """Three sit in a ten that usually has four."""
    people = waiting_people(3, name="Sitting", origin="north")
    found = living_ten(people)
    nobody_else_waits()
    return found


def keep(now: datetime) -> None:
    keepers.count(now)
    keepers.offer(now)


def test_a_fitting_person_is_asked_and_reads_why(ten: Circle, now: datetime) -> None:
    (fits,) = waiting_people(1, origin="south")
    waiting_people(1, name="Elsewhen", hours="Wed 19:00-21:00")
    waiting_people(1, name="Elsewhere", zone="America/New_York")
    waiting_people(1, name="Stranger", languages=("en",))

    keep(now)

    assert asked_for(ten) == [fits]
    formation = Formation.objects.get(kind=Formation.Kind.OFFER)
    assert (formation.by_itself, formation.standing) == (True, Formation.Standing.PUBLISHED)
    placement = placement_of(fits, ten)
    assert placement.explanation["everyone"] == {"speak": True, "free": True}
    assert placement.expires_at is not None
    assert not Seat.objects.filter(member=fits).exists()

    accept_placement(actor=fits.account, placement=placement)
    assert Seat.objects.filter(circle=ten, left_at__isnull=True).count() == 4


def test_who_differs_most_is_asked_then_who_has_waited_longest(ten: Circle, now: datetime) -> None:
    waiting_people(1, name="Alike", origin="north", days=99)
    waiting_people(1, name="Short", origin="south", days=1)
    (longer,) = waiting_people(1, name="Longer", origin="west", days=5)

    keep(now)

    assert asked_for(ten) == [longer]


def test_a_seat_is_offered_to_one_at_a_time_and_goes_on_after_a_no(ten: Circle, now: datetime) -> None:
    first, second = waiting_people(2, origin="south")
    keep(now)
    assert asked_for(ten) == [first]
    keep(now + EVERY)
    assert asked_for(ten) == [first]

    decline_placement(actor=first.account, placement=placement_of(first, ten))
    keep(now + 2 * EVERY)
    assert asked_for(ten) == [second]

    decline_placement(actor=second.account, placement=placement_of(second, ten))
    for hours in range(3, 60, 7):
        keep(now + hours * EVERY)
    assert asked_for(ten) == []  # neither is asked again for the ten they said no to


def test_what_nobody_answered_goes_to_the_next_and_comes_back_much_later(ten: Circle, now: datetime) -> None:
    first, second = waiting_people(2, origin="south")
    keep(now)
    Placement.objects.filter(member=first).update(standing=Placement.Standing.LAPSED, decided_at=now)

    keep(now + EVERY)
    assert asked_for(ten) == [second]

    Placement.objects.filter(member=second).update(standing=Placement.Standing.LAPSED, decided_at=now)
    keep(now + 2 * EVERY)
    assert asked_for(ten) == []
    keep(now + AGAIN_AFTER + EVERY)
    assert asked_for(ten) == [first]


def test_who_left_the_ten_is_not_asked_to_come_back(ten: Circle, now: datetime) -> None:
    seat = Seat.objects.filter(circle=ten).first()
    leave_circle(actor=seat.member.account, seat=seat)
    wait_for_a_ten(actor=seat.member.account)

    keep(now)

    assert asked_for(ten) == []


def test_each_person_gets_one_offer_and_the_ten_that_cannot_begin_comes_first(cast: Cast, now: datetime) -> None:
    alive = living_ten(waiting_people(3, name="Alive"))
    people = waiting_people(2, name="Beginning")
    beginning = offered(people, language="he", seats_min=3, seats_max=5)
    Circle.objects.filter(pk=beginning.pk).update(
        zone="Asia/Jerusalem", weekday=1, starts_at=Circle.objects.get(pk=alive.pk).starts_at
    )
    nobody_else_waits()
    (one,) = waiting_people(1, days=1)

    keep(now)
    assert (asked_for(alive), asked_for(beginning)[-1]) == ([], one)

    (another,) = waiting_people(1, name="Another")
    keep(now + EVERY)
    assert len(asked_for(alive)) + len(asked_for(beginning)) == 4
    assert Placement.objects.filter(member=one, standing=Placement.Standing.OFFERED).count() == 1
    assert Placement.objects.filter(member=another, standing=Placement.Standing.OFFERED).count() == 1


def test_a_full_ten_and_a_kept_seat_are_not_offered(ten: Circle, now: datetime) -> None:
    Fellowship.objects.update(size_target=3)
    Seat.objects.filter(pk=Seat.objects.first().pk).update(paused_until=now.date() + timedelta(days=30))
    waiting_people(2, origin="south")

    keep(now)

    assert asked_for(ten) == []


def test_a_ten_may_ask_for_more_or_wish_to_stay_as_it_is(
    ten: Circle, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished: dict[int, int] = {ten.pk: 0}
    monkeypatch.setattr(open_seats, "_wishes", [])
    open_seats.ask_tens(lambda tens: wished)
    people = waiting_people(5, origin="south")

    keep(now)
    assert asked_for(ten) == []

    wished[ten.pk] = 9
    keep(now + EVERY)
    assert asked_for(ten) == people[:2]  # five sit there at most


def test_who_wishes_to_sit_apart_is_not_asked(ten: Circle, now: datetime) -> None:
    (person,) = waiting_people(1, origin="south")
    inside = Seat.objects.filter(circle=ten).first().member
    Wish.objects.create(member=inside, kind=Wish.Kind.APART, written=person.name)

    keep(now)

    assert asked_for(ten) == []


def test_a_blocked_pair_is_not_brought_together(ten: Circle, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    (person,) = waiting_people(1, origin="south")
    inside = Seat.objects.filter(circle=ten).first().member
    pairs = frozenset({(person.pk, inside.pk), (inside.pk, person.pk)})
    monkeypatch.setattr(open_seats, "pairs_kept_apart", lambda: pairs)

    keep(now)

    assert asked_for(ten) == []


def test_seats_are_looked_for_once_an_hour(ten: Circle, now: datetime) -> None:
    keep(now)
    waiting_people(1, origin="south")

    keep(now + EVERY / 2)
    assert asked_for(ten) == []

    keep(now + EVERY)
    assert len(asked_for(ten)) == 1


def test_where_a_steward_wants_to_look_first_nobody_is_asked_before(ten: Circle, now: datetime) -> None:
    Fellowship.objects.update(publishes_by_itself=False)
    waiting_people(2, origin="south")

    keep(now)
    keep(now + EVERY)

    assert Formation.objects.filter(kind=Formation.Kind.OFFER).count() == 1
    assert asked_for(ten) == []


def test_by_hand_a_steward_has_open_seats_filled_in_for_a_look(ten: Circle, cast: Cast, now: datetime) -> None:
    Fellowship.objects.update(forms_by_itself=False)
    waiting_people(1, origin="south")
    keep(now)
    assert not Formation.objects.filter(kind=Formation.Kind.OFFER).exists()

    with pytest.raises(PermissionDenied):
        offer_open_seats(actor=cast.noa.account)
    formation = offer_open_seats(actor=cast.miriam.account)

    assert (formation.standing, formation.started_by) == (Formation.Standing.PROPOSED, cast.miriam.account)
    with pytest.raises(Refused):
        offer_open_seats(actor=cast.miriam.account)


def test_by_hand_where_nobody_fits_that_is_said(ten: Circle, cast: Cast) -> None:
    with pytest.raises(Refused):
        offer_open_seats(actor=cast.miriam.account)
    assert Member.objects.filter(waits_since__isnull=False).count() == 0


def test_a_ten_that_asks_for_a_new_member_is_offered_one_beyond_the_usual(cast: Cast, now: datetime) -> None:
    people = waiting_people(4, name="Sitting")
    full = living_ten(people)
    nobody_else_waits()
    first, _second = waiting_people(2, origin="south")
    keep(now)
    assert asked_for(full) == []

    ask = begin_ask(actor=people[0].account, circle=full, kind=Ask.Kind.PERSON)
    support_ask(actor=people[1].account, ask=ask)
    keep(now + EVERY)
    assert asked_for(full) == []  # two of four are not more than half

    support_ask(actor=people[2].account, ask=ask)
    keep(now + 2 * EVERY)
    keep(now + 3 * EVERY)
    assert asked_for(full) == [first]


def test_whoever_waits_long_is_offered_a_chair_beyond_the_usual_size(ten: Circle, now: datetime) -> None:
    Fellowship.objects.update(size_target=3)
    waiting_people(1, name="Lately", days=20)
    keep(now)
    assert asked_for(ten) == []

    long, longer = waiting_people(2, name="Long", days=22)
    Member.objects.filter(pk=longer.pk).update(waits_since=now - timedelta(days=40))
    keep(now + EVERY)
    assert asked_for(ten) == [longer]  # one chair at a time

    keep(now + 2 * EVERY)
    assert asked_for(ten) == [longer, long]
    keep(now + 3 * EVERY)
    assert len(asked_for(ten)) == 2  # five chairs are all it has


def test_a_chair_within_the_usual_size_comes_before_one_beyond(ten: Circle, cast: Cast, now: datetime) -> None:
    full = living_ten(waiting_people(4, name="Full"), seats_max=6)
    nobody_else_waits()
    (person,) = waiting_people(1, name="Long", days=40)

    keep(now)

    assert (asked_for(ten), asked_for(full)) == ([person], [])
