from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesiresConfig(AppConfig):
    name = "tenfold.fellowship.desires"
    label = "desires"
    verbose_name = _("Desires")

    def ready(self) -> None:
        from tenfold.fellowship.keeping import keeps

        from .keepers import keep_reckoning

        keeps("desires.reckoning", keep_reckoning)
