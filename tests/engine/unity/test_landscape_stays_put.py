"""The map shows who answers alike, finds camps only where there are some, and does not flip from fit to fit."""

import numpy as np

from tenfold.engine.unity import Responses, Settings, fit, landscape
from tests.engine.unity.made_up import two_camps


def test_two_camps_are_seen_as_two():
    responses, camp, _ = two_camps()
    drawn = landscape(fit(responses))
    assert drawn.camps.count == 2
    right = (drawn.camps.membership.argmax(1) == camp).mean()
    assert max(right, 1 - right) > 0.98
    assert drawn.explained[0] > 0.9


def test_people_who_differ_by_chance_only_are_one_camp():
    responses, _, _ = two_camps(split=0.0)
    assert landscape(fit(responses)).camps.count == 1


def test_who_said_nothing_belongs_to_every_camp_in_proportion():
    responses, _, _ = two_camps()
    silent = Responses.gather(responses.person, responses.desire, responses.value, people=201, desires=40)
    drawn = landscape(fit(silent))
    assert np.allclose(drawn.camps.membership[200], drawn.camps.share, atol=0.15)
    assert drawn.spread[200, 0, 0] > 3 * drawn.spread[:200, 0, 0].mean()


def test_a_new_fit_is_laid_on_the_map_before():
    responses, _, _ = two_camps()
    before = landscape(fit(responses))
    chance = np.random.default_rng(1)
    fewer = responses.chosen(chance.random(len(responses)) < 0.9)
    after = landscape(fit(fewer, settings=Settings(sweeps=7)), before=before)
    apart = np.abs(after.people[:, 0] - before.people[:, 0]).mean()
    assert apart < 0.2 * before.people[:, 0].std()
    assert np.corrcoef(after.desires[:, 0], before.desires[:, 0])[0, 1] > 0.95
    assert np.sign(after.camps.centre[:, 0]).tolist() == np.sign(before.camps.centre[:, 0]).tolist()


def test_the_order_of_people_does_not_move_the_map():
    responses, _, _ = two_camps()
    moved = np.random.default_rng(4).permutation(responses.people)
    shuffled = Responses.gather(moved[responses.person], responses.desire, responses.value)
    one, two = landscape(fit(responses)), landscape(fit(shuffled))
    assert np.allclose(one.people[:, 0], two.people[moved, 0], atol=0.1)
    assert np.allclose(one.camps.share, two.camps.share, atol=0.02)


def test_the_log_odds_on_the_map_are_those_of_the_model():
    responses, _, _ = two_camps()
    posterior = fit(responses)
    drawn = landscape(posterior)
    people, desires = posterior.places()
    whole = (people - people.mean(0)) @ desires.T
    shown = drawn.people @ drawn.desires.T
    assert np.corrcoef(whole.ravel(), shown.ravel())[0, 1] > 0.97


def test_nobody_and_almost_nobody_have_a_map_too():
    for n, m in ((0, 0), (1, 1), (3, 2)):
        who, what = np.divmod(np.arange(n * m), max(m, 1))
        drawn = landscape(fit(Responses.gather(who, what, np.ones(n * m, int), people=n, desires=m)))
        assert drawn.people.shape == (n, 2)
        assert drawn.camps.count == 1


def test_one_desire_alone_has_a_map_too():
    one = Responses.gather(np.arange(6), np.zeros(6, int), [1, 1, -1, 1, 0, 1])
    drawn = landscape(fit(one))
    assert drawn.people.shape == (6, 2)
    assert drawn.camps.count == 1
