"""What is measured, each on the same rows for us and for the peers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from conversations import Votes
from numpy.typing import NDArray
from scipy.stats import rankdata, spearmanr

from tenfold.engine.unity import (
    CommonGround,
    Posterior,
    Responses,
    ask_next,
    common_ground,
    fit,
    guarded,
    landscape,
    meet,
    polis,
)
from tenfold.engine.unity.crowd_ground import CrowdGround
from tenfold.engine.unity.polis_groups import opinion_groups

F64 = NDArray[np.float64]


def log_loss(real: F64, told: F64) -> float:
    p = np.clip(told, 1e-6, 1 - 1e-6)
    return float(-np.mean(real * np.log(p) + (1 - real) * np.log(1 - p)))


def auc(real: F64, told: F64) -> float:
    yes = real > 0.5
    s, n = int(yes.sum()), len(real)
    return float((rankdata(told)[yes].sum() - s * (s + 1) / 2) / max(s * (n - s), 1))


def auc_inside(real: F64, told: F64, statement: NDArray[np.integer]) -> float:
    """AUC inside each statement, averaged with weight s (n - s) / n."""
    total = weight = 0.0
    for j in np.unique(statement):
        at = statement == j
        s, n = real[at].sum(), at.sum()
        if 0 < s < n:
            w = s * (n - s) / n
            total, weight = total + w * auc(real[at], told[at]), weight + w
    return total / weight


def calibration_error(real: F64, told: F64, bins: int = 10) -> float:
    """Expected calibration error over equal bins of probability."""
    bin_of = np.minimum((told * bins).astype(int), bins - 1)
    return float(
        sum(abs(told[bin_of == b].mean() - real[bin_of == b].mean()) * (bin_of == b).mean() for b in np.unique(bin_of))
    )


def calibration_floor(told: F64, times: int = 30) -> float:
    """The calibration error that one would measure if every probability were exactly right: it is not zero, for a bin
    of few responses is off by chance.
    """
    chance = np.random.default_rng(0)
    return float(np.mean([calibration_error((chance.random(len(told)) < told) * 1.0, told) for _ in range(times)]))


def later(votes: Votes, cut: float = 0.8) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """What came before ``cut``, and of the next fifth the votes of people and on statements known from it."""
    number = np.arange(len(votes.value))
    shown = number < int(cut * len(votes.value))
    soon = number < int(min(cut + 0.2, 1.0) * len(votes.value))
    people = np.bincount(votes.person[shown], minlength=votes.people) > 0
    statements = np.bincount(votes.statement[shown], minlength=votes.statements) > 0
    return shown, ~shown & soon & people[votes.person] & statements[votes.statement] & (votes.value != 0)


def groups_and_floor(votes: Votes) -> tuple[NDArray[np.int64], F64, NDArray[np.bool_]]:
    """Groups by Polis' method on all votes, the least share of agreement (A + 1) / (S + 2) among them, and the
    statements that at least twenty people saw.
    """
    responses = votes.responses()
    drawn = polis.opinion_map(responses)
    group = opinion_groups(drawn.people, drawn.taking_part)
    counts = polis.counts_by_group(responses, group)
    return group, ((counts[..., 0] + 1) / (counts[..., 2] + 2)).min(0), counts[..., 2].sum(0) >= 20


def ground(responses: Responses) -> tuple[F64, F64]:
    """Our level and bound of each statement."""
    found = everything(responses)
    return found.level, found.bound


def everything(responses: Responses) -> CommonGround:
    """Fit, map, camps and common ground, as a report or a page has them made."""
    guard = guarded(responses)
    posterior = fit(responses, before=guard)
    return common_ground(posterior, responses, landscape(posterior, guard=guard), guard=guard)


def agreement_of_ranks(told: F64, real: F64, among: NDArray[np.bool_]) -> float:
    return float(spearmanr(told[among], real[among])[0])


def infiltrated(votes: Votes, group: NDArray[np.int64], target: int, seed: int, share: float = 0.1) -> Responses:
    """The conversation joined by newcomers, a tenth of all: copies of members of the side that refuses the target,
    who agree with it.
    """
    responses = votes.responses()
    counts = polis.counts_by_group(responses, group)[:, target]
    refusing = int((counts[:, 0] / np.maximum(counts[:, :2].sum(1), 1)).argmin())
    copied = np.random.default_rng(seed).choice(np.flatnonzero(group == refusing), int(share * votes.people))
    who, what, how = [], [], []
    for i, person in enumerate(copied):
        row = slice(responses.start[person], responses.start[person + 1])
        others = responses.desire[row] != target
        what += [*responses.desire[row][others].tolist(), target]
        how += [*responses.value[row][others].tolist(), 1]
        who += [votes.people + i] * (int(others.sum()) + 1)
    return responses.with_new(who, what, how)


def polarising(votes: Votes, group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Statements on which the groups are furthest apart, among those that ten of each group saw."""
    counts = polis.counts_by_group(votes.responses(), group)
    share = counts[..., 0] / np.maximum(counts[..., :2].sum(2), 1)
    return np.argsort(-(share.max(0) - share.min(0)) * (counts[..., 2].min(0) >= 10), kind="stable")


