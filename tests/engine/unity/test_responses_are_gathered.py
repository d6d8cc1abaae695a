"""Columns become responses; what cannot be read is said clearly."""

import numpy as np
import pytest

from tenfold.engine.unity import Responses, ResponsesError


def test_the_last_response_of_a_person_counts_by_time_not_by_place():
    responses = Responses.gather([0, 0, 1], [0, 0, 0], [1, -1, 1], [9.0, 3.0, 5.0])
    assert responses.value.tolist() == [1, 1]
    assert responses.time.tolist() == [9.0, 5.0]


def test_new_responses_join_and_overrule_old_ones():
    old = Responses.gather([0, 1], [0, 1], [1, 1])
    new = old.with_new([0, 2], [0, 3], [-1, 0])
    assert (new.people, new.desires, len(new)) == (3, 4, 3)
    assert new.value.tolist() == [-1, 1, 0]


def test_counts_tell_agreement_disagreement_and_passing_apart():
    responses = Responses.gather([0, 1, 2, 0], [0, 0, 0, 1], [1, -1, 0, 1])
    assert responses.counts().tolist() == [[1, 1, 1], [1, 0, 0]]
    assert responses.counts(np.array([0.5, 1.0, 2.0])).tolist() == [[0.5, 1, 2], [0.5, 0, 0]]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (([0], [0, 1], [1, 1]), "differ in length"),
        (([-1], [0], [1]), "numbers start from 0"),
        (([0], [0], [2]), "neither 1"),
        (([0.5], [0], [1]), "whole numbers"),
        (([0], [0], [1], [np.nan]), "time is missing"),
    ],
)
def test_what_cannot_be_read_is_said(columns, said):
    with pytest.raises(ResponsesError, match=said):
        Responses.gather(*(np.asarray(c) for c in columns))


def test_a_number_beyond_what_was_announced_is_said():
    with pytest.raises(ResponsesError, match="only 3"):
        Responses.gather([0, 3], [0, 0], [1, 1], people=3)
