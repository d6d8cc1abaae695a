"""Questions are chosen to tell most; circles are told of by a rule that no subtraction gets around."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tenfold.engine.unity import Responses, ask_next, fit, may_be_told, pooled, told_of
from tenfold.engine.unity.pooling import SMALLEST
from tests.engine.unity.made_up import two_camps


def with_a_stranger():
    responses, camp, _ = two_camps()
    return fit(Responses.gather(responses.person, responses.desire, responses.value, people=201, desires=40)), camp


def test_a_stranger_is_asked_what_tells_the_camps_apart():
    posterior, _ = with_a_stranger()
    asked = ask_next(posterior, 200, open_to=np.ones(40, bool), exploring=0.0)
    assert len(asked) == 5
    assert (asked % 3 != 0).all()


def test_only_what_is_open_is_asked_and_young_desires_get_voices():
    posterior, _ = with_a_stranger()
    few = np.zeros(40, bool)
    few[[3, 7]] = True
    assert sorted(ask_next(posterior, 200, open_to=few)) == [3, 7]
    responses, _, _ = two_camps()
    young = responses.with_new([0], [40], [1])
    asked = ask_next(fit(young), 1, open_to=np.ones(41, bool), coverage=3.0)
    assert 40 in asked


def test_the_same_person_is_asked_the_same_until_something_changes():
    posterior, _ = with_a_stranger()
    first = ask_next(posterior, 200, open_to=np.ones(40, bool), seed=1)
    assert first.tolist() == ask_next(posterior, 200, open_to=np.ones(40, bool), seed=1).tolist()


def test_intervals_of_tens_hold_the_share_that_really_agrees():
    held = []
    for seed in range(6):
        responses, _, truth = two_camps(answered=0.3, passing=0.0, seed=seed)
        posterior = fit(responses)
        chance = np.random.default_rng(seed)
        said = chance.random(truth.shape) < truth
        for ten in chance.permutation(200).reshape(20, 10):
            circle = pooled(posterior, ten)
            real = said[ten].mean(0)
            held.append((real >= circle.low - 0.05) & (real <= circle.high + 0.05))
    assert 0.85 < np.mean(held) <= 1.0


def test_nothing_is_told_of_a_few():
    posterior, _ = with_a_stranger()
    assert told_of(pooled(posterior, np.arange(4))) is None
    told = told_of(pooled(posterior, np.arange(10)))
    assert told is not None
    assert np.allclose(told.share, np.clip(np.round(told.share * 10) / 10, 0.05, 0.95))


circles = st.frozensets(st.integers(0, 30), max_size=31)


@given(st.lists(circles, max_size=8))
def test_no_two_figures_differ_by_a_few_people(asked_for):
    told = []
    for circle in asked_for:
        if may_be_told(circle, told):
            told.append(circle)
    for one in told:
        assert len(one) >= SMALLEST
        for other in told:
            for part in (one - other, other - one, one & other):
                assert not part or len(part) >= SMALLEST
