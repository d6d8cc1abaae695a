"""How well answers that were kept back are foretold, and what to ask next."""

from __future__ import annotations

import measures as of
import numpy as np
import peers
from conversations import PUBLIC, held_out, load
from lines import Lines, head, row

from tenfold.engine.unity import fit

PREDICTORS = {
    "statement mean": peers.statement_mean,
    "Polis PCA-2, calibrated": peers.polis_pca,
    "Community Notes MF-1, calibrated": peers.community_notes,
    "Tenfold": lambda responses: fit(responses).agreement,
}


def predict() -> Lines:
    """Held-out responses, a random fifth, mean of seeds 0, 1, 2

    "The same if perfect" is the calibration error that chance alone would give to these probabilities if every one of
    them were exactly right (949 responses are held out of brexit, some 28,000 of Bowling Green).
    """
    yield from head("", *PUBLIC, "mean")
    found: dict[str, list[list[float]]] = {}
    pooled: dict[str, list[tuple[of.F64, of.F64]]] = {}
    for name in PUBLIC:
        votes = load(name)
        for seed in range(3):
            test = held_out(votes, seed)
            shown = votes.responses(~test)
            test &= votes.value != 0
            real, who, what = (votes.value[test] > 0) * 1.0, votes.person[test], votes.statement[test]
            for method, fitted in PREDICTORS.items():
                told = fitted(shown)(who, what)
                figures = [
                    of.log_loss(real, told),
                    of.auc(real, told),
                    float(((told > 0.5) == (real > 0.5)).mean()),
                    of.auc_inside(real, told, what),
                    of.calibration_error(real, told),
                    of.calibration_floor(told),
                ]
                found.setdefault(f"{method}/{name}", []).append(figures)
                pooled.setdefault(f"{method}/{name}", []).append((real, told))
    for i, figure in enumerate(("log-loss", "AUC", "accuracy", "iAUC", "calibration error", "the same if perfect")):
        for method in PREDICTORS:
            means = [float(np.mean(found[f"{method}/{name}"], axis=0)[i]) for name in PUBLIC]
            yield row(f"{figure}: {method}", *means, float(np.mean(means)))
    for method in PREDICTORS:
        errors = [
            of.calibration_error(*(np.concatenate(x) for x in zip(*pooled[f"{method}/{name}"], strict=True)))
            for name in PUBLIC
        ]
        yield row(f"calibration error, three seeds together: {method}", *errors, float(np.mean(errors)))


def later() -> Lines:
    """Held-out responses, the last fifth in time, people and statements known (log-loss)"""
    names = [name for name in PUBLIC if name != "Bowling Green"]
    yield from head("", *names)
    found: dict[str, list[float | int]] = {"votes": [], "people": []}
    for name in names:
        votes = load(name)
        shown, test = of.later(votes)
        found["votes"].append(int(test.sum()))
        found["people"].append(len(np.unique(votes.person[test])))
        for method, fitted in PREDICTORS.items():
            told = fitted(votes.responses(shown))(votes.person[test], votes.statement[test])
            found.setdefault(method, []).append(of.log_loss((votes.value[test] > 0) * 1.0, told))
    for method, values in found.items():
        yield row(method, *values)


def rolling() -> Lines:
    """Held-out responses, the fifth after each of five points in time (log-loss)

    Shown is what came before 40, 50, 60, 70 and 80 % of the votes; scored are the next fifth's votes of known people on
    known statements, where there are at least ten. The last fifth alone is a few people in most conversations.
    """
    yield from head("", "point", "votes", "people", *PREDICTORS, "best")
    best, cases, sums = dict.fromkeys(PREDICTORS, 0), 0, dict.fromkeys(PREDICTORS, 0.0)
    for name in PUBLIC:
        if name == "Bowling Green":
            continue
        votes = load(name)
        for cut in (0.4, 0.5, 0.6, 0.7, 0.8):
            shown, test = of.later(votes, cut)
            if test.sum() < 10:
                continue
            real, responses = (votes.value[test] > 0) * 1.0, votes.responses(shown)
            losses = {
                method: of.log_loss(real, fitted(responses)(votes.person[test], votes.statement[test]))
                for method, fitted in PREDICTORS.items()
            }
            winner = min(losses, key=lambda method: losses[method])
            best[winner] += 1
            cases += 1
            for method, loss in losses.items():
                sums[method] += loss
            people = len(np.unique(votes.person[test]))
            yield row(name, f"{cut:.0%}", int(test.sum()), people, *losses.values(), winner)
    yield row("mean", "", "", "", *(sums[method] / cases for method in PREDICTORS), "")
    yield row("best in", "", f"of {cases}", "", *(best[method] for method in PREDICTORS), "")


def ask() -> Lines:
    """What to ask next: log-loss for new people after 5 / 10 answers"""
    names = ("vTaiwan", "taxes")
    yield from head("", *names)
    for how in ("random", "Polis priority", "ours"):
        cells = []
        for name in names:
            votes = load(name)
            losses = np.mean([of.asked(votes, how, seed) for seed in range(2)], axis=0)
            cells.append(f"{losses[0]:.3f} / {losses[1]:.3f}")
        yield row(how, *cells)
