"""Desires that say nearly the same as what somebody is about to write, and pairs of them for those who compose."""

from __future__ import annotations

from django.utils.translation import get_language

from tenfold.engine.unity import Similar
from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member

from ..models import Desire, Rendering
from ..reach import may_see

COMPARED = 2_000
"""The latest so many desires of a circle are compared."""
COUNT = 3


def similar_to(text: str, circle: Circle | None, *, viewer: Member, count: int = COUNT) -> list[Desire]:
    """Open desires of a circle that are worth showing beside a text before it is posted, the most alike first.

    Renderings are compared too, so that a desire is found in whichever language it can be read.
    """
    if not text.strip() or not may_see(viewer, circle):
        return []
    rows = Desire.objects.filter(circle=circle, standing=Desire.Standing.OPEN).order_by("-pk")
    texts = list(rows.values_list("pk", "text")[:COMPARED])
    said = Rendering.objects.filter(desire__circle=circle, desire__standing=Desire.Standing.OPEN, current=True)
    texts += list(said.order_by("-pk").values_list("desire", "text")[:COMPARED])
    if not texts:
        return []
    near = Similar.of([words for _pk, words in texts]).find(text, count=4 * count)
    keys = list(dict.fromkeys(texts[number][0] for number, _likeness in near))[:count]
    found = Desire.objects.prefetch_related("renderings").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def reader_language() -> str:
    """The language of whoever reads now."""
    return (get_language() or "en").partition("-")[0]
