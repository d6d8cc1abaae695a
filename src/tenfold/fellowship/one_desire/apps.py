from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OneDesireConfig(AppConfig):
    name = "tenfold.fellowship.one_desire"
    label = "one_desire"
    verbose_name = _("One desire")
