"""Everything a role can do, as explicit permissions. Actions and queries ask here and nowhere else."""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .models import Account, Member, Role, Standing


class Permission(StrEnum):
    INVITE = "invite"
    IMPORT_MEMBERS = "import members"
    SEE_ALL_MEMBERS = "see all members"
    GRANT_ROLES = "grant roles"
    DEFINE_ATTRIBUTES = "define attributes"
    EDIT_FELLOWSHIP = "edit the fellowship"
    WRITE_PURPOSE = "write the purpose"
    SET_ENTRY = "set the rules of entry"
    MEET_APPLICANTS = "meet those who ask to enter"
    FORM_CIRCLES = "form circles"
    HANDLE_MATTERS = "handle reported matters"
    MODERATE_DESIRES = "keep the rules of desires"
    LEAD_ROUNDS = "lead rounds of the whole"
    SEE_LOG = "see what stewards did"


ALLOWED: dict[str, frozenset[Permission]] = {
    Role.STEWARD: frozenset(Permission),
    Role.TEACHER: frozenset(),
}


def allowed(actor: Account | None, permission: Permission) -> bool:
    """Whether ``actor`` holds a role that grants ``permission``; a person who left holds none."""
    if actor is None or not actor.is_authenticated or not actor.is_active:
        return False
    roles = Member.objects.filter(account_id=actor.pk, standing=Standing.ENTERED).values_list("roles__role", flat=True)
    return any(permission in ALLOWED.get(role, ()) for role in roles if role)


def require(actor: Account | None, permission: Permission) -> None:
    """Raise :class:`PermissionDenied` unless ``actor`` is allowed."""
    if not allowed(actor, permission):
        raise PermissionDenied(_("This belongs to the stewards of the fellowship."))
