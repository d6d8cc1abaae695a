"""Lines of a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

Lines = Iterator[str]


def row(*cells: object) -> str:
    return "| " + " | ".join(f"{c:.3f}" if isinstance(c, float) else str(c) for c in cells) + " |"


def head(*cells: str) -> Lines:
    yield row(*cells)
    yield row(*["---"] * len(cells))
