"""What this room's verbs mean, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

WORDS = {"delegates.say_willing": _("You said whether you would carry the voice of your circle.")}
