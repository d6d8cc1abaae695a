"""The people of a world look, in their shares, like people: where they live, what they speak, when they are free."""

from datetime import date

import numpy as np
import pytest

from tenfold.engine.hours import startable, unpack, zone_names
from tenfold.engine.world import FAMILY, FRIEND, NOBODY, World, make_world

MANY = 60_000


@pytest.fixture(scope="module")
def dispersion() -> World:
    return make_world(MANY, preset="dispersion", seed=1)


@pytest.fixture(scope="module")
def whole_world() -> World:
    return make_world(MANY, preset="world", seed=1)


@pytest.fixture(scope="module", params=["dispersion", "world"])
def world(request, dispersion, whole_world) -> World:
    return {"dispersion": dispersion, "world": whole_world}[request.param]


def share(world: World, country: str) -> float:
    return float((world.country == world.countries.index(country)).mean())


def speakers(world: World, language: str, country: str | None = None) -> float:
    speak = (world.spoken == world.languages.index(language)).any(axis=1)
    if country:
        speak = speak[world.country == world.countries.index(country)]
    return float(speak.mean())


def test_the_scattered_people_live_where_they_are_counted(dispersion):
    assert share(dispersion, "IL") == pytest.approx(6.14 / 14.25, abs=0.01)
    assert share(dispersion, "US") == pytest.approx(5.74 / 14.25, abs=0.01)
    assert share(dispersion, "FR") == pytest.approx(0.475 / 14.25, abs=0.005)
    assert 30 <= len(dispersion.countries) <= 50
    assert len(np.unique(dispersion.country)) > 35


def test_the_world_lives_where_it_is_counted(whole_world):
    assert share(whole_world, "IN") == pytest.approx(0.178, abs=0.01)
    assert share(whole_world, "CN") == pytest.approx(0.172, abs=0.01)
    assert share(whole_world, "US") == pytest.approx(0.042, abs=0.005)
    assert share(whole_world, "NG") == pytest.approx(0.029, abs=0.005)


def test_the_scattered_people_speak_the_languages_around_them_and_their_own(dispersion):
    assert speakers(dispersion, "he", "IL") > 0.93
    assert 0.12 < speakers(dispersion, "he", "US") < 0.25
    assert speakers(dispersion, "en", "US") > 0.97
    assert speakers(dispersion, "ru", "RU") > 0.95
    assert 0.5 < speakers(dispersion, "ru", "DE") < 0.7
    assert 0.5 < speakers(dispersion, "en", "IL") < 0.75
    assert 0.7 < speakers(dispersion, "en") < 0.85


def test_the_heritage_language_is_learned_most_where_it_is_prayed_in(dispersion):
    american = dispersion.country == dispersion.countries.index("US")
    hebrew = (dispersion.spoken == dispersion.languages.index("he")).any(axis=1)
    rate = {name: hebrew[american & (dispersion.origin == code)].mean() for code, name in enumerate(dispersion.origins)}
    assert rate["religious"] > 1.5 * rate["secular"]


def test_the_world_speaks_as_cldr_says(whole_world):
    assert 0.13 < speakers(whole_world, "zh") < 0.2
    assert 0.15 < speakers(whole_world, "en") < 0.3
    assert 0.05 < speakers(whole_world, "es") < 0.09
    assert speakers(whole_world, "hi", "IN") > 0.35
    assert speakers(whole_world, "pt", "BR") > 0.9
    assert 0.8 < speakers(whole_world, "en", "NL") <= 0.98


def test_everyone_speaks_something_and_nothing_twice(world):
    spoken = world.spoken
    assert (spoken[:, 0] != NOBODY).all()
    assert not ((spoken[:, 1] == NOBODY) & (spoken[:, 2] != NOBODY)).any()
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert not ((spoken[:, one] == spoken[:, other]) & (spoken[:, one] != NOBODY)).any()
    assert 0.25 < (spoken[:, 1] != NOBODY).mean() < 0.75


