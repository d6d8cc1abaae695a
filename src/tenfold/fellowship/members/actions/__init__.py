"""Every write of this room, one function for each verb: keyword-only, checked, recorded, in one transaction."""

from .entering import enter, erase, export, leave
from .importing import forget_upload, import_people, keep_upload
from .invitations import (
    create_first_steward_link,
    create_invitation,
    create_personal_links,
    revoke_invitation,
)
from .letters import send_letter_again, send_letters
from .profile import update_profile
from .stewarding import (
    define_attribute,
    edit_attribute,
    edit_fellowship,
    grant_role,
    remove_attribute,
    revoke_role,
)

__all__ = [
    "create_first_steward_link",
    "create_invitation",
    "create_personal_links",
    "define_attribute",
    "edit_attribute",
    "edit_fellowship",
    "enter",
    "erase",
    "export",
    "forget_upload",
    "grant_role",
    "import_people",
    "keep_upload",
    "leave",
    "remove_attribute",
    "revoke_invitation",
    "revoke_role",
    "send_letter_again",
    "send_letters",
    "update_profile",
]
