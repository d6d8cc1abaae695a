"""All desires with what may be told of them, as files. Nobody's answers are in them, nor who wrote without a name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from tenfold.fellowship.members.export import csv_of

from .contributions import where
from .models import Desire
from .queries.reading import author_of, told_of_desire


def everything() -> Iterator[dict[str, Any]]:
    """One row for each desire, oldest first. Of hidden ones only the rule and the reason."""
    rows = Desire.objects.select_related(
        "circle", "from_circle", "author", "figure", "counts", "follows", "season_round"
    )
    for desire in rows.prefetch_related("renderings", "hidings").order_by("pk").iterator(500):
        hidden = desire.standing == Desire.Standing.HIDDEN
        hiding = next((one for one in desire.hidings.all() if not one.language), None)
        yield {
            "key": desire.key,
            "for": where(desire),
            "text": "" if hidden else desire.text,
            "language": desire.language,
            "author": "" if hidden else author_of(desire),
            "from_circle": f"{desire.from_circle.level}-{desire.from_circle.number}" if desire.from_circle else "",
            "standing": desire.standing,
            "follows": desire.follows.key if desire.follows else "",
            "round": desire.season_round.title if desire.season_round else "",
            "source": desire.source,
            "created_at": desire.created_at,
            "ended_at": desire.ended_at,
            "hidden_by_rule": hiding.rule if hiding else "",
            "hidden_because": hiding.reason if hiding else "",
            "shown_again_because": hiding.lifted_reason if hiding else "",
            **{f"in_{one.language}": one.text for one in desire.renderings.all() if one.current and not hidden},
            **_figure(desire),
        }


def _figure(desire: Desire) -> dict[str, Any]:
    told = told_of_desire(desire)
    if told is None:
        return {}
    figure = told.figure
    counts = {"mine_too": told.agreed, "not_mine": told.disagreed, "not_now": told.passed}
    return {
        "answers": told.people,
        **{name: str(c.low) if c.exact else f"{c.low}..{c.high}" for name, c in counts.items()},
        **{name: getattr(figure, name) for name in ("share", "low", "high", "heard", "bound", "strength", "told_at")},
        "sides": " ".join(str(side) for side in figure.sides),
    }


def write_everything(folder: Path) -> int:
    """Write ``desires.csv`` and ``desires.json`` into a folder, which is made; how many desires they hold."""
    rows = list(everything())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "desires.csv").write_bytes(csv_of(rows))
    said = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    (folder / "desires.json").write_text(f"{said}\n", encoding="utf-8")
    return len(rows)
