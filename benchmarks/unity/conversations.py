"""The public conversations, in both forms in which Polis exports them."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.unity import Responses

PUBLIC = {
    "brexit": "brexit-consensus",
    "taxes": "scoop-hivemind.taxes",
    "vTaiwan": "vtaiwan.uberx",
    "biodiversity": "scoop-hivemind.biodiversity",
    "canadian": "canadian-electoral-reform",
    "Bowling Green": "american-assembly.bowling-green",
    "austria": "austria-climate.5twd2jsnkf.2022-08-08",
    "affordable": "scoop-hivemind.affordable-housing",
}


class NoDataError(SystemExit):
    """The conversations are not where they were looked for."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes in the order in which they came, the last of each person on each statement; numbers from 0.

    person, statement int32 (R,), value int8 (R,), time float64 (R,), author int64 (statements,) or -1
    """

    person: NDArray[np.int32]
    statement: NDArray[np.int32]
    value: NDArray[np.int8]
    time: NDArray[np.float64]
    author: NDArray[np.int64]
    people: int

    @property
    def statements(self) -> int:
        return len(self.author)

    def responses(self, keep: NDArray[np.bool_] | None = None) -> Responses:
        kept = slice(None) if keep is None else keep
        return Responses.gather(
            self.person[kept],
            self.statement[kept],
            self.value[kept],
            self.time[kept],
            people=self.people,
            desires=self.statements,
        )


def folder() -> Path:
    """Where the conversations lie: TENFOLD_DATA, or shared/data beside the checkout."""
    data = Path(os.environ.get("TENFOLD_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data") / "unity"
    if not data.is_dir():
        raise NoDataError(
            f"The public conversations are not at {data}. Set TENFOLD_DATA to the folder that holds unity/."
        )
    return data


def load(name: str) -> Votes:
    """One public conversation by its short name."""
    place = folder() / PUBLIC[name]
    if (place / "votes.csv").exists():
        table = np.loadtxt(place / "votes.csv", delimiter=",", skiprows=1, usecols=(0, 2, 3, 4), dtype=np.int64)
        time, statement, person, value = table[np.argsort(table[:, 0], kind="stable")].T
    else:
        person, statement, value = _matrix(place / "participants-votes.csv")
        time = np.arange(len(person))
    pair = person * (statement.max() + 1) + statement
    last = np.sort(len(pair) - 1 - np.unique(pair[::-1], return_index=True)[1])
    people, who = np.unique(person[last], return_inverse=True)
    statements, what = np.unique(statement[last], return_inverse=True)
    return Votes(
        who.astype(np.int32),
        what.astype(np.int32),
        value[last].astype(np.int8),
        time[last].astype(np.float64),
        _authors(place / "comments.csv", statements, people),
        len(people),
    )


def _matrix(path: Path) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The other export form: one row a participant, one column a statement."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        head, *rows = csv.reader(file)
    columns = [i for i, name in enumerate(head) if name.isdigit()]
    found = [(int(row[0]), int(head[i]), int(float(row[i]))) for row in rows for i in columns if row[i].strip()]
    person, statement, value = np.array(found, np.int64).T
    return person, statement, value


def _authors(path: Path, statements: NDArray[np.int64], people: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of each statement's author among the people, -1 where unknown."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        wrote = {int(row["comment-id"]): int(row["author-id"]) for row in csv.DictReader(file)}
    number = {int(person): i for i, person in enumerate(people)}
    return np.array([number.get(wrote.get(int(s), -1), -1) for s in statements], np.int64)


def held_out(votes: Votes, seed: int) -> NDArray[np.bool_]:
    """The protocol's random fifth."""
    return np.random.default_rng(seed).random(len(votes.value)) < 0.2
