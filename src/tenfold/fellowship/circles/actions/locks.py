"""The one lock that is wider than a row: nobody else numbers or publishes circles meanwhile."""

from __future__ import annotations

from tenfold.fellowship.members.models import Fellowship


def lock_nest() -> None:
    """Hold everybody else who would number or publish circles until this transaction ends.

    The fellowship's only row is what is locked; where nobody has named the fellowship yet, it is made.
    """
    Fellowship.objects.get_or_create(pk=1, defaults={"name": "Tenfold"})
    list(Fellowship.objects.select_for_update().filter(pk=1))
