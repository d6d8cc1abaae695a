"""What stewards do in this room, said of them for the stewards' log: the words follow a name."""

from django.utils.translation import gettext_lazy as _

OFFICE = {
    "threshold.answer": _("wrote to somebody at the threshold"),
    "threshold.bring_texts": _("brought texts for the path"),
    "threshold.close_wave": _("closed entry for: {value}"),
    "threshold.make_wave": _("made a wave for: {value}"),
    "threshold.not_spoken": _("noted that a conversation has not taken place after all"),
    "threshold.open_wave": _("opened entry for: {value}"),
    "threshold.put_texts_away": _("put away the texts brought for the path"),
    "threshold.renew_code": _("made the code of a wave anew"),
    "threshold.set_entry": _("changed the rules of entry"),
    "threshold.spoken": _("noted that they have spoken with somebody"),
    "threshold.write_purpose": _("wrote the purpose anew: version {number}"),
}

EVERYBODY = {"threshold.set_entry", "threshold.write_purpose"}
"""These concern every member alike."""
