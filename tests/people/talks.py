"""A made-up conversation as files: two camps, a third of the statements shared by both."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from pathlib import Path

from tests.engine.unity.made_up import two_camps

HARM = "<script>alert('Mallory')</script>"


def write(path: Path, rows: Iterable[Iterable[object]], **how: str) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, **how).writerows(rows)  # type: ignore[arg-type]
    return path


def talk(
    folder: Path,
    *,
    form: str = "polis",
    people: int = 60,
    sign: int = 1,
    split: float = 2.5,
    personal: Collection[int] | None = None,
) -> Path:
    """The files of a talk in one of the three forms: "polis", "matrix" or "ours"; statement 3 means harm, 5 is out.

    ``personal``: numbers of the statements that the texts mark as facts about who answers.
    """
    folder.mkdir(exist_ok=True)
    responses, _camp, _truth = two_camps(people=people, desires=12, split=split)
    who, what, how = responses.person.tolist(), responses.desire.tolist(), (sign * responses.value).tolist()
    texts = [HARM if j == 3 else f"=1+{j}" if j == 4 else f"Statement, number {j}" for j in range(12)]
    agrees, disagrees, _passes = responses.counts().astype(int).T.tolist()
    if form == "ours":
        words = {1: "agree", -1: "No", 0: "pass"}
        rows = [
            (f"p{i}", j, words[v], f"2025-03-01T10:{k % 60:02d}:00")
            for k, (i, j, v) in enumerate(zip(who, what, how, strict=True))
        ]
        write(folder / "responses.csv", [("person", "desire", "response", "time"), *rows], delimiter=";")
        write(
            folder / "desires.csv",
            [("desire", "text", "withdrawn"), *((j, t, "yes" if j == 5 else "") for j, t in enumerate(texts))],
        )
        return folder
    told = [(j, agrees[j], disagrees[j], -1 if j == 5 else 1, text) for j, text in enumerate(texts)]
    table = [("comment-id", "agrees", "disagrees", "moderated", "comment-body"), *told, (99, 0, 0, 0, "Unheard")]
    if personal is not None:
        marks = ["is-meta", *("1" if row[0] in personal else "0" for row in table[1:])]
        table = [(*row, mark) for row, mark in zip(table, marks, strict=True)]
    write(folder / "comments.csv", table)
    write(
        folder / "summary.csv",
        [("topic", "The old well"), ("url", "https://example.org/talk"), ("conversation-description", "")],
    )
    if form == "polis":
        rows = [(1_700_000_000_000 + k, "x", j, i, v) for k, (i, j, v) in enumerate(zip(who, what, how, strict=True))]
        write(folder / "votes.csv", [("timestamp", "datetime", "comment-id", "voter-id", "vote"), *rows])
    else:
        cells: dict[int, dict[int, int]] = {i: {} for i in range(people)}
        for i, j, v in zip(who, what, how, strict=True):
            cells[i][j] = v
        head = ("participant", "group-id", "n-votes", *range(12))
        write(
            folder / "participants-votes.csv",
            [head, *((i, i % 2, len(row), *(row.get(j, "") for j in range(12))) for i, row in cells.items())],
        )
    return folder
