from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LineConfig(AppConfig):
    name = "tenfold.fellowship.line"
    label = "line"
    verbose_name = _("Waiting line")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.circles.today import contribute as show_on_today
        from tenfold.fellowship.keeping import keeps
        from tenfold.fellowship.members.export import contribute

        from . import keepers
        from .queries import outlook_for_export
        from .record_words import WORDS
        from .views import today_panel

        describe(WORDS)
        contribute("line", outlook_for_export)
        show_on_today("line", template="line/panel.html", show=today_panel)
        keeps("line.count", keepers.count)
        keeps("line.offer", keepers.offer)
        keeps("line.form", keepers.form)
