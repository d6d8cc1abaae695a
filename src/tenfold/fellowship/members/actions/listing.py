"""Taking the list of members along, as a spreadsheet."""

from __future__ import annotations

from django.db import transaction

from tenfold.fellowship.audit.actions import record

from ..models import Account, Member
from ..queries import Search, find_members

Row = dict[str, str]


@transaction.atomic
def take_list(*, actor: Account, search: Search) -> list[Row]:
    """One row for each member found, with what stewards see of them: neither hours nor wishes.

    Each of them can read in their record that it was taken. The columns are those of a spreadsheet to bring in, so that
    new people can be written below; lines without hours are then left alone.

    :raises PermissionDenied: unless the actor may see all members.
    """
    found = find_members(viewer=actor, search=search).prefetch_related("attribute_values__attribute")
    members = list(found)
    rows = [_row(member) for member in members]
    record(actor=actor, verb="members.take_list", concerns=members, details={"people": len(members)})
    return rows


def _row(member: Member) -> Row:
    return {
        "id": member.external_id or "",
        "name": member.name,
        "email": member.address,
        "languages": ", ".join(language.code for language in member.languages.all()),
        "timezone": member.zone,
        "availability": "",  # the person's own: the column stands for those who write new people into the table
        "country": member.country,
        "origin": member.origin,
        "gift": member.gift,
        **{answer.attribute.key: answer.value for answer in member.attribute_values.all()},
    }
