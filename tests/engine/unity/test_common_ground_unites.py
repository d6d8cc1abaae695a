"""What both sides want comes first; a crowd of newcomers does not carry what one side refuses."""

import numpy as np

from tenfold.engine.unity import Responses, common_ground, fit, guarded, landscape, standing
from tests.engine.unity.made_up import two_camps


def found(responses, *, weight=None):
    posterior = fit(responses)
    return common_ground(posterior, responses, landscape(posterior), weight=weight)


def found_guarded(responses):
    """The map and the common ground, with newcomers held back from the start."""
    guard = guarded(responses)
    posterior = fit(responses, before=guard)
    drawn = landscape(posterior, guard=guard)
    return drawn, common_ground(posterior, responses, drawn, guard=guard)


def place(ground, desire):
    return int(np.flatnonzero(ground.ranking() == desire)[0])


def test_what_both_camps_want_comes_first():
    responses, _, _ = two_camps()
    shared = np.flatnonzero(np.arange(40) % 3 == 0)
    first = found(responses).ranking()[: len(shared)]
    assert np.isin(first, shared).mean() > 0.9


def test_the_estimate_is_near_the_truth_and_the_bound_below_it():
    responses, camp, truth = two_camps(passing=0.0)
    ground = found(responses)
    least = np.minimum(truth[camp == 0].mean(0), truth[camp == 1].mean(0))
    assert np.abs(ground.level - least).mean() < 0.06
    assert (ground.bound <= ground.level).all()
    assert (ground.bound <= least + 0.02).mean() > 0.85


def test_no_side_is_spoken_for_that_did_not_answer():
    responses, camp, _ = two_camps()
    theirs = np.flatnonzero(camp == 1)[:30]
    one_sided = responses.with_new(theirs, np.full(30, 40), np.ones(30, int))
    ground = found(one_sided)
    assert not ground.heard[40]
    assert ground.bound[40] == 0
    assert place(ground, 40) == 40


def test_a_crowd_of_newcomers_does_not_carry_what_one_side_refuses():
    responses, camp, _ = two_camps(people=300)
    target = int(np.flatnonzero(np.arange(40) % 3 == 2)[0])  # held by camp 0, refused by camp 1
    attacked = crowd_of_newcomers(responses, camp, target)
    before, after, trusting = found(responses), found(attacked), found(attacked, weight=np.ones(330))
    assert after.level[target] - before.level[target] < 0.5 * (trusting.level[target] - before.level[target])
    assert place(after, target) >= (np.arange(40) % 3 == 0).sum()  # still behind all that both sides want


def crowd_of_newcomers(responses, camp, target):
    """Copies of ten in a hundred people, from the side that refuses the target, who agree with it."""
    copied = np.random.default_rng(0).choice(np.flatnonzero(camp == 1), responses.people // 10)
    who, what, how = [], [], []
    for i, person in enumerate(copied):
        row = slice(responses.start[person], responses.start[person + 1])
        others = responses.desire[row] != target
        what += [*responses.desire[row][others], target]
        how += [*responses.value[row][others], 1]
        who += [responses.people + i] * (others.sum() + 1)
    return responses.with_new(who, what, how)


def test_newcomers_do_not_move_the_camps_either_and_are_on_the_map_all_the_same():
    responses, camp, _ = two_camps(people=300)
    target = int(np.flatnonzero(np.arange(40) % 3 == 2)[0])
    attacked = crowd_of_newcomers(responses, camp, target)
    (_, before), (drawn, after) = found_guarded(responses), found_guarded(attacked)
    trusting = found(attacked, weight=np.ones(330))
    assert after.level[target] - before.level[target] < 0.5 * (trusting.level[target] - before.level[target])
    assert place(after, target) >= (np.arange(40) % 3 == 0).sum()
    own = drawn.camps.membership[:300].argmax(1)
    assert max((own == camp).mean(), (own != camp).mean()) > 0.95
    newcomers = drawn.camps.membership[300:].argmax(1)
    assert (newcomers == np.bincount(own[camp == 1]).argmax()).mean() > 0.9


def test_who_says_a_thousand_things_counts_no_more_than_who_says_some():
    often = np.concatenate([np.arange(1000), np.arange(10), np.zeros(10, int)])
    who = np.concatenate([np.zeros(1000, int), np.ones(10, int), np.arange(2, 12)])
    weight = standing(Responses.gather(who, often, np.ones(1020, int)))
    assert np.isclose(weight[0] * 1000, 300)
    assert weight[1] == 1


def test_strength_and_specificity_are_axes_of_their_own():
    responses, _, _ = two_camps(desires=30)
    everyone = np.repeat(np.arange(200), 2)
    bland = np.tile([30, 31], 200)
    how = np.where((bland == 31) & (everyone % 4 == 0), -1, 1)
    ground = found(responses.with_new(everyone, bland, how))
    assert ground.strength[30] > ground.strength[31]
    assert (
        ground.specificity[:30][np.arange(30) % 3 == 1].mean() > ground.specificity[:30][np.arange(30) % 3 == 0].mean()
    )
