"""What this room's verbs mean, said to the person concerned. What one answered is not in the record, nor any words."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "one_desire.begin": _("You began to compose the one desire of a circle."),
    "one_desire.take_pen": _("You took up the pen."),
    "one_desire.ask_for_pen": _("You asked for the pen."),
    "one_desire.pass_pen": _("You passed the pen on."),
    "one_desire.write": _("You wrote version {version} of a one desire."),
    "one_desire.take_in": _("You took words of a desire into a one desire. Their author was asked."),
    "one_desire.say_whose": _("You said whose words stand in a one desire. Their author was asked."),
    "one_desire.set_aside": _("You set a text aside that was being composed."),
    "one_desire.agree": _("You agreed that your words stand in a one desire."),
    "one_desire.let_walk": _("You said whether others may walk from your words to your desire."),
    "one_desire.have_back": _("You had your words back from a one desire."),
    "one_desire.lapse": _("You were asked for your words and did not answer. They were not taken."),
    "one_desire.ask_circle": _("You asked your circle whether a text is its one desire."),
    "one_desire.say": _("You answered whether a text is the one desire of your circle."),
    "one_desire.back_to_writing": _("You took a text back to writing."),
    "one_desire.say_in": _("You said a one desire in another language."),
    "one_desire.take_wording_back": _("You took back what you had said in another language."),
    "one_desire.stands": _("A one desire stands."),
    "one_desire.carry_up": _("You carried the one desire of your circle up."),
    "one_desire.take_back_from_above": _("You took the one desire of your circle back from above."),
    "one_desire.open_round": _("You opened a round for the whole fellowship."),
    "one_desire.change_round": _("You changed the days of a round."),
    "one_desire.end_round": _("You ended a round."),
    "one_desire.move_round": _("A round went on."),
    "one_desire.ask_for_letter": _("You asked for one letter when a round is over, or took that back."),
}

OFFICE = {
    "one_desire.open_round": _("opened a round for the whole fellowship"),
    "one_desire.change_round": _("changed the days of a round"),
    "one_desire.end_round": _("ended a round"),
    "one_desire.move_round": _("moved a round on by changing its days"),
}
