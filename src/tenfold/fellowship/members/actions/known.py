"""Who of a spreadsheet is here already, so that nobody stands there twice and nobody is taken for somebody else."""

from __future__ import annotations

import re
from collections import defaultdict

from tenfold.people.person import Person
from tenfold.people.sheet import Family, Sheet

from ..models import Member, Standing

_NUMBERED_BY_LINE = re.compile(r"row-\d+")


class Known:
    """Everybody who is here, by id in the spreadsheet, by address, and by name for those who have neither.

    A number that only counts the lines of a sheet is no id: another sheet counts other people with it.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.numbered = any(column.family is Family.ID for column in sheet.columns)
        self.by_id: dict[str, Member] = {}
        self.by_address: dict[str, list[Member]] = defaultdict(list)
        self.nameless: dict[tuple[str, str], list[Member]] = defaultdict(list)
        self.taken: set[int] = set()
        for member in Member.objects.select_related("account"):
            if member.external_id:
                self.by_id[member.external_id] = member
            if member.address:
                self.by_address[member.address.casefold()].append(member)
            elif not member.external_id and member.standing == Standing.INVITED:
                self.nameless[member.name.casefold(), member.zone].append(member)

    def id_of(self, person: Person) -> str | None:
        """The person's own id in the spreadsheet, if it has one."""
        return person.id if self.numbered and not _NUMBERED_BY_LINE.fullmatch(person.id) else None

    def member(self, person: Person) -> Member | None:
        """The member a row is about; each is found for one row only."""
        found = next((one for one in self._candidates(person) if one.pk not in self.taken), None)
        if found is not None:
            self.taken.add(found.pk)
        return found

    def _candidates(self, person: Person) -> list[Member]:
        own = self.id_of(person)
        if own in self.by_id:
            return [self.by_id[own]]
        if person.email:
            here = self.by_address.get(person.email.casefold(), [])
            # Two of a family may share an address; of the invited, an id of their own tells them apart.
            return [one for one in here if one.standing != Standing.INVITED or not (own and one.external_id)]
        return [] if own else self.nameless.get((person.name.casefold(), person.zone), [])

    def wishes(self, sheet: Sheet) -> dict[str, str]:
        """How a wish names each person of the sheet: by id, or where the sheet has none, by address or name."""
        return {person.id: self.id_of(person) or person.email or person.name for person in sheet.people}
