"""What the verbs of this room mean, said to the person they concern, and what stewards do, said of them."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "conduct.answer": _("You answered in a matter that concerns you."),
    "conduct.appeal": _("You asked another steward to decide a matter anew."),
    "conduct.ask_back": _("You asked to come back into the fellowship."),
    "conduct.block": _("You decided not to be placed with somebody."),
    "conduct.close": _("A matter in which you were a side was closed."),
    "conduct.decide": _("A matter that concerns you was decided. The reason stands on its page."),
    "conduct.decide_reported": _("A matter that you reported was decided. The reason stands on its page."),
    "conduct.go_on": _("A steward took up what you reported, and told the person concerned."),
    "conduct.lift": _("The decision in a matter in which you were a side was lifted."),
    "conduct.report": _("You reported a matter to the stewards."),
    "conduct.take_back": _("You took a report back."),
    "conduct.tell": _("You were told of a matter that concerns you, and asked for your answer."),
    "conduct.unblock": _("You took back that you do not want to be placed with somebody."),
    "conduct.write_rules": _("The rules of conduct were changed."),
}

OFFICE = {
    "conduct.decide": _("decided a reported matter"),
    "conduct.lift": _("lifted a decision"),
    "conduct.tell": _("told somebody of a reported matter, and asked for their answer"),
    "conduct.write_rules": _("changed the rules of conduct"),
}

DISCREET = {"conduct.decide", "conduct.lift", "conduct.tell"}
"""Whom these concern is read by both sides in their own record; the stewards' log tells only that it was done."""

EVERYBODY = {"conduct.write_rules"}
