"""Every write of this room, one function for each verb: keyword-only, checked, recorded, in one transaction."""

from .api_tokens import create_api_token, revoke_api_token
from .entering import admit, enter, erase, export, knock, leave, turn_back
from .importing import forget_upload, import_people, keep_upload
from .invitations import (
    create_first_steward_link,
    create_invitation,
    create_personal_links,
    invite_as_member,
    revoke_invitation,
)
from .letters import send_letter_again, send_letters
from .listing import take_list
from .profile import update_profile
from .stewarding import (
    define_attribute,
    edit_attribute,
    edit_fellowship,
    grant_role,
    remove_attribute,
    revoke_role,
)
from .waiting import wait_for_a_ten, wait_no_more

__all__ = [
    "admit",
    "create_api_token",
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
    "invite_as_member",
    "keep_upload",
    "knock",
    "leave",
    "remove_attribute",
    "revoke_api_token",
    "revoke_invitation",
    "revoke_role",
    "send_letter_again",
    "send_letters",
    "take_list",
    "turn_back",
    "update_profile",
    "wait_for_a_ten",
    "wait_no_more",
]
