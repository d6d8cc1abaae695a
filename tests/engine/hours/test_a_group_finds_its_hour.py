"""A group finds the stretches all are free in, and learns how they fare through a year of clock changes."""

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
    best_anchor,
    common_stretches,
    free_weeks,
    local_week,
    offset,
    parse_stretches,
    startable,
    utc_weeks,
    weeks_survived,
)

SUMMER = date(2025, 6, 2)


def weeks(*texts: str) -> np.ndarray:
    return np.stack([local_week(parse_stretches(text)) for text in texts])


def test_three_people_on_three_continents_find_their_evening():
    local = weeks("Tue 20:00-22:00", "Tue 12:30-16:00", "Tue 22:00-23:30")
    group = utc_weeks(local, ["Asia/Jerusalem", "America/New_York", "Asia/Kolkata"], SUMMER)
    assert common_stretches(group, 60) == parse_stretches("Tue 17:00-18:00")
    assert common_stretches(group, 75) == ()


def test_a_common_stretch_may_lie_across_sunday_midnight():
    group = weeks("Sun 22:00-24:00; Mon 00:00-02:00", "Sun 23:30-00:30")
    assert common_stretches(group, 60) == (Stretch(670, 674),)


def test_people_who_are_always_free_share_the_whole_week():
    assert common_stretches(np.ones((2, SLOTS), bool), SLOTS * 15) == (Stretch(0, SLOTS),)


def test_minutes_between_quarters_need_the_next_quarter():
    assert np.flatnonzero(startable(local_week([Stretch(8, 12)]), 50)).tolist() == [8]


