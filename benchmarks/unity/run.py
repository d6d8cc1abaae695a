"""Measure the unity engine beside its peers and write RESULTS.md.

    python benchmarks/unity/run.py [predict later bridge brigade ask speed]

Without names all parts are measured (the whole takes about twenty minutes on two quiet cores). The public
conversations are looked for in TENFOLD_DATA, or in ../shared/data beside the checkout. Each part writes its own file
results/<part>.md; RESULTS.md is put together from them.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import measures as of
import numpy as np
import peers
from conversations import PUBLIC, held_out, load

from tenfold.engine.unity import common_ground, fit, landscape

HERE = Path(__file__).parent
PREDICTORS = {
    "statement mean": peers.statement_mean,
    "Polis PCA-2, calibrated": peers.polis_pca,
    "Community Notes MF-1, calibrated": peers.community_notes,
    "Tenfold": lambda responses: fit(responses).agreement,
}
Lines = Iterator[str]


def row(*cells: object) -> str:
    return "| " + " | ".join(f"{c:.3f}" if isinstance(c, float) else str(c) for c in cells) + " |"


def head(*cells: str) -> Lines:
    yield row(*cells)
    yield row(*["---"] * len(cells))


def predict() -> Lines:
    """Held-out responses, a random fifth, mean of seeds 0, 1, 2"""
    yield from head("", *PUBLIC, "mean")
    found: dict[str, list[list[float]]] = {}
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
                ]
                found.setdefault(f"{method}/{name}", []).append(figures)
    for i, figure in enumerate(("log-loss", "AUC", "accuracy", "iAUC", "calibration error")):
        for method in PREDICTORS:
            means = [float(np.mean(found[f"{method}/{name}"], axis=0)[i]) for name in PUBLIC]
            yield row(f"{figure}: {method}", *means, float(np.mean(means)))


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


GROUND: dict[str, Callable] = {  # type: ignore[type-arg]
    "agree rate": peers.agree_rate,
    "Polis group-aware consensus": peers.polis_consensus,
    "Community Notes intercept": peers.notes_intercept,
    "Tenfold, level": lambda responses: of.ground(responses)[0],
}


def bridge() -> Lines:
    """Common ground from few votes: Spearman with the least agreeing group's agreement on all votes

    Mean over brexit, taxes, vTaiwan, biodiversity and seeds 0, 1; statements that at least twenty people saw.
    """
    yield from head("votes kept", *GROUND)
    truths = {
        name: (load(name), *of.groups_and_floor(load(name))) for name in ("brexit", "taxes", "vTaiwan", "biodiversity")
    }
    for kept in (0.05, 0.1, 0.2, 0.5):
        found: dict[str, list[float]] = {}
        for votes, _, floor, among in truths.values():
            for seed in range(2):
                shown = votes.responses(np.random.default_rng(100 + seed).random(len(votes.value)) < kept)
                for method, told in GROUND.items():
                    found.setdefault(method, []).append(of.agreement_of_ranks(told(shown), floor, among))
        yield row(f"{kept:.0%}", *(float(np.mean(found[method])) for method in GROUND))


def brigade() -> Lines:
    """Brigading: places that a polarising statement rises when a tenth of newcomers pretend to be of the other side

    Mean over the seven most polarising statements of each conversation, another crowd (seed) for each.
    """
    yield from head("", "statements", *GROUND)
    for name in ("brexit", "taxes", "biodiversity"):
        votes = load(name)
        group, _, among = of.groups_and_floor(votes)
        before = {method: told(votes.responses()) for method, told in GROUND.items()}
        rises: dict[str, list[int]] = {}
        for seed, target in enumerate(of.polarising(votes, group)[:7]):
            attacked = of.infiltrated(votes, group, int(target), seed)
            for method, told in GROUND.items():
                rise = of.place(before[method], target, among) - of.place(told(attacked), target, among)
                rises.setdefault(method, []).append(rise)
        yield row(name, int(among.sum()), *(float(np.mean(rises[method])) for method in GROUND))


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


def speed() -> Lines:
    """Speed, best of three after compilation, seconds: the fit, and the fit with map, camps and common ground"""
    yield from head("", "responses", "fit", "everything", "processor time, everything", "peak GB of the process")
    cases = {
        "vTaiwan": lambda: load("vTaiwan").responses(),
        "Bowling Green": lambda: load("Bowling Green").responses(),
        "synthetic 10k x 1k": lambda: of.synthetic(10_000, 1_000, 467_000),
        "synthetic 100k x 2k": lambda: of.synthetic(100_000, 2_000, 4_800_000),
    }
    fit(load("brexit").responses())
    for name, make in cases.items():
        responses = make()
        fits, wholes, used = [], [], []
        for _ in range(3):
            begin, busy = time.perf_counter(), time.process_time()
            posterior = fit(responses)
            fits.append(time.perf_counter() - begin)
            common_ground(posterior, responses, landscape(posterior))
            wholes.append(time.perf_counter() - begin)
            used.append(time.process_time() - busy)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        yield row(name, f"{len(responses):,}", min(fits), min(wholes), min(used), peak)


PARTS = {f.__name__: f for f in (predict, later, bridge, brigade, ask, speed)}


def circumstances() -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout  # noqa: S607
    processor = next(
        (x.split(":")[1].strip() for x in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in x), ""
    )
    load_now = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit.strip()}, {os.cpu_count()} cores ({processor}), "
        f"Python {platform.python_version()}, NumPy {np.__version__}, load average {load_now}"
    )


def main(wanted: list[str]) -> None:
    if unknown := set(wanted) - set(PARTS):
        raise SystemExit(f"No part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
    (HERE / "results").mkdir(exist_ok=True)
    for name in wanted or PARTS:
        part, before = PARTS[name], circumstances()
        lines = []
        for line in part():
            print(line, flush=True)
            lines.append(line)
        title, _, more = (part.__doc__ or "").partition("\n")
        text = "\n".join(
            [f"## {title}", "", *([" ".join(more.split()), ""] if more.strip() else []), *lines, "", before, ""]
        )
        (HERE / "results" / f"{name}.md").write_text(text, encoding="utf-8")
    written = [HERE / "results" / f"{name}.md" for name in PARTS]
    parts = [path.read_text(encoding="utf-8") for path in written if path.exists()]
    (HERE / "RESULTS.md").write_text("\n".join(["# The unity engine beside its peers", "", *parts]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
