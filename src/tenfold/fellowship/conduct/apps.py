from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class ConductConfig(AppConfig):
    name = "tenfold.fellowship.conduct"
    label = "conduct"
    verbose_name = _("Conduct")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.keeping import keeps
        from tenfold.fellowship.members.signals import entering

        from .actions import close_settled
        from .contributions import contribute_all
        from .record_words import DISCREET, EVERYBODY, OFFICE, WORDS

        describe(WORDS, office=OFFICE, discreet=DISCREET, everybody=EVERYBODY)
        contribute_all()
        keeps("conduct.close", close_settled)
        entering.connect(check_not_ended, dispatch_uid="conduct.check_not_ended")
        pre_delete.connect(forget_sides, sender="members.Member", dispatch_uid="conduct.forget_sides")


def forget_sides(*, instance: Any, **_more: Any) -> None:
    """Whoever is erased takes their words along, and what was written about them."""
    from .actions import forget

    forget(member=instance)


def check_not_ended(*, member: Any, **_more: Any) -> None:
    """Whose membership is ended by a decision comes back by asking, and not before a steward lifts it."""
    from django.core.exceptions import ValidationError
    from django.utils.translation import gettext

    from .queries import ended

    if member.pk and ended(member):
        text = gettext(
            "Your membership was ended by a decision. Under what is kept about you, among your matters, you can read "
            "it and ask to come back."
        )
        raise ValidationError(text)
