from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "tenfold.fellowship.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from tenfold.fellowship.audit.words import describe

        from .contributions import contribute_all
        from .office_words import EVERYBODY, OFFICE
        from .record_words import WORDS

        describe(WORDS, office=OFFICE, everybody=EVERYBODY)
        contribute_all()
