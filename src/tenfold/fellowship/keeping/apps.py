from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    name = "tenfold.fellowship.keeping"
    label = "keeping"
    verbose_name = _("What happens as time passes")
