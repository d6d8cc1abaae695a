"""In a season those who say so are proposed to change places; everybody else keeps what they have."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement, decline_placement, publish_formation
from tenfold.fellowship.circles.models import Formation, Placement
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.keeping import keep
from tenfold.fellowship.members.models import Fellowship
from tenfold.fellowship.renewal.actions import close_season, open_season, wish_in_season
from tenfold.fellowship.renewal.jobs import run_renewal
from tenfold.fellowship.renewal.models import Season, SeasonWish
from tenfold.fellowship.renewal.queries.renewals import season_due, sides
from tests.cast import Cast
from tests.fellowship.renewal.stories import account, people, sits_in, small_tens, ten, wait_no_more

EVENINGS = "Mon 19:00-21:00; Tue 19:00-21:00"


@pytest.fixture(autouse=True)
def a_small_fellowship(cast: Cast) -> None:
    small_tens()
    wait_no_more([cast.miriam, cast.daniel, cast.noa, cast.pavel, cast.ruth])


def carried_out(cast: Cast, season: Season) -> Formation:
    formation = close_season(actor=account(cast.miriam), season=season)
    assert formation is not None
    run_renewal.func(formation.pk)
    formation.refresh_from_db()
    if formation.standing == Formation.Standing.PROPOSED:
        publish_formation(actor=account(cast.miriam), formation=formation)
    return formation


def test_two_change_places_when_both_say_yes(cast: Cast) -> None:
    monday_people, tuesday_people = people("Ada Ben Cem", hours=EVENINGS), people("Dov Eva Fay", hours=EVENINGS)
    monday, tuesday = ten(monday_people), ten(tuesday_people, weekday=1)
    season = open_season(actor=account(cast.miriam))
    ada, dov = monday_people[0], tuesday_people[0]
    for person in (ada, dov):
        wish_in_season(actor=account(person), season=season, meets=True)
    formation = carried_out(cast, season)
    assert {side.size for side in sides(formation)} == {(3, 3)}
    for_ada, for_dov = Placement.objects.filter(formation=formation).order_by("member__name")
    assert accept_placement(actor=account(ada), placement=for_ada) is None
    assert sits_in(ada) == monday
    accept_placement(actor=account(dov), placement=for_dov)
    assert (sits_in(ada), sits_in(dov)) == (tuesday, monday)


def test_when_one_stays_the_other_stays(cast: Cast) -> None:
    monday_people, tuesday_people = people("Ada Ben Cem", hours=EVENINGS), people("Dov Eva Fay", hours=EVENINGS)
    monday, tuesday = ten(monday_people), ten(tuesday_people, weekday=1)
    season = open_season(actor=account(cast.miriam))
    ada, dov = monday_people[0], tuesday_people[0]
    for person in (ada, dov):
        wish_in_season(actor=account(person), season=season, meets=True)
    formation = carried_out(cast, season)
    for_ada, for_dov = Placement.objects.filter(formation=formation).order_by("member__name")
    accept_placement(actor=account(ada), placement=for_ada)
    decline_placement(actor=account(dov), placement=for_dov)
    assert keep() == []
    assert (sits_in(ada), sits_in(dov)) == (monday, tuesday)


def test_who_says_nothing_stays(cast: Cast) -> None:
    ten(people("Ada Ben Cem", hours=EVENINGS)), ten(people("Dov Eva Fay", hours=EVENINGS), weekday=1)
    season = open_season(actor=account(cast.miriam))
    assert close_season(actor=account(cast.miriam), season=season) is None
    assert not Formation.objects.filter(kind=Formation.Kind.SEASON).exists()


def test_who_would_go_only_together_goes_together_or_stays(cast: Cast) -> None:
    monday_people = people("Ada Ben Cem", hours=EVENINGS)
    tuesday_people = people("Dov Eva Fay", hours=EVENINGS)
    ten(monday_people), ten(tuesday_people, weekday=1)
    season = open_season(actor=account(cast.miriam))
    ada, ben, _cem = monday_people
    wish_in_season(actor=account(ada), season=season, meets=True, keep=[ben])
    for person in tuesday_people:
        wish_in_season(actor=account(person), season=season, meets=True)
    assert carried_out(cast, season).standing == Formation.Standing.SET_ASIDE
    with pytest.raises(Refused):
        wish_in_season(actor=account(ben), season=season, meets=True)


def test_wishes_are_of_ones_own_ten_and_can_be_changed_while_it_is_open(cast: Cast) -> None:
    ada, ben = people("Ada Ben")
    ten([ada, ben])
    season = open_season(actor=account(cast.miriam))
    with pytest.raises(ValidationError):
        wish_in_season(actor=account(ada), season=season, meets=True, keep=[cast.noa])
    with pytest.raises(Refused):
        wish_in_season(actor=account(cast.noa), season=season, meets=True)
    wish_in_season(actor=account(ada), season=season, meets=True, keep=[ben])
    assert list(SeasonWish.objects.get().keep.all()) == [ben]
    wish_in_season(actor=account(ada), season=season, meets=False)
    assert not SeasonWish.objects.exists()


def test_a_season_closes_at_its_time_and_is_due_again_after_its_weeks(cast: Cast) -> None:
    ten(people("Ada Ben"))
    assert not season_due()
    assert season_due(now=timezone.now() + timedelta(weeks=27))
    season = open_season(actor=account(cast.miriam), days=14)
    assert keep(timezone.now() + timedelta(days=13)) == []
    assert Season.objects.get().closed_at is None
    assert keep(timezone.now() + timedelta(days=15)) == []
    season.refresh_from_db()
    assert season.closed_at is not None
    assert not season_due()
    Fellowship.objects.filter(pk=1).update(season_weeks=0)
    assert not season_due(now=timezone.now() + timedelta(weeks=100))


def test_only_stewards_open_seasons_one_at_a_time(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        open_season(actor=account(cast.noa))
    open_season(actor=account(cast.miriam))
    with pytest.raises(Refused):
        open_season(actor=account(cast.miriam))
    with pytest.raises(ValidationError):
        open_season(actor=account(cast.miriam), days=1)
