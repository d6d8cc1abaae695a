"""Rows to people: members as a formation needs to know them, in a bounded number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from tenfold.engine.hours import parse_stretches
from tenfold.people.person import Person

from .models import Member, Standing, Wish

CAN_SIT = (Standing.INVITED, Standing.ENTERED)
"""Who may be proposed a seat: members, and the invited, for whom a seat waits for their own coming in."""


def people_for_formation(members: Iterable[Member] | None = None) -> list[Person]:
    """Members as people, with their keys for ids, in six statements however many there are.

    Without ``members``: all that :data:`CAN_SIT`. Wishes name others by key, id in the spreadsheet, address or name; a
    wish counts when exactly one person of the list is meant.
    """
    found = _with_details(Member.objects.filter(standing__in=CAN_SIT) if members is None else _chosen(members))
    named = _names(found)
    return [_person(member, named) for member in found]


def person_of(member: Member) -> Person:
    """One member as a person; wishes are matched against everybody who can sit."""
    (chosen,) = _with_details(Member.objects.filter(pk=member.pk))
    return _person(chosen, _names(_with_details(Member.objects.filter(standing__in=CAN_SIT))))


def _chosen(members: Iterable[Member]) -> QuerySet[Member]:
    return Member.objects.filter(pk__in=[member.pk for member in members])


def _with_details(members: QuerySet[Member]) -> list[Member]:
    return list(
        members.select_related("account").prefetch_related("languages", "wishes", "attribute_values__attribute")
    )


def _names(members: list[Member]) -> dict[str, set[str]]:
    """Everything by which a wish may name somebody, folded, with the keys of all who are called so."""
    named: dict[str, set[str]] = defaultdict(set)
    for member in members:
        for name in (member.key, member.external_id, member.address, member.name):
            if name:
                named[name.casefold()].add(member.key)
    return named


def _person(member: Member, named: dict[str, set[str]]) -> Person:
    return Person(
        id=member.key,
        name=member.name,
        languages=tuple(language.code for language in member.languages.all()),
        zone=member.zone,
        hours=parse_stretches(member.hours),
        origin=member.origin,
        country=member.country,
        gift=member.gift,
        email=member.address,
        attributes={value.attribute.key: value.value for value in member.attribute_values.all()},
        together=_meant(member, Wish.Kind.TOGETHER, named),
        apart=_meant(member, Wish.Kind.APART, named),
    )


def _meant(member: Member, kind: str, named: dict[str, set[str]]) -> tuple[str, ...]:
    meant: dict[str, None] = {}
    for wish in member.wishes.all():
        keys = named.get(wish.written.casefold(), set()) if wish.kind == kind else set()
        if len(keys) == 1 and member.key not in keys:
            meant.update(dict.fromkeys(keys))
    return tuple(meant)
