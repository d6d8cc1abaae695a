"""What this room's verbs mean, said to the person concerned. The record never says how somebody answered what."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "desires.answer": _("You answered desires."),
    "desires.carry": _("You carried the one desire of a circle up."),
    "desires.edit": _("You changed a desire of yours."),
    "desires.hide": _("A desire of yours was hidden, by a written rule. The rule and the reason stand on its page."),
    "desires.hide_rendering": _(
        "What you said for a desire in another language was hidden, by a written rule. The rule and the reason stand "
        "on its page."
    ),
    "desires.import": _("Desires and answers of another place were brought in."),
    "desires.render": _("You said a desire in another language."),
    "desires.render_by_machine": _("A machine said a desire in another language."),
    "desires.show": _("A desire of yours that was hidden is shown again. The reason stands on its page."),
    "desires.show_rendering": _(
        "What you said for a desire in another language, and was hidden, is shown again. The reason stands in the "
        "public log."
    ),
    "desires.take_back_answer": _("You took back an answer to a desire."),
    "desires.take_back_rendering": _("You took back a desire that you had said in another language."),
    "desires.weigh_in": _("Answers that had come all at once weigh as much as others again."),
    "desires.weigh_out": _("Answers that had come all at once weigh nothing for now."),
    "desires.withdraw": _("You withdrew a desire."),
    "desires.write": _("You wrote a desire."),
    "desires.write_rules": _("The rules of desires were changed."),
}

OFFICE = {
    "desires.hide": _("hid a desire"),
    "desires.hide_rendering": _("hid what was said for a desire in another language"),
    "desires.import": _("brought in desires and answers of another place"),
    "desires.show": _("showed a hidden desire again"),
    "desires.show_rendering": _("showed again what was said for a desire in another language"),
    "desires.weigh_in": _("let the answers of {accounts} accounts weigh as others again"),
    "desires.weigh_out": _("let the answers of {accounts} accounts weigh nothing for now"),
    "desires.write_rules": _("changed the rules of desires"),
}

DISCREET = {"desires.hide", "desires.hide_rendering", "desires.show", "desires.show_rendering"}
"""Whose desire it is may be nobody's business; the public log has the rule and the reason."""

EVERYBODY = {"desires.write_rules"}