def place(told: F64, target: int, among: NDArray[np.bool_]) -> int:
    return int((told[among] > told[target]).sum()) + 1


def asked(votes: Votes, how: str, seed: int) -> tuple[float, float]:
    """Log-loss for new people after 5 and after 10 answers, chosen at random, by Polis' priority, or by us.

    A fifth of the people with at least 30 answers are new; of each, three tenths of the answers are the test, the
    others are what can be asked.
    """
    chance = np.random.default_rng(seed)
    often = np.bincount(votes.person[votes.value != 0], minlength=votes.people)
    able = np.flatnonzero(often >= 30)
    new = chance.choice(able, max(len(able) // 5, 1), replace=False)
    is_new = np.isin(votes.person, new)
    posterior = fit(votes.responses(~is_new))
    number = np.full(votes.people, -1)
    number[new] = np.arange(len(new))
    theirs = is_new & (votes.value != 0)
    who, what, said = number[votes.person[theirs]], votes.statement[theirs], votes.value[theirs]
    test = chance.random(len(who)) < 0.3
    answer = np.zeros((len(new), votes.statements), np.int8)
    answer[who[~test], what[~test]] = said[~test]
    told = votes.responses(~is_new)
    weight = np.ones(votes.statements)
    if how == "Polis priority":
        drawn = polis.opinion_map(told)
        group = opinion_groups(drawn.people, drawn.taking_part)
        weight = polis.priorities(polis.counts_by_group(told, group), drawn.extremity)
    given: list[list[int]] = [[] for _ in new]
    losses = []
    for turn in range(10):
        known = _meet(posterior, given, answer)
        for i in range(len(new)):
            open_to = answer[i] != 0
            open_to[given[i]] = False
            if how == "ours":
                chosen = int(ask_next(known, i, open_to=open_to, count=1, seed=seed, coverage=0.0)[0])
            else:
                p = weight * open_to
                chosen = int(chance.choice(votes.statements, p=p / p.sum()))
            given[i].append(chosen)
        if turn in (4, 9):
            known = _meet(posterior, given, answer)
            losses.append(log_loss((said[test] > 0) * 1.0, known.agreement(who[test], what[test])))
    return losses[0], losses[1]


def _meet(posterior: Posterior, given: list[list[int]], answer: NDArray[np.int8]) -> Posterior:
    who = np.repeat(np.arange(len(given)), [len(g) for g in given])
    what = np.array([j for g in given for j in g], np.int64)
    return meet(posterior, Responses.gather(who, what, answer[who, what], people=len(given), desires=answer.shape[1]))


def synthetic(people: int, statements: int, votes: int, seed: int = 0) -> Responses:
    """Votes of a made-up crowd in two directions, as many for each person as chance has it; a tenth are passes."""
    chance = np.random.default_rng(seed)
    who = np.sort(chance.integers(0, people, votes))
    what = chance.integers(0, statements, votes)
    f, g = chance.normal(size=(people, 2)), chance.normal(size=(statements, 2))
    odds = (f[who] * g[what]).sum(1) + chance.normal(size=statements)[what] + 0.5
    value = np.where(chance.random(votes) < 1 / (1 + np.exp(-odds)), 1, -1)
    value[chance.random(votes) < 0.1] = 0
    return Responses.gather(who, what, value, people=people, desires=statements)


def crowd_loss(desires: Posterior) -> tuple[float, float]:
    """Log-loss on a fifth of the answers of 20,000 people of the made-up crowd who were not fitted, foretold from the
    other four fifths, and that of whoever knows the truth.
    """
    told, chances = _crowd(10**6, 20_000, desires.m, 400_000)
    aside = (np.random.default_rng(2).random(len(told)) < 0.2) & (told.value != 0)
    known = meet(desires, told.chosen(~aside))
    real = (told.value[aside] > 0) * 1.0
    return log_loss(real, known.agreement(told.person[aside], told.desire[aside])), log_loss(real, chances[aside])


def crowd_rank(found: CrowdGround) -> float:
    """Spearman of each desire's agreement in its least agreeing side with the least of the two sides' true agreement:
    20,000 people of the made-up crowd, divided where the found map divides them.
    """
    desires = found.ground.level.shape[0]
    world, chance = np.random.default_rng(0), np.random.default_rng([2, 0])
    g, welcome = world.normal(size=(desires, 2)), world.normal(size=desires)
    f = chance.normal(size=(2_000, 2))
    # The directions of the map are a turn of the true ones: least squares over the desires finds it.
    turn = np.linalg.lstsq(g, found.drawn.desires, rcond=None)[0]
    along = f @ np.linalg.pinv(turn)[0]
    yes = 0.9 / (1 + np.exp(-(f @ g.T + welcome + 0.5)))
    return float(spearmanr(found.ground.level, np.minimum(yes[along > 0].mean(0), yes[along < 0].mean(0)))[0])


def write_shard(path: Path, number: int, people: int, statements: int, votes: int) -> None:
    """A shard of the crowd on disk."""
    told, _ = _crowd(number, people, statements, votes)
    np.savez(path, start=told.start, desire=told.desire, value=told.value, desires=statements)


def _crowd(number: int, people: int, statements: int, votes: int) -> tuple[Responses, F64]:
    """A shard of a made-up crowd as :func:`synthetic` makes it, the same statements in all, and its true chances."""
    world, chance = np.random.default_rng(0), np.random.default_rng([1, number])
    g, welcome = world.normal(size=(statements, 2)), world.normal(size=statements)
    who = np.sort(chance.integers(0, people, votes))
    what = chance.integers(0, statements, votes)
    f = chance.normal(size=(people, 2))
    odds = (f[who] * g[what]).sum(1) + welcome[what] + 0.5
    value = np.where(chance.random(votes) < 1 / (1 + np.exp(-odds)), 1, -1).astype(np.int8)
    value[chance.random(votes) < 0.1] = 0
    told = Responses.gather(who, what, value, people=people, desires=statements)
    odds = (f[told.person] * g[told.desire]).sum(1) + welcome[told.desire] + 0.5
    return told, np.asarray(1 / (1 + np.exp(-odds)))


def read_shard(path: Path) -> Responses:
    """A shard from disk; times are left out, for only the order of a person's responses would need them."""
    table = np.load(path)
    time = np.broadcast_to(np.float64(0.0), len(table["desire"]))
    return Responses(table["start"], table["desire"], table["value"], time, int(table["desires"]))
