"""The posterior predicts what people have not yet answered, knows how sure it is, and does not care for order."""

import numpy as np
import pytest

from tenfold.engine.unity import Responses, Settings, fit, meet, model, priors
from tests.engine.unity.made_up import two_camps


def everyone(posterior):
    who, what = np.divmod(np.arange(posterior.n * posterior.m), posterior.m)
    return posterior.agreement(who, what).reshape(posterior.n, posterior.m)


def held_out_loss(probability, truth, seen):
    loss = -(truth * np.log(probability) + (1 - truth) * np.log(1 - probability))
    return loss[~seen].mean()


def test_unanswered_responses_are_foreseen_better_than_by_the_mean_of_the_desire():
    responses, _, truth = two_camps(answered=0.3)
    seen = np.zeros(truth.shape, bool)
    seen[responses.person, responses.desire] = True
    counts = responses.counts()
    rate = np.broadcast_to((counts[:, 0] + 1) / (counts[:, :2].sum(1) + 2), truth.shape)
    assert held_out_loss(everyone(fit(responses)), truth, seen) < 0.8 * held_out_loss(rate, truth, seen)


def test_probabilities_are_calibrated():
    responses, _, truth = two_camps(people=600, answered=0.3)
    seen = np.zeros(truth.shape, bool)
    seen[responses.person, responses.desire] = True
    told, real = everyone(fit(responses))[~seen], truth[~seen]
    bins = np.minimum((told * 10).astype(int), 9)
    error = sum(abs(told[bins == b].mean() - real[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins))
    assert error < 0.05


def test_the_same_seed_gives_the_same_bits():
    responses, _, _ = two_camps()
    one, two = fit(responses, seed=3), fit(responses, seed=3)
    assert np.array_equal(one.people, two.people)
    assert np.array_equal(one.desires_second, two.desires_second)


def test_the_order_of_people_and_desires_does_not_matter():
    responses, _, _ = two_camps()
    chance = np.random.default_rng(5)
    who, what = chance.permutation(responses.people), chance.permutation(responses.desires)
    moved = Responses.gather(who[responses.person], what[responses.desire], responses.value)
    assert np.allclose(everyone(fit(responses)), everyone(fit(moved))[np.ix_(who, what)], atol=0.02)


def test_turning_every_answer_round_turns_every_probability_round():
    responses, _, _ = two_camps()
    turned = Responses.gather(responses.person, responses.desire, -responses.value)
    assert np.allclose(everyone(fit(responses)), 1 - everyone(fit(turned)), atol=0.02)


def test_a_warm_start_takes_in_new_people_desires_and_responses():
    responses, _camp, _ = two_camps()
    before = fit(responses)
    side = np.flatnonzero(np.arange(40) % 3 == 1)
    more = responses.with_new(np.repeat(200, len(side)), side, np.ones(len(side), int))
    after = fit(more, before=before)
    assert after.n == 201
    like_camp_one = after.agreement(np.full(13, 200), np.flatnonzero(np.arange(40) % 3 == 2))
    assert like_camp_one.mean() < 0.3
    assert np.allclose(everyone(before), everyone(after)[:200], atol=0.1)


def test_a_stranger_is_met_without_a_new_fit():
    responses, _, _ = two_camps()
    posterior = fit(responses)
    again = meet(posterior, responses)
    assert np.array_equal(again.desires, posterior.desires)
    assert np.allclose(everyone(again), everyone(posterior), atol=0.1)


def one_sided(people=240, desires=40):
    """A crowd of which five sixths stand on one side."""
    responses, camp, truth = two_camps(people=3 * people, desires=desires)
    kept = np.flatnonzero((camp == 0) | (np.arange(len(camp)) % 10 == 1))[:people]
    number = np.full(len(camp), -1)
    number[kept] = np.arange(len(kept))
    among = number[responses.person] >= 0
    told = Responses.gather(
        number[responses.person[among]], responses.desire[among], responses.value[among], desires=desires
    )
    return told, truth[kept]


def test_people_are_centred_and_no_probability_moves():
    told, _truth = one_sided()
    start = model._iterate(model._start(told, Settings()), told, 2)
    before = everyone(start)
    priors.centre_people(start, np.ones(start.n, bool))
    assert np.allclose(everyone(start), before, atol=1e-4)
    assert np.abs(start.people[:, 1 : start.size].mean(0)).max() < 0.05 * start.people[:, 1 : start.size].std()
    assert np.all(start.people[:, 0] == 1.0)
    assert np.allclose(start.desires[: start.m, :3][:, 1:], [1.0, 0.0])
    assert np.allclose(start.desires[start.m :, :3][:, 1:], [0.0, 1.0])


def test_a_stranger_is_taken_for_one_of_this_crowd():
    told, truth = one_sided()
    none = np.zeros(0, int)
    stranger = Responses.gather(none, none, none, people=1, desires=told.desires)
    foretold = everyone(meet(fit(told), stranger))[0]
    assert np.corrcoef(foretold, truth.mean(0))[0, 1] > 0.97


def test_a_sketch_of_some_people_is_as_good_a_start_as_all():
    responses, _, _truth = two_camps(people=2000, answered=0.4)
    whole = everyone(fit(responses))
    sketched = everyone(fit(responses, settings=Settings(sketch=300)))
    assert np.abs(whole - sketched).mean() < 0.03


def test_passing_says_something_but_is_no_half_agreement():
    responses, camp, _truth = two_camps()
    who = np.flatnonzero(camp == 0)
    passes = Responses.gather(
        np.concatenate([responses.person, who]),
        np.concatenate([responses.desire, np.full(len(who), 40)]),
        np.concatenate([responses.value, np.zeros(len(who), int)]),
        people=200,
        desires=41,
    )
    posterior = fit(passes)
    assert posterior.answers[40] == 0
    mean, variance = posterior.log_odds(np.arange(200), np.full(200, 40)).T
    assert variance.min() > 0.5  # nothing is known of who would agree
    assert abs(mean.mean() - posterior.centre[0, 0]) < 0.5


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (3, 1), (1, 4)])
def test_tiny_conversations_have_a_posterior_too(shape):
    n, m = shape
    who, what = np.divmod(np.arange(n * m), max(m, 1))
    posterior = fit(Responses.gather(who, what, np.ones(n * m, int), people=n, desires=m))
    assert np.isfinite(posterior.desires).all()
    if n * m:
        assert everyone(posterior).min() > 0.5
