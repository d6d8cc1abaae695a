"""What this room's verbs mean, said to the person concerned."""

from django.utils.translation import gettext_lazy as _

WORDS = {"gatherings.say": _("You said whether you were at a gathering of your circle, or come to it.")}
