"""Measure the unity engine beside its peers and write RESULTS.md.

    python benchmarks/unity/run.py [--peer-python PYTHON] [predict later rolling bridge brigade ask speed fresh scale]

Without names all parts are measured (about an hour on two quiet cores); with --peer-python, a Python that has
red-dwarf==0.4.0 installed, that is timed as well. The public
conversations are looked for in TENFOLD_DATA, or in ../shared/data beside the checkout. Each part writes its own file
results/<part>.md; RESULTS.md is put together from them.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import measures as of
import numpy as np
import peers
from conversations import PUBLIC, held_out, load

from tenfold.engine.unity import Responses, common_ground, fit, guarded, landscape, meet
from tenfold.engine.unity.sharded import fit_crowd

HERE = Path(__file__).parent
PEER: str | None = None
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

    Mean over twenty crowds (seeds) for each conversation, which take turns with its seven most polarising statements;
    beside it how many of the twenty rose less than under every peer, or as little.
    """
    yield from head("", "statements", *GROUND, "best or as good")
    for name in ("brexit", "taxes", "biodiversity", "vTaiwan", "canadian", "affordable"):
        votes = load(name)
        group, _, among = of.groups_and_floor(votes)
        before = {method: told(votes.responses()) for method, told in GROUND.items()}
        rises: dict[str, list[int]] = {}
        targets = of.polarising(votes, group)[:7]
        for seed in range(20):
            target = int(targets[seed % len(targets)])
            attacked = of.infiltrated(votes, group, target, seed)
            for method, told in GROUND.items():
                rise = of.place(before[method], target, among) - of.place(told(attacked), target, among)
                rises.setdefault(method, []).append(rise)
        table = np.array([rises[method] for method in GROUND])
        won = int((table[-1] <= table[:-1].min(0)).sum())
        yield row(name, int(among.sum()), *(float(np.mean(rises[method])) for method in GROUND), f"{won} of 20")


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
    """Speed, best of three after compilation, seconds: the fit, and the fit with map, camps and common ground

    red-dwarf is run on the same responses in the same hour where --peer-python names a Python that has it: its full
    pipeline once, reading not counted ("-": not run).
    """
    yield from head(
        "", "responses", "fit", "everything", "processor time, everything", "peak GB of the process",
        "red-dwarf, everything", "its processor time",
    )  # fmt: skip
    cases = {
        "vTaiwan": lambda: load("vTaiwan").responses(),
        "Bowling Green": lambda: load("Bowling Green").responses(),
        "synthetic 10k x 1k": lambda: of.synthetic(10_000, 1_000, 467_000),
        "synthetic 100k x 2k": lambda: of.synthetic(100_000, 2_000, 4_800_000),
    }
    of.everything(load("brexit").responses())
    for name, make in cases.items():
        responses = make()
        fits, wholes, used = [], [], []
        for _ in range(3):
            begin = time.perf_counter()
            fit(responses)
            fits.append(time.perf_counter() - begin)
            begin, busy = time.perf_counter(), time.process_time()
            of.everything(responses)
            wholes.append(time.perf_counter() - begin)
            used.append(time.process_time() - busy)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        theirs = of_red_dwarf(responses) if len(responses) < 1_000_000 else ("-", "-")
        yield row(name, f"{len(responses):,}", min(fits), min(wholes), min(used), peak, *theirs)


def of_red_dwarf(responses: Responses) -> tuple[float | str, float | str]:
    """Seconds and processor seconds of red-dwarf's pipeline in its own Python."""
    if PEER is None:
        return "-", "-"
    with tempfile.NamedTemporaryFile(suffix=".npz") as file:
        np.savez(file.name, person=responses.person, statement=responses.desire, value=responses.value)
        done = subprocess.run([PEER, HERE / "peer_red_dwarf.py", file.name], capture_output=True, text=True, check=True)
    seconds, busy = done.stdout.split()
    return float(seconds), float(busy)


def fresh() -> Lines:
    """How soon a new response is seen at a million responses: seconds, best of three

    Ten thousand responses join 990,000 of 20,000 people to 2,000 desires. "One person's page" renews one person's own
    place; "warm" renews everything from the last fit.
    """
    whole = of.synthetic(20_000, 2_000, 1_050_000)
    late = np.zeros(len(whole), bool)
    late[np.random.default_rng(1).choice(len(whole), 10_000, replace=False)] = True
    earlier, new = whole.chosen(~late), whole.chosen(late)
    guard = guarded(earlier)
    posterior = fit(earlier, before=guard)
    drawn = landscape(posterior, guard=guard)
    one = earlier.chosen(earlier.person == 0)

    def warm() -> None:
        joined = earlier.with_new(new.person, new.desire, new.value)
        now = guarded(joined, before=guard)
        after = fit(joined, before=now)
        common_ground(after, joined, landscape(after, before=drawn, guard=now), guard=now)

    jobs = {
        "one person's page": lambda: meet(posterior, one),
        "joining the responses": lambda: earlier.with_new(new.person, new.desire, new.value),
        "all people and desires, map and common ground, warm": warm,
        "the same from nothing": lambda: of.everything(whole),
    }
    yield from head("", "seconds", "processor time")
    for name, job in jobs.items():
        times = []
        for _ in range(3):
            begin, busy = time.perf_counter(), time.process_time()
            job()
            times.append((time.perf_counter() - begin, time.process_time() - busy))
        yield row(name, *map(float, np.min(times, axis=0)))


def scale() -> Lines:
    """A crowd by shards: the fit of the whole crowd, two worker processes, shards read from disk

    20,000 desires, 20 responses a person, shards of 250,000 people. Writing the shards is not counted, reading them is.
    Held out is one shard's fifth, foretold from the other four fifths of each person; "perfect" knows the truth.
    TENFOLD_MILLIONS names other sizes, as in 20,100.
    """
    yield from head(
        "responses", "people", "seconds", "processor time", "peak GB, largest process", "log-loss", "perfect"
    )
    for millions in map(int, os.environ.get("TENFOLD_MILLIONS", "20,100").split(",")):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{number}.npz" for number in range(millions // 5)]
            for number, path in enumerate(paths):
                of.write_shard(path, number, 250_000, 20_000, 5_000_000)
            begin, busy = time.perf_counter(), _busy()
            crowd = fit_crowd([partial(of.read_shard, path) for path in paths], workers=2)
            seconds, busy = time.perf_counter() - begin, _busy() - busy
            peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            yield row(
                f"{crowd.responses:,}", f"{crowd.people:,}", seconds, busy, peak / 1e6, *of.crowd_loss(crowd.desires)
            )


def _busy() -> float:
    """Processor seconds of this process and of its workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


PARTS = {f.__name__: f for f in (predict, later, rolling, bridge, brigade, ask, speed, fresh, scale)}


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
    global PEER
    if wanted[:1] == ["--peer-python"]:
        PEER, wanted = wanted[1], wanted[2:]
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
        assemble()


def assemble() -> None:
    """RESULTS.md from the files of all parts that were ever measured."""
    written = [HERE / "results" / f"{name}.md" for name in PARTS]
    parts = [path.read_text(encoding="utf-8") for path in written if path.exists()]
    (HERE / "RESULTS.md").write_text("\n".join(["# The unity engine beside its peers", "", *parts]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
