from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class DesiresConfig(AppConfig):
    name = "tenfold.fellowship.desires"
    label = "desires"
    verbose_name = _("Desires")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.circles import today as on_today
        from tenfold.fellowship.circles.panels import contribute as show_on_circles
        from tenfold.fellowship.circles.signals import seat_left, seat_taken
        from tenfold.fellowship.conduct.quoting import quotes
        from tenfold.fellowship.keeping import keeps
        from tenfold.fellowship.members.signals import left

        from .actions.forgetting import member_left, seat_changed
        from .contributions import contribute_all
        from .keepers import keep_reckoning, keep_watch_on_crowds
        from .queries.access import quoted_desire, quoted_rendering
        from .record_words import DISCREET, EVERYBODY, OFFICE, WORDS
        from .views.panels import panel, today

        describe(WORDS, office=OFFICE, discreet=DISCREET, everybody=EVERYBODY)
        contribute_all()
        quotes("desire", quoted_desire)
        quotes("rendering", quoted_rendering)
        show_on_circles("desires", stage="outer", template="desires/panel.html", show=panel)
        on_today.contribute("desires", template="desires/today.html", show=today)
        keeps("desires.reckoning", keep_reckoning)
        keeps("desires.crowds", keep_watch_on_crowds)
        seat_taken.connect(seat_changed, dispatch_uid="desires.seat_taken")
        seat_left.connect(seat_changed, dispatch_uid="desires.seat_left")
        left.connect(member_left, dispatch_uid="desires.member_left")
        pre_delete.connect(forget_author, sender="members.Member", dispatch_uid="desires.forget_author")


def forget_author(*, instance: Any, **_more: Any) -> None:
    """Whoever is erased takes their words along, and their answers out of all counts."""
    from .actions.forgetting import forget

    forget(member=instance)
