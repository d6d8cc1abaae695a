"""What the verbs of this room mean, said to the person they concern."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "circles.accept": _("You took a seat in a circle."),
    "circles.clear": _("You left the fellowship, and with it your circles and what was proposed to you."),
    "circles.decline": _("You declined a proposed seat."),
    "circles.leave": _("You left a circle."),
    "circles.move": _("A steward moved you within a proposal, before it was published."),
    "circles.propose": _("A formation came to a proposal."),
    "circles.publish": _("A seat in a circle was proposed to you."),
    "circles.set_aside": _("A proposal of circles was set aside."),
    "circles.start_formation": _("A formation was started."),
}
