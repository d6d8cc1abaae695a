from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegatesConfig(AppConfig):
    name = "tenfold.fellowship.delegates"
    label = "delegates"
    verbose_name = _("Delegates")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.circles.panels import contribute as show_on_circles
        from tenfold.fellowship.keeping import keeps

        from .record_words import WORDS
        from .views import panel

        describe(WORDS)
        show_on_circles("delegates", stage="outer", template="delegates/panel.html", show=panel)
        keeps("delegates.ask", ask)


def ask(now: datetime) -> None:
    """Ask whoever's turn it is to carry a circle's voice."""
    from .actions import ask_delegates

    ask_delegates(now)
