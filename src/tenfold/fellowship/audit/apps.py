from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "tenfold.fellowship.audit"
    label = "audit"
    verbose_name = _("Record of what was done")
