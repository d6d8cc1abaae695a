from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    name = "tenfold.fellowship.practice"
    label = "practice"
    verbose_name = _("Practice")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.circles.panels import contribute as show_on_circles
        from tenfold.fellowship.members.export import contribute

        from .queries import sharings_for_export
        from .record_words import WORDS
        from .views import panel

        describe(WORDS)
        contribute("sharings", sharings_for_export)
        show_on_circles("practice", stage="inner", template="practice/panel.html", show=panel)
