"""Two people act in the same moment: nothing is doubled, nobody sits where there is no room, no yes is lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tenfold.fellowship.circles.actions import (
    accept_placement,
    ask_for_another,
    come_back,
    decline_placement,
    leave_circle,
    pause_seat,
    propose,
    publish_by_itself,
    publish_formation,
    rather_wait,
    resume_seat,
)
from tenfold.fellowship.circles.actions.lapsing import lapse_offers
from tenfold.fellowship.circles.letters.sending import send_due
from tenfold.fellowship.circles.models import Circle, Formation, Letter, Placement, Seat
from tenfold.fellowship.circles.options import RunOptions, Who
from tenfold.fellowship.circles.proposal import CircleDraft, PlacementDraft, Proposal
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.actions import leave
from tenfold.fellowship.members.models import Fellowship, Member
from tests.cast import Cast, meet_the_cast
from tests.fellowship.circles.at_once import a_database_for_several, at_once
from tests.fellowship.circles.stories import crowd, offered, placement_of, proposal_for, ten_of
from tests.fellowship.invariants import check_invariants

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(tmp_path: Path, transactional_db: None) -> Iterator[Cast]:
    """The cast in a database that several threads can open."""
    with a_database_for_several(tmp_path):
        yield meet_the_cast()


def yes(person: Member, circle: Circle) -> Callable[[], Seat | None]:
    assert person.account is not None
    account, placement = person.account, placement_of(person, circle)
    return lambda: accept_placement(actor=account, placement=placement)


def moved(person: Member, circle: Circle, *, kind: str = Formation.Kind.REPAIR) -> Placement:
    """A published proposal that somebody moves into a circle that is there."""
    seat = person.seats.filter(left_at__isnull=True, level=1).first()
    draft = PlacementDraft(0, person.pk, {}, replaces=seat.pk if seat else None)
    proposal = Proposal((CircleDraft.of(circle),), (draft,))
    formation = propose(kind=kind, by_itself=True, proposal=proposal)
    publish_by_itself(formation=formation)
    return formation.placements.get()


def test_the_last_seat_is_taken_once(company: Cast) -> None:
    ten = offered([company.noa, company.ruth, company.pavel], seats_min=1, seats_max=1)
    people = [company.noa, company.ruth, company.pavel]

    found = at_once(
        *(
            lambda person=person: accept_placement(actor=person.account, placement=placement_of(person, ten))
            for person in people
        )
    )

    assert sorted(isinstance(answer, Refused) for answer in found) == [False, True, True]
    assert Seat.objects.filter(circle=ten, left_at__isnull=True).count() == 1


def test_saying_yes_to_two_circles_at_once_ends_in_one_seat(company: Cast) -> None:
    first = offered([company.noa, company.ruth])
    placement = placement_of(company.noa, first)
    accept = lambda: accept_placement(actor=company.noa.account, placement=placement)  # noqa: E731

    found = at_once(accept, accept)

    assert len({seat.pk for seat in found}) == 1
    assert Seat.objects.count() == 1


def test_two_stewards_who_publish_at_once_publish_once(company: Cast) -> None:
    formation = proposal_for([company.noa, company.ruth])
    publish = lambda: publish_formation(actor=company.miriam.account, formation=formation)  # noqa: E731

    assert at_once(publish, publish) == [0, 0]

    assert Placement.objects.filter(standing=Placement.Standing.OFFERED).count() == 2


@pytest.mark.parametrize("named", [True, False], ids=["named", "not named yet"])
def test_two_proposals_for_the_same_people_offer_each_one_seat(company: Cast, named: bool) -> None:
    if not named:
        Fellowship.objects.all().delete()
    formations = [proposal_for([company.noa, company.ruth]), proposal_for([company.noa, company.ruth])]

    found = at_once(
        *(
            lambda formation=formation: publish_formation(actor=company.miriam.account, formation=formation)
            for formation in formations
        )
    )

    assert sorted(found) == [0, 2]
    for person in (company.noa, company.ruth):
        assert person.placements.filter(standing=Placement.Standing.OFFERED).count() == 1


def test_who_is_moved_while_answering_sits_in_one_place(company: Cast) -> None:
    """Noa says yes to an older offer while a formation for everybody, which takes its place, is published."""
    old = offered([company.noa, company.ruth])
    new = proposal_for([company.noa, company.pavel], options=RunOptions(who=Who.ALL))

    at_once(yes(company.noa, old), lambda: publish_formation(actor=company.miriam.account, formation=new))

    check_invariants()
    assert Placement.objects.filter(member=company.noa, formation=new).exists()


def test_two_who_change_places_with_the_last_chairs(company: Cast) -> None:
    first, second = offered([company.noa, company.ruth], seats_max=2), offered([company.pavel], seats_max=2)
    for person, ten in ((company.noa, first), (company.ruth, first), (company.pavel, second)):
        yes(person, ten)()
    there, back = moved(company.noa, second), moved(company.pavel, first)

    at_once(
        lambda: accept_placement(actor=company.noa.account, placement=there),
        lambda: accept_placement(actor=company.pavel.account, placement=back),
    )

    check_invariants()
    assert Seat.objects.filter(left_at__isnull=True).count() == 3


def test_who_leaves_the_fellowship_while_saying_yes_has_no_seat(company: Cast) -> None:
    ten = offered([company.noa, company.ruth])

    at_once(yes(company.noa, ten), lambda: leave(actor=company.noa.account))

    check_invariants()
    assert not Seat.objects.filter(left_at__isnull=True).exists()


def test_leaving_a_ten_while_pausing_and_being_asked_elsewhere(company: Cast) -> None:
    ten = offered([company.noa, company.ruth])
    seat, _other = yes(company.noa, ten)(), yes(company.ruth, ten)()
    elsewhere = offered([company.pavel])
    yes(company.pavel, elsewhere)()
    placement = moved(company.noa, elsewhere)
    assert seat is not None

    at_once(
        lambda: leave_circle(actor=company.noa.account, seat=seat),
        lambda: pause_seat(actor=company.noa.account, seat=seat, until=next_month()),
        lambda: accept_placement(actor=company.noa.account, placement=placement),
    )

    check_invariants()


def test_a_yes_in_the_moment_of_lapsing_is_not_lost(company: Cast) -> None:
    ten = offered([company.noa, company.ruth, company.pavel], seats_min=1)
    yes(company.pavel, ten)()
    Placement.objects.filter(circle=ten).update(expires_at=timezone.now())

    at_once(yes(company.noa, ten), lambda: lapse_offers(timezone.now()))

    check_invariants()
    # Who comes late finds a free chair, so that the yes stands in either order.
    assert placement_of(company.noa, ten).standing == Placement.Standing.ACCEPTED


def test_two_keepers_send_each_letter_once(company: Cast, mailoutbox: list[object]) -> None:
    people = crowd(12)
    formation = offered(people).formation
    day = datetime(2026, 3, 2, 12, tzinfo=UTC)
    Letter.objects.bulk_create(Letter(member=person, formation=formation, due_at=day) for person in people)

    sent = at_once(*[lambda: send_due(day)] * 3)

    assert sum(sent) == len(mailoutbox) == len(people)
    assert not Letter.objects.filter(sent_at__isnull=True).exists()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_storm_of_everything_at_once(company: Cast, seed: int) -> None:
    """Four people at a time do whatever they may; nothing waits for ever, and in the end all holds."""
    people = [*crowd(8), company.noa, company.ruth, company.pavel]
    tens = [offered(people[place::3], seats_min=2, seats_max=4) for place in range(3)]
    hundred = ten_of([people[0]], formation=tens[0].formation, level=2, seats_min=1, seats_max=3)
    Circle.objects.filter(level=1).update(parent=hundred)
    formations = [proposal_for(people, options=RunOptions(who=Who.ALL)) for _number in range(2)]

    at_once(*[lambda place=place: storm(random.Random(seed * 10 + place), people, formations) for place in range(4)])  # type: ignore[misc]

    check_invariants()


def storm(dice: random.Random, people: list[Member], formations: list[Formation]) -> None:
    """Thirty acts of anybody, one after the other."""
    for _number in range(30):
        person = Member.objects.select_related("account").get(pk=dice.choice(people).pk)
        with suppress(Refused, PermissionDenied, ValidationError):
            something(dice, person, formations)


def something(dice: random.Random, person: Member, formations: list[Formation]) -> None:
    """One act of one person, or of time."""
    account = person.account
    assert account is not None
    placements = list(Placement.objects.filter(member=person))
    seats = list(Seat.objects.filter(member=person))
    act = dice.choice(("yes", "yes", "yes", "no", "another", "wait", "leave", "pause", "back", "return", "time", "new"))
    if act in ("yes", "no", "another", "wait") and placements:
        placement = dice.choice(placements)
        answer = {"yes": accept_placement, "no": decline_placement, "another": ask_for_another, "wait": rather_wait}
        answer[act](actor=account, placement=placement)  # type: ignore[operator]
    elif act == "leave" and seats:
        leave_circle(actor=account, seat=dice.choice(seats))
    elif act == "pause" and seats:
        pause_seat(actor=account, seat=dice.choice(seats), until=next_month())
    elif act == "back" and seats:
        resume_seat(actor=account, seat=dice.choice(seats))
    elif act == "return" and seats:
        come_back(actor=account, circle=dice.choice(seats).circle)
    elif act == "time":
        lapse_offers(timezone.now() + timedelta(days=dice.choice((0, 30))))
    elif act == "new":
        steward = Member.objects.get(name="Miriam").account
        assert steward is not None
        publish_formation(actor=steward, formation=dice.choice(formations))


def next_month() -> date:
    return timezone.now().date() + timedelta(days=30)
