"""Reading the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from .models import Entry

if TYPE_CHECKING:
    from tenfold.fellowship.members.models import Member


def entries_concerning(member: Member) -> QuerySet[Entry]:
    """What was done that concerns a member, newest first; the member may read all of it."""
    return Entry.objects.filter(concerns=member).select_related("actor__member")