def test_zones_are_those_of_the_country(world):
    assert set(world.zones) <= zone_names()
    zone = np.array(world.zones)[world.zone]
    country = np.array(world.countries)[world.country]
    assert set(zone[country == "FR"]) == {"Europe/Paris"}
    american = zone[country == "US"]
    assert 0.4 < (american == "America/New_York").mean() < 0.7
    assert 0.12 < (american == "America/Los_Angeles").mean() < 0.25
    assert 0.5 < (zone[country == "RU"] == "Europe/Moscow").mean() < 0.75


def test_adults_of_all_ages_more_young_ones_where_populations_are_young(whole_world):
    assert whole_world.age.min() == 18
    assert 85 < whole_world.age.max() <= 90
    country = np.array(whole_world.countries)[whole_world.country]
    mean = {name: whole_world.age[country == name].mean() for name in ("NG", "IN", "JP", "DE")}
    assert 36 < mean["NG"] < 39 < mean["IN"] < 43 < mean["JP"] < 50
    assert 47 < mean["DE"] < 52


def test_origins_are_of_very_different_sizes_and_places(world):
    shares = np.bincount(world.origin, minlength=len(world.origins)) / len(world)
    assert (shares > 0.015).all()
    assert shares.max() > 4 * shares.min()


def test_gifts_are_many_and_some_have_not_said(world):
    assert (world.gift == NOBODY).mean() == pytest.approx(0.15, abs=0.01)
    assert set(np.unique(world.gift)) == {NOBODY, *range(len(world.gifts))}
    translators = world.gift == world.gifts.index("translating")
    assert (world.spoken[translators, 1] != NOBODY).all()


def test_people_have_some_evenings_a_week_not_all_and_not_none(world):
    hours = unpack(world.hours).sum(axis=1) / 4
    low, middle, high = np.percentile(hours, [5, 50, 95])
    assert hours.min() >= 1
    assert 1.5 < low < 4
    assert 6 < middle < 11
    assert 15 < high < 28
    assert hours.max() < 60


def test_nobody_meets_in_the_dead_of_night_and_most_meet_in_the_evening(world):
    by_hour = unpack(world.hours).reshape(-1, 7, 24, 4).sum(axis=(0, 1, 3))
    assert by_hour[2:5].sum() == 0
    assert by_hour[18:23].sum() / by_hour.sum() > 0.5


def rhythm(world: World, name: str) -> np.ndarray:
    return np.flatnonzero(world.rhythm == world.rhythms.index(name))


def test_parents_are_free_once_children_sleep(world):
    evenings = unpack(world.hours[rhythm(world, "parent")]).reshape(-1, 7, 96)[:, :4]  # Monday to Thursday
    assert evenings[:, :, 82:].sum() / evenings.sum() > 0.9
    assert evenings[:, :, 66:82].sum() == 0


def test_pensioners_have_mornings_students_late_nights_and_early_birds_the_first_hour(world):
    def slots(name: str, begin: int, end: int) -> float:
        weeks = unpack(world.hours[rhythm(world, name)]).reshape(-1, 7, 96)
        return float(weeks[:, :5, begin:end].any(axis=(1, 2)).mean())

    assert slots("pensioner", 36, 48) > 0.8 > 0.3 > slots("evenings", 36, 48)
    assert slots("student", 92, 96) > 0.4 > 0.3 > slots("pensioner", 92, 96)
    assert slots("early", 20, 30) > 0.7 > 0.1 > slots("evenings", 20, 28)
    assert world.age[rhythm(world, "pensioner")].min() >= 66
    assert world.age[rhythm(world, "student")].max() <= 26