@given(st.binary(min_size=SLOTS // 8, max_size=SLOTS // 8), st.integers(1, 600))
def test_a_slot_is_startable_when_all_that_follow_are_free(week, minutes):
    mask = np.unpackbits(np.frombuffer(week, np.uint8)).view(bool) | (np.arange(SLOTS) % 96 > 60)
    wanted = -(-minutes // 15)
    expected = [mask[(start + np.arange(wanted)) % SLOTS].all() for start in range(SLOTS)]
    assert startable(mask, minutes).tolist() == expected


@given(st.lists(st.integers(0, SLOTS - 1), min_size=2, max_size=4), st.integers(15, 300))
def test_a_common_stretch_is_free_for_all_and_cannot_be_longer(starts, minutes):
    group = np.stack(
        [local_week([Stretch(s, s + 40), Stretch((s + 300) % SLOTS, (s + 300) % SLOTS + 60)]) for s in starts]
    )
    both = group.all(axis=0)
    for stretch in common_stretches(group, minutes):
        assert stretch.minutes >= minutes
        assert both[np.arange(stretch.start, stretch.end) % SLOTS].all()
        assert not both[stretch.start - 1]
        assert not both[stretch.end % SLOTS]
    covered = local_week(common_stretches(group, minutes))
    assert not startable(both & ~covered, minutes).any()


@pytest.mark.parametrize("minutes", [0, -15, SLOTS * 15 + 1])
def test_a_meeting_of_no_length_is_refused(minutes):
    with pytest.raises(HoursError, match="not the length of a meeting"):
        startable(np.ones(SLOTS, bool), minutes)


def test_nobody_has_no_hours_in_common():
    with pytest.raises(HoursError, match="Nobody"):
        common_stretches(np.ones((0, SLOTS), bool), 60)


def test_one_clock_change_on_different_sundays_costs_four_weeks():
    """New York is an hour nearer to Berlin for three weeks of March 2026 and one of autumn 2025."""
    local, zones = weeks("Thu 20:00-21:00", "Thu 14:00-15:00"), ["Europe/Berlin", "America/New_York"]
    kept = free_weeks(local, zones, 3 * 96 + 72, 4, "Europe/Berlin", SUMMER)
    first = date(2025, 6, 5)
    lost = [first + timedelta(weeks=int(week)) for week in np.flatnonzero(~kept)]
    assert lost == [date(2025, 10, 30), date(2026, 3, 12), date(2026, 3, 19), date(2026, 3, 26)]


def test_a_member_without_summer_time_is_lost_for_the_winter_unless_the_hour_is_kept_there():
    local, zones = weeks("Thu 20:00-21:00", "Thu 19:00-20:15"), ["Africa/Nairobi", "Europe/Berlin"]
    start = 3 * 96 + 17 * 4
    assert weeks_survived(local, zones, start, 4, "Africa/Nairobi", SUMMER) == 21 + 9  # to 23 October, from 2 April
    local = weeks("Thu 20:00-21:00", "Thu 18:00-20:00")
    assert weeks_survived(local, zones, start, 4, "Africa/Nairobi", SUMMER) == 52
    assert weeks_survived(local, zones, start, 4, "Europe/Berlin", SUMMER) < 52
    assert best_anchor(local, zones, start, 4, SUMMER) == ("Africa/Nairobi", 52)


def test_of_equal_anchors_the_one_of_most_members_is_taken():
    local = np.ones((3, SLOTS), bool)
    zones = ["Asia/Kolkata", "Europe/Berlin", "Europe/Berlin"]
    assert best_anchor(local, zones, 100, 4, SUMMER) == ("Europe/Berlin", 52)
    assert best_anchor(local[:2], zones[:2], 100, 4, SUMMER)[0] == "Asia/Kolkata"


def test_half_an_hour_of_summer_time_is_seen_too():
    local = weeks("Mon 20:00-21:00", "Mon 09:30-10:30")
    zones = ["Australia/Lord_Howe", "UTC"]  # +10:30 in winter, which June is there
    kept = weeks_survived(local, zones, 38, 4, "Australia/Lord_Howe", SUMMER)
    assert kept == 18 + 8  # 2 June to 29 September, and 6 April to 25 May


def test_an_hour_that_a_change_skips_is_taken_an_hour_later():
    """Berlin has no 02:30 on 30 March 2025: the meeting is at 03:30, at which somebody free at 02:30 is not free."""
    sunday = date(2025, 3, 24)
    local = weeks("Sun 02:30-03:00")
    kept = free_weeks(local, ["Europe/Berlin"], 6 * 96 + 6, 2, "Europe/Berlin", sunday, weeks=2)
    assert kept.tolist() == [False, True]
    early = weeks("Sun 03:30-04:00")
    assert free_weeks(early, ["Europe/Berlin"], 6 * 96 + 6, 2, "Europe/Berlin", sunday, weeks=2).tolist() == [
        True,
        False,
    ]


def test_a_change_in_the_middle_of_a_meeting_is_seen():
    """01:30 to 03:30 on the night that Berlin goes from 02:00 straight to 03:00 ends at 04:30."""
    night = date(2025, 3, 24)
    until_half_past_three, until_half_past_four = weeks("Sun 01:30-03:30"), weeks("Sun 01:30-04:30")
    start = 6 * 96 + 2
    for local, expected in ((until_half_past_three, [False, True]), (until_half_past_four, [True, True])):
        kept = free_weeks(local, ["Europe/Berlin"], start, 8, "Europe/Berlin", night, weeks=2)
        assert kept.tolist() == expected


def test_zones_and_weeks_must_be_as_many():
    with pytest.raises(HoursError, match="2 zones need weeks"):
        weeks_survived(np.ones((1, SLOTS), bool), ["UTC", "UTC"], 0, 4, "UTC", SUMMER)
    with pytest.raises(HoursError, match="no anchor"):
        best_anchor(np.ones((0, SLOTS), bool), [], 0, 4, SUMMER)


ZONES = [
    "Asia/Jerusalem",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
]


@given(
    st.lists(st.tuples(st.sampled_from(ZONES), st.integers(0, 671)), min_size=1, max_size=4),
    st.integers(0, SLOTS - 1),
    st.dates(date(2024, 1, 1), date(2029, 12, 31)),
)
def test_weeks_are_counted_as_a_patient_reader_of_calendars_would(members, start, on):
    zones = [zone for zone, _ in members]
    local = np.stack([local_week([Stretch(free, free + 340)]) for _, free in members])
    anchor = ZoneInfo(zones[0])
    shift = offset(zones[0], on)
    clock = (start * 15 + shift) % (7 * 24 * 60)
    day = on + timedelta(days=(clock // 1440 - on.weekday()) % 7)
    count = 0
    for week in range(52):
        wall = datetime.combine(day + timedelta(weeks=week), time(clock % 1440 // 60, clock % 60), anchor)
        count += all(
            free[moment.weekday() * 96 + moment.hour * 4 + moment.minute // 15]
            for quarter in range(4)
            for zone, free in zip(zones, local, strict=True)
            for moment in [(wall.astimezone(UTC) + timedelta(minutes=15 * quarter)).astimezone(ZoneInfo(zone))]
        )
    assert weeks_survived(local, zones, start, 4, zones[0], on) == count
