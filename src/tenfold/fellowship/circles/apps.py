from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    name = "tenfold.fellowship.circles"
    label = "circles"
    verbose_name = _("Circles")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.keeping import keeps
        from tenfold.fellowship.members.export import contribute
        from tenfold.fellowship.members.signals import left

        from . import conduct_places
        from .actions.lapsing import lapse_offers
        from .actions.pausing import end_pauses
        from .letters.sending import keep_letters
        from .office_words import OFFICE
        from .queries.export import letters_for_export, placements_for_export, seats_for_export, unplaced_for_export
        from .record_words import WORDS

        describe(WORDS, office=OFFICE)
        contribute("letters", letters_for_export)
        contribute("placements", placements_for_export)
        contribute("seats", seats_for_export)
        contribute("unplaced", unplaced_for_export)
        keeps("circles.pauses", end_pauses)
        keeps("circles.lapse", lapse_offers)
        keeps("circles.letters", keep_letters)
        left.connect(clear_places, dispatch_uid="circles.clear_places")
        conduct_places.make_known()


def clear_places(*, member: Any, **_more: Any) -> None:
    """A member who leaves the fellowship leaves every circle in the same act."""
    from .actions import clear_places_of

    clear_places_of(member=member)
