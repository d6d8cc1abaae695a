"""What this room's verbs mean, said to the person concerned. What was shared is not in the record."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "practice.share": _("You shared a few words with your circle."),
    "practice.take_back": _("You took back words that you had shared with your circle."),
}
