"""Choosing whether letters about proposals are sent to oneself."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.queries import member_of

from ..letters.stopping import member_by_token
from ..models import LetterChoice


@transaction.atomic
def choose_letters(*, actor: Account, proposals: bool) -> None:
    """Whether a letter is sent to the actor when a seat is proposed to them. On the pages it is always told.

    :raises PermissionDenied: for whoever is nobody here.
    """
    member = member_of(account=actor)
    if member is None:
        raise PermissionDenied(_("You are not a member."))
    _choose(member, proposals, actor)


@transaction.atomic
def choose_letters_by_link(*, token: str, proposals: bool) -> Member:
    """The same with the link of a letter, by whoever holds it; they need not sign in.

    :raises PermissionDenied: if the link was not made by this house.
    """
    member = member_by_token(token)
    if member is None:
        raise PermissionDenied(_("This link is not whole. Take it from the letter once more."))
    _choose(member, proposals, None)
    return member


def _choose(member: Member, proposals: bool, actor: Account | None) -> None:
    LetterChoice.objects.update_or_create(member=member, defaults={"proposals": proposals})
    record(actor=actor, verb="circles.letters", concerns=[member], details={"proposals": proposals})
