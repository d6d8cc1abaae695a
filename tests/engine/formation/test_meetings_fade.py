"""A meeting of long ago counts less than one of last week."""

from __future__ import annotations

import numpy as np
import pytest

from tenfold.engine.formation import Problem, Size, form, met_pairs


def test_a_meeting_fades_by_half_in_its_half_life():
    pairs = met_pairs(np.array([[0, 1], [2, 3], [4, 5]], np.int32), np.array([0.0, 90.0, 180.0]), half_life=90)
    assert pairs.value.tolist() == pytest.approx([1.0, 0.5, 0.25])


def test_several_meetings_of_a_pair_add_up_and_never_beyond_one():
    who = np.array([[3, 1], [1, 3], [1, 3]], np.int32)
    pairs = met_pairs(who, np.array([100.0, 100.0, -5.0]), half_life=100)
    assert pairs.who.tolist() == [[1, 3]]
    assert pairs.value.tolist() == [1.0]
    assert met_pairs(who[:2], np.array([100.0, 200.0]), half_life=100).value.tolist() == pytest.approx([0.625])


def test_nobody_has_met_in_an_empty_list_and_time_must_pass():
    assert len(met_pairs(np.empty((0, 2), np.int32), np.empty(0)).value) == 0
    with pytest.raises(ValueError, match="half_life"):
        met_pairs(np.array([[0, 1]], np.int32), np.array([1.0]), half_life=0)


@pytest.mark.slow
def test_those_who_met_lately_are_parted_first():
    """Four people in two pairs: whoever met yesterday is kept apart, those of ten years ago sit together again."""
    who = np.array([[0, 1], [2, 3], [0, 2], [1, 3]], np.int32)
    days = np.array([1.0, 1.0, 3650.0, 3650.0])
    always = np.full((4, 11), 2**64 - 1, np.uint64)
    everywhere = np.array([[0, 3], [1, 2]], np.int32)  # the third way to pair them is as fresh as yesterday, too
    met = met_pairs(np.concatenate((who, everywhere)), np.append(days, [1.0, 1.0]))
    problem = Problem(np.ones((4, 1), np.uint64), always, np.zeros(4, np.int16), Size(2, 2, 2), met=met)
    circle = form(problem).circle
    assert circle[0] == circle[2] != circle[1] == circle[3]
