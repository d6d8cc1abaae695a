"""What the verbs of this room mean, said to the person they concern."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "renewal.agree": _("You said yes to a change in your circle."),
    "renewal.ask_to_move": _("You asked to move to another ten."),
    "renewal.attach": _("Your circle found its place in a larger one."),
    "renewal.begin_ask": _("You began to ask for something with your ten."),
    "renewal.close_season": _("A season took no more answers."),
    "renewal.disagree": _("You said no to a change in your circle."),
    "renewal.done": _("A change that you agreed to took effect: everybody it needs had said yes."),
    "renewal.dropped": _("A change that was proposed to you and others does not take place. Nothing changed for you."),
    "renewal.meet": _("You said that you would like to meet new people this season."),
    "renewal.open_season": _("A season was opened."),
    "renewal.start": _("A re-forming was started."),
    "renewal.stay": _("You said that you stay with your ten this season."),
    "renewal.support": _("You supported what your ten asks for."),
    "renewal.take_back_answer": _("You took back what you had said to a change in your circle."),
    "renewal.take_back_move": _("You took back that you ask to move."),
    "renewal.take_back_support": _("You took back your support for what your ten asks for."),
}

OFFICE = {
    "renewal.close_season": _("closed a season"),
    "renewal.open_season": _("opened a season"),
    "renewal.start": _("started a re-forming"),
}
