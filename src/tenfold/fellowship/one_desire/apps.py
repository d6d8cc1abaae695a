from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class OneDesireConfig(AppConfig):
    name = "tenfold.fellowship.one_desire"
    label = "one_desire"
    verbose_name = _("One desire")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.circles.panels import contribute as show_on_circles
        from tenfold.fellowship.circles.panels import contribute_whole
        from tenfold.fellowship.circles.today import contribute as show_today
        from tenfold.fellowship.desires.models import Desire
        from tenfold.fellowship.desires.panels import contribute_fate, contribute_ground
        from tenfold.fellowship.desires.signals import words_gone
        from tenfold.fellowship.keeping import keeps
        from tenfold.fellowship.members.export import contribute

        from .letters import keep_letters
        from .queries import export
        from .record_words import OFFICE, WORDS
        from .views import panels

        describe(WORDS, office=OFFICE)
        contribute("one_desire_words", export.words_for_export)
        contribute("one_desire_consents", export.consents_for_export)
        contribute("one_desire_versions", export.versions_for_export)
        contribute("round_letters", export.round_letters_for_export)
        contribute("asked_letters", export.asked_letters_for_export)
        show_on_circles("one_desire", stage="inner", template="one_desire/panel.html", show=panels.on_circle)
        contribute_whole("one_desire", template="one_desire/panel.html", show=panels.on_whole)
        show_today("one_desire", template="one_desire/today.html", show=panels.on_today)
        contribute_fate("one_desire", template="one_desire/fate.html", show=panels.fate)
        contribute_ground("one_desire", template="one_desire/ground.html", show=panels.ground)
        keeps("one_desire.lapse", lapse)
        keeps("one_desire.settle", settle)
        keeps("one_desire.rounds", go_on)
        keeps("one_desire.letters", keep_letters)
        words_gone.connect(go_out, dispatch_uid="one_desire.words_gone")
        # Whoever erases themselves takes their words along, also where nothing else tells of it.
        pre_delete.connect(go_out_for_good, sender=Desire, dispatch_uid="one_desire.erased")


def go_out(*, desire: Any, **_more: Any) -> None:
    """The words of a desire are gone: they go out where they were taken."""
    from .actions.owning import words_of_desire_gone

    words_of_desire_gone(desire)


def go_out_for_good(*, instance: Any, **_more: Any) -> None:
    from .actions.owning import words_of_desire_gone

    words_of_desire_gone(instance, for_good=True)


def lapse(now: datetime) -> None:
    """Nobody answered for their words: they are not taken."""
    from .actions.owning import lapse_takings

    lapse_takings(now)


def settle(now: datetime) -> None:
    """Let texts stand that have the answers for it."""
    from .actions.consenting import settle_due

    settle_due(now)


def go_on(now: datetime) -> None:
    """Move rounds on whose day has come."""
    from .actions.rounds import move_rounds

    move_rounds(now)
