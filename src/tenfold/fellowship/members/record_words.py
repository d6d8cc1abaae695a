"""What the verbs of this room mean, said to the person they concern."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "members.define_attribute": _("A question was added to the profile."),
    "members.edit_attribute": _("A question of the profile was changed."),
    "members.edit_fellowship": _("The name, purpose or sizes of the fellowship were changed."),
    "members.enter": _("You entered the fellowship."),
    "members.erase": _("Somebody had everything about them erased."),
    "members.export": _("You took all of your data along."),
    "members.forget_upload": _("A spreadsheet was forgotten."),
    "members.grant_steward": _("You were given the role of a steward."),
    "members.grant_teacher": _("You were given the role of a teacher."),
    "members.import": _("What a spreadsheet says about you was brought in."),
    "members.invite": _("A personal invitation was made for you."),
    "members.invite_first_steward": _("The console of the machine made a link for the first steward."),
    "members.keep_upload": _("A spreadsheet was brought to be looked at."),
    "members.leave": _("You left the fellowship."),
    "members.make_links": _("A personal invitation was made for you, in a list of links."),
    "members.remove_attribute": _("A question of the profile was removed, with your answer: {label}."),
    "members.return": _("You came back into the fellowship."),
    "members.revoke_invitation": _("A personal invitation made for you was revoked."),
    "members.revoke_steward": _("The role of a steward was taken back from you."),
    "members.revoke_teacher": _("The role of a teacher was taken back from you."),
    "members.send_letter": _("A letter with a personal invitation was sent to you."),
    "members.update_profile": _("You changed your profile."),
}
