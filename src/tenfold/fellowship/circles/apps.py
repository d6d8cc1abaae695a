from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    name = "tenfold.fellowship.circles"
    label = "circles"
    verbose_name = _("Circles")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.members.export import contribute
        from tenfold.fellowship.members.signals import left

        from .queries.mine import placements_for_export, seats_for_export, unplaced_for_export
        from .record_words import WORDS

        describe(WORDS)
        contribute("placements", placements_for_export)
        contribute("seats", seats_for_export)
        contribute("unplaced", unplaced_for_export)
        left.connect(clear_places, dispatch_uid="circles.clear_places")


def clear_places(*, member: Any, **_more: Any) -> None:
    """A member who leaves the fellowship leaves every circle in the same act."""
    from .actions import clear_places_of

    clear_places_of(member=member)
