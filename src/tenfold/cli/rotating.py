"""The steps of ``tenfold rotate`` once the people are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from tenfold.cli.reading import Complaint
from tenfold.engine.formation import Pairs, Problem
from tenfold.engine.formation.rotation import Rotation, rotate, rotate_under, size_for
from tenfold.people.matching import Options, problem_of
from tenfold.people.mistakes import SheetError
from tenfold.people.rounds import presence, read_meetings, rotation_lines, rounds_csv
from tenfold.people.sheet import Sheet

SECONDS = 20.0
"""How long rounds under rules may take if nothing else is said."""


def rotated(
    sheet: Sheet, tables: int, rounds: int, *, met: Sequence[Path], seed: int, time_limit: float | None
) -> tuple[str, list[str]]:
    """The tables of all rounds as CSV, and what there is to say about them."""
    try:
        there = presence(sheet.people, rounds)
        earlier = [_meetings(path, sheet) for path in met]
    except SheetError as error:
        raise Complaint(str(error)) from None
    problem = _problem(sheet, tables, earlier)
    try:
        rotation = _rounds(problem, tables, there, seed, time_limit)
    except ValueError as error:
        raise Complaint(str(error)) from None
    return rounds_csv(sheet.people, rotation), rotation_lines(rotation, there)


def _meetings(path: Path, sheet: Sheet) -> Pairs:
    try:
        return read_meetings(path.read_bytes(), sheet.people)
    except SheetError as error:
        raise SheetError(f"{path}: {error.problem}", error.remedy) from None


def _problem(sheet: Sheet, tables: int, earlier: Sequence[Pairs]) -> Problem:
    """The people as a problem in which everybody is free at any hour: all are in one place."""
    options = Options(size=size_for(len(sheet.people), tables))
    problem, _index = problem_of(sheet.people, options=options, on=date(2000, 1, 1))
    always = np.full_like(problem.hours, 2**64 - 1)
    met = Pairs(
        np.concatenate([Pairs().who, *(pairs.who for pairs in earlier)]),
        np.concatenate([Pairs().value, *(pairs.value for pairs in earlier)]),
    )
    return replace(problem, hours=always, met=met, offset=np.zeros_like(problem.offset))


def _rounds(problem: Problem, tables: int, there: np.ndarray, seed: int, time_limit: float | None) -> Rotation:
    one_language = bool(np.bitwise_and.reduce(problem.languages).any())
    if problem.together is None and one_language:
        return rotate(
            len(problem),
            tables,
            there.shape[1],
            present=there,
            met=problem.met,
            apart=problem.apart,
            seed=seed,
            time_limit=time_limit,
        )
    limit = SECONDS if time_limit is None else time_limit
    return rotate_under(problem, there.shape[1], present=there, tables=tables, seed=seed, time_limit=limit)
