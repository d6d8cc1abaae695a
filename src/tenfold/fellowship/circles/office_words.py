"""What stewards do in this room, said of them for the stewards' log: the words follow a name."""

from django.utils.translation import gettext_lazy as _

OFFICE = {
    "circles.end_seat": _("ended a seat by a decision"),
    "circles.move": _("moved somebody within a proposal"),
    "circles.publish": _("published a proposal of circles"),
    "circles.set_aside": _("set a proposal of circles aside"),
    "circles.start_formation": _("started a formation"),
    "circles.take_list": _("took along a table of all circles"),
}
