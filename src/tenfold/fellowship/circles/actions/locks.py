"""The order in which rows are locked, and the one lock that is wider than a row.

Every act of this room takes what it needs of these in this order, so that no two acts wait for each other:
the nest (who numbers or publishes circles) → formation → members by pk → placements by pk → circles by pk.
"""

from __future__ import annotations

from collections.abc import Iterable

from tenfold.fellowship.members.models import Fellowship

from ..models import Circle


def lock_nest() -> None:
    """Hold everybody else who would number or publish circles until this transaction ends.

    The fellowship's only row is what is locked; where nobody has named the fellowship yet, it is made.
    """
    Fellowship.objects.get_or_create(pk=1, defaults={"name": "Tenfold"})
    list(Fellowship.objects.select_for_update().filter(pk=1))


def lock_circles(pks: Iterable[int]) -> dict[int, Circle]:
    """Circles by primary key, locked in their order."""
    found = Circle.objects.select_for_update().filter(pk__in=set(pks)).order_by("pk")
    return {circle.pk: circle for circle in found}
