"""What the verbs of this room mean, said to the person they concern."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "circles.accept": _("You took a seat in a circle."),
    "circles.another": _("You asked for another seat than the one proposed."),
    "circles.clear": _("You left the fellowship, and with it your circles and what was proposed to you."),
    "circles.come_back": _("You came back into a circle."),
    "circles.decline": _("You declined a proposed seat."),
    "circles.end_seat": _("Your seat in a circle was ended by a decision. You can read its reason, and appeal."),
    "circles.lapse": _("The time in which a seat was open for you ended."),
    "circles.leave": _("You left a circle."),
    "circles.letters": _("You chose whether letters about proposals are sent to you."),
    "circles.move": _("A steward moved you within a proposal, before it was published."),
    "circles.pause": _("You paused; your seat is kept."),
    "circles.propose": _("A formation came to a proposal."),
    "circles.publish": _("A seat in a circle was proposed to you."),
    "circles.rather_wait": _("You said that you would rather wait."),
    "circles.resume": _("Your pause ended."),
    "circles.set_aside": _("A proposal of circles was set aside."),
    "circles.start_formation": _("A formation was started."),
    "circles.take_list": _("A steward took along a table of all circles, with your seat in it."),
}
