"""Reading what is kept of letters."""

from __future__ import annotations

from tenfold.fellowship.members.models import Member

from ..models import LetterChoice


def wishes_letters(member: Member) -> bool:
    """Whether letters about proposals are sent to a member: unless they said no."""
    return not LetterChoice.objects.filter(member=member, proposals=False).exists()
