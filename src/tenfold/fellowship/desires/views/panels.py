"""What this room shows on a circle's page and on Today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenfold.fellowship.circles.models import LIVE, Circle
from tenfold.fellowship.members.models import Member

from ..models import Desire
from ..queries.cards import sitting
from ..queries.ground import common_ground_of, reckoned
from ..queries.reading import shown, with_all
from ..queries.similar import reader_language
from ..reach import may_see
from . import words

SHOWN = 3


def panel(circle: Circle, viewer: Member) -> Mapping[str, Any] | None:
    """What unites a circle, for those who belong to it."""
    if circle.standing not in LIVE or not may_see(viewer, circle):
        return None
    return {
        "rows": common_ground_of(circle, viewer=viewer, count=SHOWN),
        "open": Desire.objects.filter(circle=circle, standing=Desire.Standing.OPEN).count(),
        "alike": words.alike_words(reckoned(circle).alike),
        "code": words.where_code(circle),
        "desires_url": words.where_url("desires", circle),
        "ground_url": words.where_url("ground", circle),
        "cards_url": words.where_url("desire_cards", circle),
    }


def today(member: Member) -> Mapping[str, Any] | None:
    """One desire to answer; None where there is nothing to answer."""
    found = sitting(member, seed=member.pk)
    if not found:
        return None
    rows = list(with_all(Desire.objects.filter(pk=found[0].pk)))
    return {"it": shown(rows, viewer=member, language=reader_language())[0]} if rows else None
