"""A one desire for every circle of an invented nest and for the whole, each made of what was carried up from below."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

TAKEN = 3
"""So many carried desires are taken into each text above."""


def one_desires() -> None:
    """Write them down as they stand after a season: two words of every source, agreed to, open to be walked."""
    from django.db import transaction
    from django.utils import timezone

    from tenfold.fellowship.circles.models import Circle, Seat
    from tenfold.fellowship.desires.models import Counts, Desire
    from tenfold.fellowship.one_desire.models import Carried, Composition, Piece, Taking, Version

    when = timezone.now() - timedelta(days=3)
    first = dict(Seat.objects.filter(level=1, chair=0).values_list("circle_id", "member_id"))

    def made(model: Any, rows: list[Any]) -> list[Any]:
        return list(model.objects.bulk_create(rows, batch_size=2000))

    below: dict[int | None, list[tuple[Desire, int | None]]] = {
        key: [(Desire(author_id=who, text=f"That ten number {key} sings", language="en", circle_id=key), who)]
        for key, who in first.items()
    }
    made(Desire, [desire for ((desire, _who),) in below.values()])
    with transaction.atomic():
        level = 1
        while below:
            above = dict(Circle.objects.filter(level=level).values_list("pk", "parent_id"))
            texts, takings, pieces, carried = [], [], [], []
            here = made(
                Composition,
                [
                    Composition(circle_id=key, language="en", standing="stands", asked_at=when, stood_at=when)
                    for key in below
                ],
            )
            for composition in here:
                sources = below[composition.circle_id][:TAKEN]
                text, spans = "", []
                for desire, _who in sources:
                    text += ", " if text else ""
                    words = desire.text[: max(12, 180 // len(sources))]
                    spans.append((len(text), len(text) + len(words)))
                    text += words
                version = Version(composition=composition, number=1, text=text, made_at=when)
                texts.append(version)
                for (desire, who), (start, end) in zip(sources, spans, strict=True):
                    taking = Taking(
                        composition=composition, desire=desire, member_id=who, standing="agreed",
                        words=text[start:end], may_be_walked=True, answered_at=when,
                    )  # fmt: skip
                    takings.append(taking)
                    pieces.append(Piece(version=version, taking=taking, start=start, end=end))
            made(Version, texts)
            made(Taking, takings)
            made(Piece, pieces)
            following: dict[int | None, list[tuple[Desire, int | None]]] = defaultdict(list)
            for composition, version in zip(here, texts, strict=True):
                if composition.circle_id is None:
                    continue
                parent = above.get(composition.circle_id)
                desire = Desire(
                    author=None,
                    text=version.text,
                    language="en",
                    circle_id=parent,
                    from_circle_id=composition.circle_id,
                )
                following[parent].append((desire, None))
                carried.append(Carried(composition=composition, desire=desire, at=when))
            risen = made(Desire, [one.desire for one in carried])
            made(Counts, [Counts(desire=desire) for desire in risen])
            made(Carried, carried)
            below, level = dict(following), level + 1
