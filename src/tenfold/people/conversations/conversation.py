"""A conversation on paper: who responded how to which statement, and what the statements say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.unity import Responses
from tenfold.people.mistakes import Mistake, Text

MOST_GROUPS = 100
"""Groups of another program; a column or a file that names more says something else."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What was put to the people. ``rejected``: moderators took it out. ``personal``: it tells who answers, no wish."""

    id: str
    text: str = ""
    rejected: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the files of a conversation say.

    people       ids as in the file; person ``i`` of ``responses`` is ``people[i]``
    statements   in the order of their ids; desire ``j`` of ``responses`` is ``statements[j]``
    timed        whether it is known when responses came, or only in which order
    groups       int64 (people,) the groups of another program where the file names them (-1: none), else None
    replaced     how many responses a later one of the same person to the same statement replaced
    silent       how many statements nobody responded to; they are left out
    files        names of the files that were read
    marked       whether people marked what is personal; else it was told from the wording
    mistakes, remarks   what is wrong by line, and what was guessed
    """

    title: str
    description: str
    link: str
    people: tuple[str, ...]
    statements: tuple[Statement, ...]
    responses: Responses
    timed: bool
    groups: NDArray[np.int64] | None
    replaced: int
    silent: int
    files: tuple[str, ...]
    marked: bool = False
    mistakes: tuple[tuple[str, Mistake], ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def rejected(self) -> NDArray[np.bool_]:
        """bool (statements,): taken out by moderators."""
        return np.array([statement.rejected for statement in self.statements], bool)

    @property
    def personal(self) -> NDArray[np.bool_]:
        """bool (statements,): facts about who answers; nobody unites on them, and they divide nothing."""
        return np.array([statement.personal for statement in self.statements], bool)

    def period(self) -> tuple[datetime, datetime] | None:
        """When the first and the last response came, where the times are those of a clock."""
        if not self.timed or not len(self.responses):
            return None
        first, last = float(self.responses.time.min()), float(self.responses.time.max())
        if not 1e8 < first <= last < 1e10:  # some other count, such as 1, 2, 3
            return None
        return datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC)
