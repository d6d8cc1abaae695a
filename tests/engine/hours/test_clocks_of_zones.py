"""Weeks go to UTC and back with the clock that a zone has on a date."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.engine.hours import (
    SLOTS,
    HoursError,
    Stretch,
    back_to_local,
    format_stretches,
    local_week,
    merge,
    offset,
    offsets,
    pack,
    parse_stretches,
    shifted,
    stretches_of,
    to_local,
    unpack,
    utc_week,
    utc_weeks,
    zone_info,
)

SUMMER, WINTER = date(2025, 7, 1), date(2025, 1, 7)
ZONES = [
    "UTC",
    "Asia/Jerusalem",
    "Europe/Berlin",
    "Europe/Moscow",
    "America/New_York",
    "America/St_Johns",  # half an hour
    "Asia/Kolkata",  # half an hour
    "Asia/Kathmandu",  # three quarters
    "Australia/Lord_Howe",  # daylight saving of half an hour
    "Pacific/Chatham",  # +12:45, +13:45
    "Pacific/Kiritimati",  # +14
    "Pacific/Pago_Pago",  # -11
    "Africa/Casablanca",  # two changes around Ramadan
]
zones = st.sampled_from(ZONES)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
masks = st.lists(st.integers(0, SLOTS - 1), max_size=60).map(
    lambda slots: np.isin(np.arange(SLOTS), np.array(slots, int))
)


def in_utc(text: str, zone: str, on: date) -> str:
    return format_stretches(stretches_of(utc_week(local_week(parse_stretches(text)), zone, on)))


@pytest.mark.parametrize(
    ("text", "zone", "on", "expected"),
    [
        ("Mon 19:00-21:30", "Asia/Jerusalem", SUMMER, "Mon 16:00-18:30"),
        ("Mon 19:00-21:30", "Asia/Jerusalem", WINTER, "Mon 17:00-19:30"),
        ("Mon 19:00-21:30", "Asia/Kolkata", SUMMER, "Mon 13:30-16:00"),
        ("Mon 19:00-21:30", "Asia/Kathmandu", SUMMER, "Mon 13:15-15:45"),
        ("Mon 01:00-02:30", "Asia/Jerusalem", SUMMER, "Sun 22:00-23:30"),  # back over the start of the week
        ("Mon 02:00-04:00", "Asia/Jerusalem", SUMMER, "Sun 23:00-01:00"),  # and across it
        ("Sun 20:00-22:00", "America/New_York", SUMMER, "Mon 00:00-02:00"),  # on over the end of the week
        ("Sun 19:00-21:00", "America/New_York", SUMMER, "Sun 23:00-01:00"),
        ("Mon 09:00-10:00", "Pacific/Kiritimati", SUMMER, "Sun 19:00-20:00"),
        ("Sun 18:00-19:00", "Pacific/Pago_Pago", SUMMER, "Mon 05:00-06:00"),
    ],
)
def test_an_evening_in_utc(text, zone, on, expected):
    assert in_utc(text, zone, on) == expected


@pytest.mark.parametrize(
    ("zone", "day", "before", "after"),
    [
        ("Asia/Jerusalem", date(2025, 3, 28), 120, 180),
        ("Asia/Jerusalem", date(2025, 10, 26), 180, 120),
        ("America/New_York", date(2025, 3, 9), -300, -240),
        ("Australia/Lord_Howe", date(2025, 4, 6), 660, 630),
        ("Africa/Casablanca", date(2025, 2, 23), 60, 0),
    ],
)
def test_on_the_day_the_clocks_change_the_new_time_counts(zone, day, before, after):
    assert offset(zone, day - timedelta(days=1)) == before
    assert offset(zone, day) == after


def test_the_week_of_a_change_loses_and_doubles_nothing():
    whole = np.ones(SLOTS, bool)
    night = local_week(parse_stretches("Fri 02:00-03:00"))  # the hour that Jerusalem skips on 28 March 2025
    for day in (date(2025, 3, 27), date(2025, 3, 28), date(2025, 10, 26)):
        assert utc_week(whole, "Asia/Jerusalem", day).all()
        assert utc_week(night, "Asia/Jerusalem", day).sum() == 4


@given(masks, zones, days)
def test_there_and_back_again(week, zone, on):
    there = stretches_of(utc_week(week, zone, on))
    assert back_to_local(there, zone, on) == stretches_of(week)
    assert merge(there) == there


@given(st.integers(0, SLOTS - 1), zones, days)
def test_a_slot_is_where_the_clock_says(slot, zone, on):
    """Against zoneinfo itself, with a slot so near to noon of the date that no clock changes between."""
    monday = on - timedelta(days=on.weekday())
    moment = datetime.combine(monday, time(), UTC) + timedelta(minutes=15 * slot)
    clock = moment.astimezone(ZoneInfo(zone))
    if clock.utcoffset() == datetime.combine(on, time(12), ZoneInfo(zone)).utcoffset():
        assert to_local(slot, zone, on) == (clock.weekday(), clock.hour * 60 + clock.minute)


@given(st.lists(st.tuples(masks, zones), min_size=1, max_size=6), days)
def test_many_at_once_are_as_one_by_one(people, on):
    weeks = np.stack([week for week, _ in people])
    names = [zone for _, zone in people]
    each = np.stack([utc_week(week, zone, on) for week, zone in people])
    assert np.array_equal(utc_weeks(weeks, names, on), each)
    assert offsets(names, on).tolist() == [offset(zone, on) for zone in names]


@given(st.lists(masks, max_size=4))
def test_packing_loses_nothing(weeks):
    mask = np.array(weeks, bool).reshape(-1, SLOTS)
    bits = pack(mask)
    assert bits.shape == (len(mask), 11)
    assert bits.dtype == np.uint64
    assert np.array_equal(unpack(bits), mask)
    assert all(
        ((bits[i, s // 64] >> np.uint64(s % 64)) & np.uint64(1)) == mask[i, s]
        for i in range(len(mask))
        for s in (0, 63, 64, 671)
    )


def test_a_hundred_thousand_people_are_brought_to_utc_without_changing_their_number_of_hours():
    names = [ZONES[i % len(ZONES)] for i in range(100_000)]
    weeks = np.zeros((100_000, SLOTS), bool)
    weeks[:, 76:86] = True
    result = utc_weeks(weeks, names, SUMMER)
    assert (result.sum(axis=1) == 10).all()
    assert np.array_equal(result[4], utc_week(weeks[4], names[4], SUMMER))


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Tel Aviv", "Asia/Tel_Aviv"),
        ("Moskow", "Europe/Moscow"),
        ("America/Newyork", "America/New_York"),
    ],
)
def test_an_unknown_zone_is_answered_with_the_one_that_was_meant(wrong, meant):
    with pytest.raises(HoursError, match=f"Did you mean {meant}") as caught:
        offset(wrong, SUMMER)
    assert caught.value.problem == "zone"
    assert meant in caught.value.suggestions


@pytest.mark.parametrize("nonsense", ["", "../etc/passwd", "+02:00", "here", "\x00"])
def test_nonsense_is_refused_with_an_example(nonsense):
    with pytest.raises(HoursError, match="for instance Europe/Berlin"):
        zone_info(nonsense)


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(HoursError, match="2 people need weeks"):
        shifted(np.ones((3, SLOTS), bool), [0, 60])
    with pytest.raises(HoursError, match="Weeks have the shape"):
        pack(np.ones(SLOTS, bool))
    with pytest.raises(HoursError, match="Packed weeks have the shape"):
        unpack(np.zeros((2, 10), np.uint64))


def test_back_to_local_reads_like_a_calendar():
    assert format_stretches(back_to_local([Stretch(76, 80)], "Asia/Kathmandu", SUMMER)) == "Tue 00:45-01:45"
