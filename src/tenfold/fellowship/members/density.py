"""Where the fellowship is dense: how many people there are per country, language and origin. For stewards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Q

from .models import Account, Member, MemberLanguage, Standing
from .permissions import Permission, require
from .queries import unseen

By = Literal["country", "language", "origin"]


@dataclass(frozen=True, slots=True)
class Dense:
    """``key`` is a country code, a language code or an origin, "" where nothing is said.

    ``members`` have entered, ``waiting`` of them wish for a ten; ``applying`` ask to enter, ``invited`` have not come.
    """

    key: str
    members: int
    waiting: int
    applying: int
    invited: int

    @property
    def all(self) -> int:
        return self.members + self.applying + self.invited


def density(*, viewer: Account, by: By) -> list[Dense]:
    """How many people there are, the densest first. Who speaks several languages is counted in each. One query.

    :raises PermissionDenied: for whoever may not see all members.
    """
    require(viewer, Permission.SEE_ALL_MEMBERS)
    field, to = {"country": ("country", ""), "origin": ("origin", ""), "language": ("code", "member__")}[by]
    rows = (MemberLanguage if by == "language" else Member).objects.exclude(unseen(to)).order_by().values_list(field)
    entered = Q(**{f"{to}standing": Standing.ENTERED})
    counted = rows.annotate(
        members=Count("pk", filter=entered),
        waiting=Count("pk", filter=entered & Q(**{f"{to}waits_since__isnull": False})),
        applying=Count("pk", filter=Q(**{f"{to}standing": Standing.APPLYING})),
        invited=Count("pk", filter=Q(**{f"{to}standing": Standing.INVITED})),
    )
    found = [Dense(*row) for row in counted]
    return sorted((row for row in found if row.all), key=lambda row: (-row.all, row.key))
