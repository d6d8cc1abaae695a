from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThresholdConfig(AppConfig):
    name = "tenfold.fellowship.threshold"
    label = "threshold"
    verbose_name = _("Threshold")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.keeping import keeps
        from tenfold.fellowship.members.models import Standing
        from tenfold.fellowship.members.queries import keep_unseen
        from tenfold.fellowship.members.signals import told

        from .actions.admitting import keep_admitting
        from .contributions import contribute_all
        from .letters import keep_letters
        from .office_words import EVERYBODY, OFFICE
        from .record_words import WORDS

        describe(WORDS, office=OFFICE, everybody=EVERYBODY)
        contribute_all()
        keep_unseen(standing=Standing.APPLYING, application__asked_at=None)
        told.connect(_told, dispatch_uid="threshold.told")
        keeps("threshold.admit", keep_admitting)
        keeps("threshold.letters", keep_letters)


def _told(*, member: Any, **_more: Any) -> None:
    """Who gave the last thing that the rules ask for has entered with it."""
    from .actions.admitting import settle_own

    settle_own(member)
