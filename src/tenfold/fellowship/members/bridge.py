"""Rows to people: members as a formation needs to know them, in a bounded number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from tenfold.engine.hours import Stretch, parse_stretches
from tenfold.people.person import Person

from .models import AttributeValue, Member, MemberLanguage, Standing, Wish

CAN_SIT = (Standing.INVITED, Standing.ENTERED)
"""Who may be proposed a seat: members, and the invited, for whom a seat waits for their own coming in."""

MOST_LISTED = 1000
"""No statement names more members one by one than this; beyond, everybody's rows are read, and some left aside."""

Row = Mapping[str, Any]


def people_for_formation(members: Iterable[Member] | None = None) -> list[Person]:
    """Members as people, with their keys for ids, in six statements however many there are.

    Without ``members``: all that :data:`CAN_SIT`. Wishes name others by key, id in the spreadsheet, address or name; a
    wish counts when exactly one person of the list is meant.
    """
    rows = _rows(members)
    named = _names(rows)
    details = _details([row["pk"] for row in rows])
    return [_person(row, details, named) for row in rows]


def person_of(member: Member) -> Person:
    """One member as a person; wishes are matched against everybody who can sit."""
    (row,) = _rows([member])
    return _person(row, _details([member.pk]), _names(_rows(None)))


def _rows(members: Iterable[Member] | None) -> list[Row]:
    """What is written of members themselves, by name: values, not models, for there may be very many."""
    found = Member.objects.order_by("name", "pk").values(*_FIELDS)
    if members is None:
        return list(found.filter(standing__in=CAN_SIT))
    if isinstance(members, QuerySet):
        chosen = set(members.values_list("pk", flat=True))
    else:
        chosen = {member.pk for member in members}
    if len(chosen) <= MOST_LISTED:
        return list(found.filter(pk__in=chosen))
    return [row for row in found if row["pk"] in chosen]


_FIELDS = (
    *("pk", "key", "external_id", "account", "account__email", "email", "name"),
    *("zone", "hours", "origin", "country", "gift"),
)


@dataclass(frozen=True, slots=True)
class _Details:
    """What is written of members in other tables, by primary key; wishes as kind and whom they name."""

    languages: Mapping[int, list[str]]
    attributes: Mapping[int, dict[str, str]]
    wishes: Mapping[int, list[tuple[str, str]]]


def _details(pks: Sequence[int]) -> _Details:
    here = {"member__in": pks} if len(pks) <= MOST_LISTED else {}
    languages: dict[int, list[str]] = defaultdict(list)
    for member, code in MemberLanguage.objects.filter(**here).order_by("rank").values_list("member_id", "code"):
        languages[member].append(code)
    attributes: dict[int, dict[str, str]] = defaultdict(dict)
    values = AttributeValue.objects.filter(**here).order_by("pk")
    for member, key, value in values.values_list("member_id", "attribute__key", "value"):
        attributes[member][key] = value
    wishes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for member, kind, written in Wish.objects.filter(**here).values_list("member_id", "kind", "written"):
        wishes[member].append((kind, written))
    return _Details(languages, attributes, wishes)


def _address(row: Row) -> str:
    """The same as ``Member.address``."""
    return str(row["email"] if row["account"] is None else row["account__email"])


def _names(rows: Iterable[Row]) -> dict[str, set[str]]:
    """Everything by which a wish may name somebody, folded, with the keys of all who are called so."""
    named: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row["key"], row["external_id"], _address(row), row["name"]):
            if name:
                named[name.casefold()].add(row["key"])
    return named


@lru_cache(maxsize=20_000)
def _stretches(hours: str) -> tuple[Stretch, ...]:
    return parse_stretches(hours)


def _person(row: Row, details: _Details, named: Mapping[str, set[str]]) -> Person:
    pk, key = row["pk"], row["key"]
    wishes = details.wishes.get(pk, ())
    return Person(
        id=key,
        name=row["name"],
        languages=tuple(details.languages.get(pk, ())),
        zone=row["zone"],
        hours=_stretches(row["hours"]),
        origin=row["origin"],
        country=row["country"],
        gift=row["gift"],
        email=_address(row),
        attributes=details.attributes.get(pk, {}),
        together=_meant(key, wishes, Wish.Kind.TOGETHER, named),
        apart=_meant(key, wishes, Wish.Kind.APART, named),
    )


def _meant(key: str, wishes: Iterable[tuple[str, str]], kind: str, named: Mapping[str, set[str]]) -> tuple[str, ...]:
    meant: dict[str, None] = {}
    for said, written in wishes:
        keys = named.get(written.casefold(), set()) if said == kind else set()
        if len(keys) == 1 and key not in keys:
            meant.update(dict.fromkeys(keys))
    return tuple(meant)
