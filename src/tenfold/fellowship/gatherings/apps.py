from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatheringsConfig(AppConfig):
    name = "tenfold.fellowship.gatherings"
    label = "gatherings"
    verbose_name = _("Gatherings")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe
        from tenfold.fellowship.circles.panels import contribute as show_on_circles
        from tenfold.fellowship.members.export import contribute

        from .queries import attendance_for_export
        from .record_words import WORDS
        from .views import panel

        describe(WORDS)
        contribute("attendance", attendance_for_export)
        show_on_circles("gatherings", stage="outer", template="gatherings/panel.html", show=panel)
