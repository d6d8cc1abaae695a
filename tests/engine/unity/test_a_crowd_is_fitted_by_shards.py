"""A crowd fitted by shards of people is foretold as well as at once, wherever the shards are worked on."""

from functools import partial

import numpy as np
import pytest

from tenfold.engine.unity import Responses, fit, meet
from tenfold.engine.unity.sharded import fit_crowd
from tests.engine.unity.made_up import two_camps

PEOPLE, SHARDS = 900, 3


def shown(part=None):
    """Four fifths of the answers of one shard, or of all."""
    responses, _camp, _truth = two_camps(people=PEOPLE, seed=5)
    kept = np.random.default_rng(0).random(len(responses)) < 0.8
    mine = np.ones(len(responses), bool) if part is None else responses.person % SHARDS == part
    few = responses.chosen(kept & mine)
    if part is None:
        return few
    numbers = few.person // SHARDS
    return Responses.gather(numbers, few.desire, few.value, few.time, people=PEOPLE // SHARDS, desires=few.desires)


def loss(told, real):
    return -np.log(np.where(real, told, 1 - told)).mean()


def foretold(crowd):
    """What is foretold of the fifth of the answers that was kept back."""
    responses, _camp, _truth = two_camps(people=PEOPLE, seed=5)
    aside = (np.random.default_rng(0).random(len(responses)) >= 0.8) & (responses.value != 0)
    who, what, real = responses.person[aside], responses.desire[aside], responses.value[aside] > 0
    told = np.empty(len(who))
    for part in range(SHARDS):
        mine = who % SHARDS == part
        told[mine] = meet(crowd.desires, shown(part)).agreement(who[mine] // SHARDS, what[mine])
    return loss(told, real), loss(fit(shown()).agreement(who, what), real)


@pytest.fixture(scope="module")
def crowd():
    return fit_crowd([partial(shown, part) for part in range(SHARDS)], workers=1)


def test_as_good_as_at_once(crowd):
    by_shards, at_once = foretold(crowd)
    assert by_shards == pytest.approx(at_once, abs=0.01)
    assert (crowd.people, crowd.responses) == (PEOPLE, len(shown()))
    assert crowd.desires.n == 0
    counts = shown().counts()
    assert crowd.desires.answers.tolist() == (counts[:, 0] + counts[:, 1]).astype(int).tolist()


@pytest.mark.slow
def test_the_same_in_other_processes(crowd):
    again = fit_crowd([partial(shown, part) for part in range(SHARDS)], workers=2)
    assert np.array_equal(again.desires.desires, crowd.desires.desires)
