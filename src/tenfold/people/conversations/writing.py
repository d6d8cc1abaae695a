"""A conversation's report as files: ``report.html`` to read, a table and JSON to go on with."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from tenfold import __version__
from tenfold.people.folder import CONVERSATION, REPORT, replace_folder
from tenfold.people.report.tens import safe

from .compatible import Compatible, as_polis_writes
from .files import MATHEMATICS
from .page import report_page
from .study import Study

STATEMENTS, PEOPLE = "statements.csv", "people.csv"


def write_report(directory: Path, study: Study, found: Compatible | None = None, *, people: bool = False) -> None:
    """Write the report into a folder, in the active language, whole or not at all; a former one there is replaced.

    ``people`` adds where each person stands, by id. It is left out otherwise, so that a report can be handed on.

    :raises OccupiedError: if the folder holds anything else than a former report.
    :raises OSError: if it cannot be written.
    """

    def write(folder: Path) -> None:
        (folder / REPORT).write_text(report_page(study, found), "utf-8")
        (folder / STATEMENTS).write_text(statements_csv(study), "utf-8-sig", newline="")
        told = json.dumps(as_json(study), ensure_ascii=False, indent=1, allow_nan=False)
        (folder / CONVERSATION).write_text(told + "\n", "utf-8")
        if people:
            (folder / PEOPLE).write_text(people_csv(study), "utf-8-sig", newline="")
        if found is not None:
            theirs = json.dumps(as_polis_writes(study.conversation, found), ensure_ascii=False)
            (folder / MATHEMATICS).write_text(theirs + "\n", "utf-8")

    replace_folder(directory, write)


def side_letters(study: Study) -> list[str]:
    """The letters of the sides in files, the same in every language."""
    return list("ABCDE"[: study.sides])


def statements_csv(study: Study) -> str:
    """One row a statement, in the order of the ids; headers stay English. Cells of what is not known are empty."""
    ground, talk = study.ground, study.conversation
    head = [
        "id", "text", "rejected", "personal", "agreed", "disagreed", "passed", "heard", "level", "bound", "strictest",
        "strength", "specificity", "x", "y",
    ]  # fmt: skip
    parts = ("agreement", "lower", "upper", "agreed", "disagreed", "passed")
    head += [f"{side} {part}" for side in side_letters(study) for part in parts]
    counts = talk.responses.counts().astype(int)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(head)
    for j, statement in enumerate(talk.statements):
        row: list[object] = [safe(statement.id), safe(statement.text), "yes" if statement.rejected else "no"]
        row.append("yes" if statement.personal else "no")
        row += [*counts[j].tolist(), "yes" if ground.heard[j] else "no"]
        figures = (ground.level, ground.bound, ground.strictest, ground.strength, ground.specificity)
        known = bool(ground.heard[j])
        row += [_cell(figure[j], known) for figure in figures] + [_cell(x) for x in study.drawn.desires[j]]
        for s in range(study.sides):
            row += [_cell(figure[s, j], known) for figure in (ground.agreement, ground.lower, ground.upper)]
            row += [f"{x:.1f}" for x in ground.answers[s, j]]
        writer.writerow(row)
    return stream.getvalue()


def people_csv(study: Study) -> str:
    """One row a person: place, how sure it is, and membership in each side."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["id", "responses", "x", "y", "uncertainty", *side_letters(study)])
    often = np.diff(study.conversation.responses.start)
    unsure = np.sqrt(np.trace(study.drawn.spread, axis1=1, axis2=2) / 2.0)
    for i, person in enumerate(study.conversation.people):
        place = [f"{x:.4f}" for x in (*study.drawn.people[i], unsure[i])]
        writer.writerow([safe(person), int(often[i]), *place, *(f"{p:.4f}" for p in study.ground.sides[i])])
    return stream.getvalue()


def as_json(study: Study) -> dict[str, Any]:
    """Everything about statements, camps and reliability, for programs; nothing about single people."""
    talk, ground, drawn = study.conversation, study.ground, study.drawn
    letters, shares, clear = side_letters(study), study.shares(), study.clear()
    ids = [statement.id for statement in talk.statements]
    counts = talk.responses.counts().astype(int)

    def known(figure: float, j: int) -> float | None:
        return _figure(figure) if ground.heard[j] else None

    return {
        "made_by": f"tenfold {__version__}",
        "title": talk.title,
        "link": talk.link,
        "files": list(talk.files),
        "seed": study.seed,
        "people": len(talk.people),
        "responses": len(talk.responses),
        "camps": study.camps,
        "evidence_for_camps": [round(float(x), 3) if np.isfinite(x) else None for x in drawn.camps.evidence],
        "map": {"explained": _list(drawn.explained)},
        "sides": [
            {
                "name": letters[s],
                "share": _list(shares[s]),
                "clear": int(clear[s]),
                "centre": _list(drawn.camps.centre[s]) if study.camps > 1 else None,
                "yes_more": [ids[j] for j in study.divided.more[s]],
                "yes_less": [ids[j] for j in study.divided.less[s]],
            }
            for s in range(study.sides)
        ],
        "unites": [ids[j] for j in study.uniting],
        "refused_by_all": [ids[j] for j in study.refused],
        "divides": [ids[j] for j in study.divided.all()],
        "statements": [
            {
                "id": statement.id,
                "text": statement.text,
                "rejected": statement.rejected,
                "personal": statement.personal,
                **dict(zip(("agreed", "disagreed", "passed"), counts[j].tolist(), strict=True)),
                "heard": bool(ground.heard[j]),
                "level": known(ground.level[j], j),
                "bound": known(ground.bound[j], j),
                "strictest": known(ground.strictest[j], j),
                "strength": known(ground.strength[j], j),
                "specificity": known(ground.specificity[j], j),
                "place": _list(drawn.desires[j]),
                "sides": [
                    {
                        "name": letters[s],
                        "agreement": known(ground.agreement[s, j], j),
                        "interval": [known(ground.lower[s, j], j), known(ground.upper[s, j], j)],
                        **dict(zip(("agreed", "disagreed", "passed"), _list(ground.answers[s, j]), strict=True)),
                    }
                    for s in range(study.sides)
                ],
            }
            for j, statement in enumerate(talk.statements)
        ],
        "reliability": None
        if study.reliability is None
        else {
            name: _list(value) if isinstance(value, np.ndarray) else round(value, 4)
            for name, value in asdict(study.reliability).items()
        },
    }


def _cell(x: float, known: bool = True) -> str:
    """A figure, and nothing where some side has not been heard: the report says nothing of it either."""
    return f"{x:.4f}" if known else ""


def _figure(x: float) -> float:
    return round(float(x), 4)


def _list(values: Any) -> list[float]:
    return [_figure(x) for x in values]
