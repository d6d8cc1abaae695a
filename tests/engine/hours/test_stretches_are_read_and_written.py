"""Hours as text: one strict form, read and written without loss, refused with words that help."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.engine.hours import (
    SLOTS,
    HoursError,
    Stretch,
    format_stretches,
    local_week,
    merge,
    parse_stretches,
    stretches_of,
)

stretches = st.builds(
    lambda start, length: Stretch(start, start + length), st.integers(0, SLOTS - 1), st.integers(1, SLOTS)
)
some = st.lists(stretches, max_size=8)


def test_an_evening_and_a_night_past_midnight():
    assert parse_stretches("Mon 19:00-21:30; Tue 22:30-00:30") == (Stretch(76, 86), Stretch(186, 194))


def test_sunday_night_runs_into_monday():
    assert parse_stretches("Sun 23:30-00:45") == (Stretch(670, 675),)
    assert format_stretches([Stretch(670, 675)]) == "Sun 23:30-00:45"


def test_two_days_that_meet_at_midnight_are_one_stretch():
    assert parse_stretches("Mon 0:00-01:00; Sun 22:00-24:00") == (Stretch(664, 676),)


def test_the_whole_week_is_written_day_by_day():
    text = format_stretches([Stretch(30, 30 + SLOTS)])
    assert text.startswith("Mon 00:00-24:00; Tue 00:00-24:00")
    assert parse_stretches(text) == (Stretch(0, SLOTS),)


def test_no_text_is_no_hours():
    assert parse_stretches("  ; ") == ()
    assert format_stretches([]) == ""


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("Monday evening", "form", "write it like “Mon 19:00-21:30”"),
        ("Mon 19.00-21.30", "form", "write it like"),
        ("Mo 19:00-21:30", "day", "write one of Mon, Tue"),
        ("mon 19:00-21:30", "day", "write one of Mon, Tue"),
        ("Mon 19:00-25:00", "time", "write 00:00 to 24:00"),
        ("Mon 19:00-24:15", "time", "write 00:00 to 24:00"),
        ("Mon 19:60-21:00", "time", "write 00:00 to 24:00"),
        ("Mon 24:00-01:00", "time", "write the next day"),
        ("Mon 19:10-21:00", "grain", "write 19:00 or 19:15"),
        ("Mon 19:00-19:00", "empty", "write a later end"),
        ("Tue 19:00-20:00; Mon ٣٠:00-21:00", "form", "write it like"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_write_instead(text, problem, remedy):
    with pytest.raises(HoursError, match=remedy) as caught:
        parse_stretches(text)
    assert caught.value.problem == problem
    assert str(caught.value.value) in text


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (SLOTS, SLOTS + 4), (8, 8), (8, 4), (8, 8 + SLOTS + 1)])
def test_a_stretch_outside_the_week_is_refused(start, end):
    with pytest.raises(HoursError, match="not within a week") as caught:
        Stretch(start, end)
    assert caught.value.problem == "range"


def test_a_week_of_another_length_is_refused():
    with pytest.raises(HoursError, match="672 slots"):
        stretches_of(np.ones(671, bool))


@given(some)
def test_what_is_written_is_read_back(given_stretches):
    assert parse_stretches(format_stretches(given_stretches)) == merge(given_stretches)


@given(some)
def test_merging_keeps_every_quarter_hour_and_nothing_else(given_stretches):
    merged = merge(given_stretches)
    assert np.array_equal(local_week(merged), local_week(given_stretches))
    assert merge(merged) == merged == tuple(sorted(merged))
    gaps = [(b.start - a.end) % SLOTS for a, b in zip(merged, (*merged[1:], *merged[:1]), strict=True)]
    assert all(gaps) or merged == (Stretch(0, SLOTS),)


@given(st.binary(min_size=SLOTS // 8, max_size=SLOTS // 8))
def test_a_mask_and_its_stretches_say_the_same(week):
    mask = np.unpackbits(np.frombuffer(week, np.uint8)).view(bool)
    assert np.array_equal(local_week(stretches_of(mask)), mask)
