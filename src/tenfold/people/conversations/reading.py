"""The files of a conversation to arrays: both forms in which Polis exports them, and our own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from tenfold.engine.unity import AGREE, DISAGREE, Responses
from tenfold.people.mistakes import SheetError, Text, say

from .conversation import MOST_GROUPS, Conversation, Statement
from .files import (
    AGREES,
    DISAGREES,
    MATHEMATICS,
    PERSONAL,
    REJECTED,
    STATEMENT,
    TEXT,
    Source,
    find_sources,
    is_number,
)
from .personal import tells_of_oneself
from .rows import Rows, cells, misfit, read_long, read_wide

I64 = NDArray[np.int64]


def read_conversation(place: Path) -> Conversation:
    """Read a folder or a file of responses with what lies beside it.

    :raises SheetError: if there is nothing that can be read as a conversation.
    :raises OSError: if a file cannot be read.
    """
    sources = find_sources(place)
    rows = Rows()
    if sources.responses.kind == "long":
        read_long(sources.responses, rows)
    else:
        read_wide(sources.responses, rows)
    if not len(rows.who):
        raise _nothing_read(sources.responses, rows)
    told = _read_texts(sources.texts, rows) if sources.texts else {}
    marked = _marked(place, sources.texts, told)
    return _put_together(sources.facts, sources.files, sources.responses, rows, told, marked)


def _nothing_read(source: Source, rows: Rows) -> SheetError:
    if rows.mistakes:
        _name, first = rows.mistakes[0]
        return SheetError(
            say(_("“{name}” holds no row that can be read; in line {line}: {problem}"),
                name=source.name, line=first.line, problem=first.problem),
            first.remedy,
        )  # fmt: skip
    return SheetError(
        say(_("“{name}” holds no response that can be read."), name=source.name),
        _("Each row is one person's response to one statement: 1 agrees, -1 disagrees, 0 passes."),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What the file of texts says of a statement."""

    text: str
    rejected: bool
    personal: bool
    agrees: int
    disagrees: int


def _read_texts(source: Source, rows: Rows) -> dict[str, _Told]:
    """The statements by id. A number below zero under "moderated", or any yes under "withdrawn", is a rejection."""
    told: dict[str, _Told] = {}
    at = source.columns
    for line, row in cells(source):
        wrong = misfit(source, row, max(at[STATEMENT], at[TEXT]) + 1)
        if wrong is not None:
            rows.wrong(source, line, "", source.separator.join(row), *wrong)
            continue

        def cell(name: str, row: list[str] = row) -> str:
            return row[at[name]].strip() if name in at and at[name] < len(row) else ""

        counts = [int(cell(name)) if is_number(cell(name)) else -1 for name in (AGREES, DISAGREES)]
        rejected = cell(REJECTED).casefold() in ("-1", "yes", "true", "rejected")
        personal = cell(PERSONAL).casefold() in ("1", "yes", "true")
        told[cell(STATEMENT)] = _Told(" ".join(cell(TEXT).split()), rejected, personal, *counts)
    return told


def _marked(place: Path, source: Source | None, told: Mapping[str, _Told]) -> frozenset[str] | None:
    """Ids of the statements that people marked as personal, in the texts or in Polis' own file; None where nobody did.

    A column of marks is believed even where it marks none.
    """
    if source is not None and PERSONAL in source.columns:
        return frozenset(one for one, known in told.items() if known.personal)
    try:
        said = json.loads(((place if place.is_dir() else place.parent) / MATHEMATICS).read_text("utf-8"))
        return frozenset(str(one) for one in said["meta-tids"]) or None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is read in earnest, and complained of, only where --compatible asks for it


def _put_together(
    facts: Mapping[str, str],
    files: tuple[str, ...],
    source: Source,
    rows: Rows,
    told: Mapping[str, _Told],
    marked: frozenset[str] | None,
) -> Conversation:
    people, person_number = _in_order(rows.people)
    ids, number = _in_order(rows.statements)
    who, what = person_number[np.frombuffer(rows.who, np.int64)], number[np.frombuffer(rows.what, np.int64)]
    how = np.frombuffer(rows.how, np.int8)
    timed = len(rows.when) > 0
    when = np.frombuffer(rows.when, np.float64) if timed else None
    remarks = [say(_("{name}: {note}"), name=source.name, note=note) for note in source.notes]
    if not told:
        remarks.append(_("No file with the words of the statements lies beside it; they are shown by number."))
    if _turned(how, what, [told.get(one) for one in ids]):
        how = -how
        remarks.append(_("In this file -1 means agreement, as the counts beside the texts show; it was read so."))
    responses = Responses.gather(who, what, how, when, people=len(people), desires=len(ids))
    groups = _groups(rows.group, person_number, source, remarks)

    def personal(one: str) -> bool:
        return one in marked if marked is not None else tells_of_oneself(told[one].text)

    statements = tuple(
        Statement(one, told[one].text, told[one].rejected, personal(one)) if one in told else Statement(one)
        for one in ids
    )
    return Conversation(
        title=facts.get("topic", ""),
        description=facts.get("conversation-description", ""),
        link=facts.get("url", ""),
        people=people,
        statements=statements,
        responses=responses,
        timed=timed,
        groups=groups,
        replaced=len(how) - len(responses),
        silent=sum(one not in rows.statements and not known.rejected for one, known in told.items()),
        files=files,
        marked=marked is not None,
        mistakes=tuple(rows.mistakes),
        remarks=tuple(remarks),
    )


def _groups(of: Mapping[int, int], new: I64, source: Source, remarks: list[Text]) -> I64 | None:
    """The groups that the file names, numbered from 0 without gaps; who has none gets -1."""
    known = sorted(set(of.values()))
    if len(known) > MOST_GROUPS:
        remarks.append(say(_("{name}: the column of groups names too many; it was left out."), name=source.name))
        return None
    groups = np.full(len(new), -1, np.int64)
    for person, group in of.items():
        groups[new[person]] = known.index(group)
    return groups if of else None


def _in_order(numbered: Mapping[str, int]) -> tuple[tuple[str, ...], I64]:
    """The ids, numbers among them by their size and before words; and the new number of each old one."""

    def key(one: str) -> tuple[int, int, str, str]:
        number = one.isascii() and one.isdecimal()
        return (0, len(one.lstrip("0")), one.lstrip("0"), one) if number else (1, 0, "", one)

    ids = sorted(numbered, key=key)
    new = np.empty(len(ids), np.int64)
    new[[numbered[one] for one in ids]] = np.arange(len(ids))
    return tuple(ids), new


def _turned(how: NDArray[np.int8], what: I64, told: list[_Told | None]) -> bool:
    """Whether the signs are those of Polis' database, where -1 is agreement: the counts of the texts tell."""
    m = len(told)
    yes, no = (np.bincount(what[how == value], minlength=m) for value in (AGREE, DISAGREE))
    known = [j for j, one in enumerate(told) if one is not None and one.agrees >= 0 and one.disagrees >= 0]
    agrees = np.array([one.agrees for one in told if one is not None and one.agrees >= 0 and one.disagrees >= 0])
    disagrees = np.array([one.disagrees for one in told if one is not None and one.agrees >= 0 and one.disagrees >= 0])
    straight = np.abs(yes[known] - agrees).sum() + np.abs(no[known] - disagrees).sum()
    turned = np.abs(no[known] - agrees).sum() + np.abs(yes[known] - disagrees).sum()
    return bool(len(known) and turned < 0.5 * straight)
