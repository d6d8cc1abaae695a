"""Given its groups, our reference computes what Polis' own service published, to rounding."""

import json

import numpy as np
import pytest

from tenfold.engine.unity import Responses, polis
from tenfold.engine.unity.polis_groups import opinion_groups
from tests.engine.unity.conversations import WITH_MATHEMATICS, read
from tests.engine.unity.made_up import two_camps

TO_ROUNDING = {"rtol": 0, "atol": 1e-9}


@pytest.fixture(scope="module", params=WITH_MATHEMATICS)
def published(request):
    """What the service said, our responses, its groups, and the map and counts that follow."""
    folder, responses, people, desires = read(request.param)
    said = json.loads((folder / "polis-math.json").read_text())
    assert desires.tolist() == said["tids"]
    base = dict(zip(said["base-clusters"]["id"], said["base-clusters"]["members"], strict=True))
    group = np.full(len(people), -1)
    for one in said["group-clusters"]:
        group[np.isin(people, [person for b in one["members"] for person in base[b]])] = one["id"]
    out = np.isin(desires, said["mod-out"])
    return said, responses, people, desires, group, out


def per_desire(mapping, desires):
    return np.array([mapping[str(j)] for j in desires])


def test_the_map(published):
    said, responses, people, _, _, out = published
    ours = polis.opinion_map(responses, out=out)
    theirs = np.array(said["pca"]["comps"])
    sign = np.sign((ours.components * theirs).sum(1))
    assert np.allclose(-ours.centre, said["pca"]["center"], **TO_ROUNDING)
    assert np.allclose(ours.components * sign[:, None], theirs, **TO_ROUNDING)
    assert np.allclose(-ours.desires * sign[:, None], said["pca"]["comment-projection"], **TO_ROUNDING)
    assert np.allclose(ours.extremity, said["pca"]["comment-extremity"], **TO_ROUNDING)
    base = said["base-clusters"]
    for members, x, y in zip(base["members"], base["x"], base["y"], strict=True):
        middle = ours.people[np.isin(people, members)].mean(0)
        assert np.allclose(-middle * sign, [x, y], **TO_ROUNDING)


def test_everyone_who_was_grouped_takes_part(published):
    said, responses, people, _, _, out = published
    part = polis.opinion_map(responses, out=out).taking_part
    assert set(people[part]) <= set(said["in-conv"])
    assert part.sum() >= len(said["in-conv"]) - 2  # two stayed in who had been let in when there were few


def test_group_aware_consensus_and_priorities(published):
    said, responses, _, desires, group, out = published
    counts = polis.counts_by_group(responses, group)
    assert np.allclose(
        polis.group_aware_consensus(counts), per_desire(said["group-aware-consensus"], desires), **TO_ROUNDING
    )
    extremity = polis.opinion_map(responses, out=out).extremity
    ours = polis.priorities(counts, extremity, meta=np.isin(desires, said["meta-tids"]))
    assert np.allclose(ours, per_desire(said["comment-priorities"], desires), **TO_ROUNDING)


def test_consensus(published):
    said, responses, _, desires, _, out = published
    for ours, theirs in zip(polis.consensus(responses, out=out), said["consensus"].values(), strict=True):
        assert [desires[t.desire] for t in ours] == [t["tid"] for t in theirs]
        for t, s in zip(ours, theirs, strict=True):
            assert (t.successes, t.trials) == (s["n-success"], s["n-trials"])
            assert np.allclose([t.share, t.share_test], [s["p-success"], s["p-test"]], **TO_ROUNDING)


def test_representativeness(published):
    said, responses, _, desires, group, out = published
    found = polis.representative(polis.counts_by_group(responses, group), out=out)
    for g, ours in enumerate(found):
        theirs = said["repness"][str(g)]
        assert [desires[t.desire] for t in ours] == [t["tid"] for t in theirs]
        for t, s in zip(ours, theirs, strict=True):
            assert (t.stance, t.successes, t.trials) == (s["repful-for"], s["n-success"], s["n-trials"])
            assert t.best_agreed == s.get("best-agree", False)
            assert np.allclose(
                [t.share, t.share_test, t.ratio], [s["p-success"], s["p-test"], s["repness"]], **TO_ROUNDING
            )
            assert np.isclose(np.float32(t.ratio_test), s["repness-test"], rtol=1e-6)  # published as a short float


def test_a_small_conversation_by_hand():
    responses = Responses.gather([0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [1, -1, 1, 0, -1])
    ours = polis.opinion_map(responses)
    assert ours.centre.tolist() == [1 / 3, -1 / 2]
    counts = polis.counts_by_group(responses, np.array([0, 0, 1]))
    assert counts.tolist() == [[[2, 0, 2], [0, 1, 2]], [[0, 1, 1], [0, 0, 0]]]
    assert np.allclose(polis.group_aware_consensus(counts), [3 / 4 * 1 / 3, 1 / 4 * 1 / 2])


def test_two_camps_are_found_as_two_groups():
    responses, camp, _ = two_camps()
    ours = polis.opinion_map(responses)
    group = opinion_groups(ours.people, ours.taking_part)
    assert group.max() == 1
    same = (group == camp).mean()
    assert max(same, 1 - same) > 0.98


def test_an_empty_conversation_is_no_error():
    nobody = Responses.gather([], [], [])
    ours = polis.opinion_map(Responses.gather(np.array([], int), np.array([], int), np.array([], int)))
    assert ours.people.shape == (0, 2)
    assert polis.consensus(nobody) == ((), ())
