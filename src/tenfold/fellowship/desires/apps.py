from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesiresConfig(AppConfig):
    name = "tenfold.fellowship.desires"
    label = "desires"
    verbose_name = _("Desires")
