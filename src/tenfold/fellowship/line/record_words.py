"""What the verbs of this room mean."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "line.count": _("The waiting line was counted."),
    "line.give_up": _("A formation fell silent and was given up."),
    "line.nothing_found": _("A formation found no ten and was set aside."),
}
