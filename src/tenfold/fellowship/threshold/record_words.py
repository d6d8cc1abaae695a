"""What the verbs of this room mean, said to the person they concern."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "threshold.agree": _("You agreed to version {number} of the purpose."),
    "threshold.answer": _("A steward wrote to you at the threshold."),
    "threshold.ask": _("You asked to enter."),
    "threshold.begin": _("You began to ask to enter."),
    "threshold.bring_invitation": _("You brought an invitation along."),
    "threshold.bring_texts": _("Texts were brought for the path."),
    "threshold.close_wave": _("Entry was closed for: {value}."),
    "threshold.come_again": _("You came back to the threshold."),
    "threshold.forget": _("You erased what you had said at the threshold."),
    "threshold.give_code": _("You gave the code of a wave."),
    "threshold.leave_open": _("You left open whether you agree to version {number} of the purpose."),
    "threshold.make_wave": _("A wave was made for: {value}."),
    "threshold.not_spoken": _("It was noted that a conversation with you has not taken place after all."),
    "threshold.open_wave": _("Entry was opened for: {value}."),
    "threshold.put_texts_away": _("The texts that stewards brought for the path were put away."),
    "threshold.renew_code": _("The code of a wave was made anew."),
    "threshold.say": _("You wrote to the stewards."),
    "threshold.say_why": _("You said why you come."),
    "threshold.set_entry": _("The rules of entry were changed."),
    "threshold.spoken": _("It was noted that a steward has spoken with you."),
    "threshold.stop_letters": _("You stopped letters about the conversation at the threshold."),
    "threshold.take_back_agreement": _("You took back that you agree to the purpose."),
    "threshold.take_step": _("You read text {number} of the path."),
    "threshold.wish_letters": _("You wished for letters about the conversation at the threshold."),
    "threshold.withdraw": _("You withdrew from the threshold; what you said is kept for you alone."),
    "threshold.write_purpose": _("The purpose was written anew: version {number}."),
}
