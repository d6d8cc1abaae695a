"""What stewards do in this room, said of them for the stewards' log: the words follow a name."""

from django.utils.translation import gettext_lazy as _

OFFICE = {
    "members.define_attribute": _("added a question to the profile: {key}"),
    "members.edit_attribute": _("changed a question of the profile: {key}"),
    "members.edit_fellowship": _("changed the name or the sizes of the fellowship"),
    "members.end": _("ended a membership by a decision"),
    "members.forget_upload": _("let go of a spreadsheet"),
    "members.grant_steward": _("gave the role of a steward"),
    "members.grant_teacher": _("gave the role of a teacher"),
    "members.import": _("brought in a spreadsheet: {added} new, {updated} brought up to date"),
    "members.invite": _("made an invitation for {uses}"),
    "members.keep_upload": _("brought a spreadsheet to look at it"),
    "members.make_links": _("made a list of personal invitations"),
    "members.remove_attribute": _("removed a question of the profile: {label}"),
    "members.revoke_invitation": _("closed an invitation"),
    "members.revoke_steward": _("took back the role of a steward"),
    "members.revoke_teacher": _("took back the role of a teacher"),
    "members.take_list": _("took along a list of {people} members"),
    "members.send_letter": _("sent letters with personal invitations"),
}

EVERYBODY = {
    "members.define_attribute",
    "members.edit_attribute",
    "members.edit_fellowship",
}
"""These concern every member alike."""
