"""The year in words and tables."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median

from benchmarks.fellowship.line import WORDS, Lacks
from benchmarks.fellowship.measures import Month, share, table
from django.db import connection
from django.db.models import Count

from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.renewal.models import Change

MADE = """\
Made by `python -m benchmarks.fellowship.year`: every act goes through the product's own actions, every proposal is
answered by the simulated person or lapses, and the keepers do what the worker does. Everybody comes on the first day,
and people go on coming. How lively people are is in `life.py` and `tens.py`; it is chosen, not measured, and rather too
lively. One beat of the keepers a day is simulated, so waits are a day or so longer here than where they beat every
minute."""
MEANT = """\
*seated*: of those who have a ten or wish for one. *of those who could*: the same without those who asked not to be
proposed anything before a day, and those for whom there are not enough people in the whole fellowship (below).
*wait*: median days from wishing for a ten to sitting in one, of those who sat down in the month, their own time to
answer with it, the days for which they asked to be left in peace without it; tens are proposed at once when enough
wait for three, and after three days for fewer. *moved*: seats that people left, by their consent, for a re-forming or
a season. *other hour*: people who stayed in a ten that now meets at another hour. *hour lost*: seats whose person
cannot, or can no longer, at the hour of the ten, or does not speak its language, at the end of the month, and will
not in six weeks. *for weeks*: the same, but clocks give the hour back within six weeks (America changes them in March
three weeks before Europe): nobody is asked to move for these. *broken*: two seats on a level, more people than
chairs, a seat without a yes, a yes without a seat, a seat of somebody who left or in a closed circle, two who are
kept apart in one circle: looked for in the database every week."""
JOBS = """\
Jobs (forming, re-forming, letters) are done where they are asked for here, and counted with the keeper that asks;
letters are written and go nowhere."""


@dataclass(frozen=True)
class Run:
    """What was asked for: so many people for so many days (``lived`` of them by now), and how long it took so far."""

    people: int
    lived: int
    days: int
    seed: int
    took: float


def written(
    run: Run,
    months: Sequence[Month],
    *,
    kept: Mapping[str, list[float]],
    soon: Mapping[str, list[float]],
    acts: Mapping[str, list[float]],
) -> str:
    """The report as Markdown; the values are seconds by name."""
    title = "A year" if run.lived == 365 else f"{run.lived} days"
    parts = [
        [f"# {title} of a fellowship of {run.people:,}", "", MADE],
        _summary(months, acts.get("re-forming", [])),
        table(months),
        [MEANT],
        _rest(months[-1].lacks),
        _renewals(acts.get("re-forming", [])),
        _done(months),
        _times(kept, soon),
        [_how(run, acts)],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _summary(months: Sequence[Month], found: Sequence[float]) -> list[str]:
    last, settled = months[-1], months[1:] or months
    waits = [wait for month in settled for wait in month.waits]
    moved = [month.moved + month.changed_places for month in settled]
    lines = [
        f"- Seated at the end: {share(last.seated, last.seated + last.lacks.waiting)} of those who wish for a ten,",
        f"  {share(last.seated, last.seated + last.lacks.could)} of those who could be seated.",
        f"- Broken rules: {sum(month.broken for month in months)}.",
    ]
    if waits:
        lines.append(
            f"- Wait for a ten, of {len(waits)} people who sat down after the first month: median"
            f" {median(waits):.1f} days, a tenth waited longer than {sorted(waits)[len(waits) * 9 // 10]:.0f}."
        )
    lines.append(
        f"- Seats left for a re-forming or a season, in a month: median {median(moved):.0f}, at most {max(moved)}."
    )
    if found:
        lines.append(f"- Finding a re-forming: median {median(found):.1f} s, at most {max(found):.1f} s.")
    return lines


def _rest(lacks: Lacks) -> list[str]:
    """What those lack who wish for a ten and have none."""
    rows = ["What the rest lack, at the end:", "", "| people | |", "| ---: | --- |"]
    return rows + [f"| {getattr(lacks, one.name)} | {WORDS[one.name]} |" for one in fields(lacks)]


def _renewals(found: Sequence[float]) -> list[str]:
    changes: dict[str, Counter[str]] = {}
    for kind, standing, count in Change.objects.values_list("kind", "standing").annotate(Count("pk")).order_by("kind"):
        changes.setdefault(Change.Kind(kind).label, Counter())[standing] += count
    kinds = (Formation.Kind.REPAIR, Formation.Kind.SEASON)
    published = Formation.objects.filter(kind__in=kinds, published_at__isnull=False)
    one_by_one = Placement.objects.filter(formation__in=published, level=1, together__isnull=True)
    alone = Counter(one_by_one.values_list("standing", flat=True))
    levels = Circle.objects.filter(standing=Circle.Standing.ALIVE).values_list("level").annotate(Count("pk"))
    nest = ", ".join(f"{count} of level {level}" for level, count in levels.order_by("level"))
    return [
        f"Re-formings looked for: {len(found)}, published: {published.count()}. Of the moves in them that hold each by",
        f"itself {alone['accepted']} were said yes to, {alone['declined']} no, {alone['lapsed']} lapsed.",
        "Of what holds only together:",
        "",
        "| | took effect | dropped | open |",
        "| --- | ---: | ---: | ---: |",
        *[f"| {kind} | {how['done']} | {how['dropped']} | {how['open']} |" for kind, how in sorted(changes.items())],
        "",
        f"Living circles at the end: {nest}.",
    ]


def _done(months: Sequence[Month]) -> list[str]:
    did: Counter[str] = sum((month.did for month in months), Counter())
    rows = [f"| {name.replace('_', ' ')} | {times} |" for name, times in sorted(did.items())]
    return ["What was done:", "", "| | times |", "| --- | ---: |", *rows]


def _times(kept: Mapping[str, list[float]], soon: Mapping[str, list[float]]) -> list[str]:
    lines = [
        "| kept as time passes | calls | median s | longest s | all s | a minute later, s |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, times in kept.items():
        again = f"{median(soon[name]):.2f}" if soon.get(name) else ""
        lines.append(f"| {name} | {len(times)} | {median(times):.2f} | {max(times):.1f} | {sum(times):.0f} | {again} |")
    return [*lines, "", JOBS]


def _how(run: Run, acts: Mapping[str, list[float]]) -> str:
    done = ", ".join(f"{name} {sum(times):.0f} s" for name, times in acts.items())
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    so_far = f" of {run.days}" if run.lived < run.days else ""
    return (
        f"{run.lived} days{so_far}, seed {run.seed}, {connection.vendor}; {run.took:.0f} s in all ({done}); {machine}."
    )
