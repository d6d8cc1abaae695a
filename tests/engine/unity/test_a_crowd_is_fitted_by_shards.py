"""A crowd fitted by shards of people is foretold as well as at once, wherever the shards are worked on."""

from functools import partial

import numpy as np
import pytest

from tenfold.engine.unity import Responses, common_ground, fit, guarded, landscape, meet
from tenfold.engine.unity.crowd_ground import crowd_ground
from tenfold.engine.unity.sharded import fit_crowd
from tests.engine.clusters import cluster
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


SOURCES = [partial(shown, part) for part in range(SHARDS)]


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
    return fit_crowd(SOURCES, workers=1)


def test_as_good_as_at_once(crowd):
    by_shards, at_once = foretold(crowd)
    assert by_shards == pytest.approx(at_once, abs=0.01)
    assert (crowd.people, crowd.responses) == (PEOPLE, len(shown()))
    assert crowd.desires.n == 0
    counts = shown().counts()
    assert crowd.desires.answers.tolist() == (counts[:, 0] + counts[:, 1]).astype(int).tolist()


@pytest.mark.slow
def test_the_same_in_other_processes(crowd):
    again = fit_crowd(SOURCES, workers=2)
    assert np.array_equal(again.desires.desires, crowd.desires.desires)


@pytest.mark.slow
def test_the_same_on_a_cluster(crowd):
    with cluster() as local:
        again = fit_crowd(SOURCES, scheduler=local.scheduler_address)
    assert np.array_equal(again.desires.desires, crowd.desires.desires)


@pytest.fixture(scope="module")
def ground():
    return crowd_ground(SOURCES, fit_crowd(SOURCES, workers=1, guarded=True), workers=1)


def test_what_unites_a_crowd_is_what_is_found_at_once(ground):
    told = shown()
    guard = guarded(told)
    posterior = fit(told, before=guard)
    at_once = common_ground(posterior, told, landscape(posterior, guard=guard), guard=guard)
    by_shards = ground.ground
    assert ground.drawn.camps.count == at_once.sides.shape[1] == 2
    assert by_shards.heard.all() == at_once.heard.all()
    assert np.abs(by_shards.level - at_once.level).max() < 0.08
    assert np.corrcoef(by_shards.bound, at_once.bound)[0, 1] > 0.99
    everybody = told.counts()
    assert by_shards.answers.sum(0) == pytest.approx(everybody)  # nobody is left out, nobody counted twice


def test_what_unites_does_not_depend_on_who_did_which_shard(ground):
    other = crowd_ground(SOURCES[::-1], fit_crowd(SOURCES[::-1], workers=1, guarded=True), workers=1)
    assert np.abs(other.ground.level - ground.ground.level).max() < 0.02


def test_a_crowd_that_was_not_guarded_is_refused():
    unguarded = fit_crowd(SOURCES, workers=1)
    with pytest.raises(ValueError, match="guarded"):
        crowd_ground(SOURCES, unguarded, workers=1)