def test_weekends_are_those_of_the_country(whole_world):
    country = np.array(whole_world.countries)[whole_world.country]
    working = whole_world.rhythm == whole_world.rhythms.index("evenings")
    daytime = unpack(whole_world.hours).reshape(-1, 7, 96)[:, :, 40:64].any(axis=2)

    def busy(name: str) -> np.ndarray:
        return daytime[working & (country == name)].mean(axis=0)

    for name, weekend, workday in (("EG", 4, 6), ("DE", 6, 4)):
        assert busy(name)[weekend] > 3 * busy(name)[workday]


def test_the_day_of_rest_is_kept_by_those_who_keep_it(dispersion):
    weeks = unpack(dispersion.hours)
    rest = weeks[:, 4 * 96 + 64 : 5 * 96 + 80].any(axis=1)
    religious = dispersion.origin == dispersion.origins.index("religious")
    assert not rest[religious].any()
    assert rest[dispersion.origin == dispersion.origins.index("secular")].mean() > 0.3


def test_families_share_home_and_partly_their_hours(world):
    pairs = world.ties.who[world.ties.kind == FAMILY]
    one, other = pairs.T
    assert (world.country[one] == world.country[other]).all()
    assert (world.zone[one] == world.zone[other]).mean() > 0.85
    assert (world.spoken[one, 0] == world.spoken[other, 0]).mean() > 0.8

    strangers = np.random.default_rng(0).permutation(other)
    assert overlap(world, one, other) > 2 * overlap(world, one, strangers)
    in_family = np.unique(pairs).size / len(world)
    assert 0.4 < in_family < 0.7


def overlap(world: World, one: np.ndarray, other: np.ndarray) -> float:
    """The mean share of the local hours of both that they have in common."""
    a, b = unpack(world.hours[one]), unpack(world.hours[other])
    return float(((a & b).sum(axis=1) / (a | b).sum(axis=1)).mean())


def test_friends_are_mostly_of_one_origin_and_country(world):
    pairs = world.ties.who[world.ties.kind == FRIEND]
    one, other = pairs.T
    assert 0.65 < (world.origin[one] == world.origin[other]).mean() < 0.9
    assert 0.7 < (world.country[one] == world.country[other]).mean() < 0.95
    friends = np.bincount(pairs.ravel(), minlength=len(world))
    assert 1.5 < friends.mean() < 6
    assert friends.max() < 25


def test_no_tie_is_told_twice_or_ties_a_person_to_themselves(world):
    who = world.ties.who
    assert (who[:, 0] < who[:, 1]).all()
    assert len(np.unique(who, axis=0)) == len(who)


def test_the_world_hangs_together(dispersion):
    """Most people can be reached from anyone through families and friends."""
    parent = np.arange(len(dispersion))
    for _ in range(40):  # each round everybody takes the smallest number that they and their ties have seen
        smallest = np.minimum(parent[dispersion.ties.who[:, 0]], parent[dispersion.ties.who[:, 1]])
        np.minimum.at(parent, dispersion.ties.who[:, 0], smallest)
        np.minimum.at(parent, dispersion.ties.who[:, 1], smallest)
    assert (parent == 0).mean() > 0.8


def could_meet(world: World, people: int, others: int) -> float:
    """The share of the first people who have a language and an hour in common with so many others among them."""
    few = slice(0, people)
    starts = startable(unpack(world.utc_hours(date(2025, 7, 1))[few]), 60).astype(np.float32)
    understand = np.zeros((people, people), bool)
    for word in world.language_bits()[few].T:
        understand |= (word[:, None] & word[None, :]) != 0
    meet = (starts @ starts.T > 0) & understand
    return float((meet.sum(axis=1) - 1 >= others).mean())


def test_nearly_everyone_could_meet_nine_others_in_a_language_they_share(dispersion):
    assert could_meet(dispersion, 2_000, 9) > 0.97


def test_in_the_whole_world_rare_languages_leave_some_alone_among_a_few_thousand(whole_world):
    assert 0.75 < could_meet(whole_world, 2_000, 9) < 0.95
