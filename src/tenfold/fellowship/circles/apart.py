"""Who is never placed with whom: what somebody asked for in confidence. No answer of this room tells of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from tenfold.fellowship.conduct import queries as conduct
from tenfold.people.person import Person

from .models import Circle, Seat


def pairs_kept_apart(beside: Collection[int] = ()) -> frozenset[tuple[int, int]]:
    """Pairs of members who are never placed together, each pair both ways round; ``beside`` as in the other room."""
    pairs = conduct.kept_apart(beside=beside)
    return frozenset(pairs | {(other, one) for one, other in pairs})


def kept_apart(people: Iterable[Person], keys: Mapping[str, int]) -> Iterator[Person]:
    """People with everybody of them from whom they are kept apart; ``keys`` are the primary keys by public key."""
    key_of = {pk: key for key, pk in keys.items()}
    apart: dict[str, set[str]] = {}
    for one, other in pairs_kept_apart():
        if one in key_of and other in key_of:
            apart.setdefault(key_of[one], set()).add(key_of[other])
    for person in people:
        others = apart.get(person.id, set()) - set(person.apart)
        yield replace(person, apart=(*person.apart, *sorted(others))) if others else person


def kept_apart_in(circle: Circle, member_id: int) -> bool:
    """Whether somebody sits in a circle with whom this member is never placed."""
    others = conduct.kept_from(member_id)
    return bool(others) and Seat.objects.filter(circle=circle, member__in=others, left_at__isnull=True).exists()


def barred_from(circles: Iterable[int]) -> dict[int, set[int]]:
    """The members who are never placed in each of these circles (primary keys), for the sake of somebody inside.

    Three statements however many they are.
    """
    seated: dict[int, set[int]] = {pk: set() for pk in circles}
    for circle, member in Seat.objects.filter(circle__in=seated, left_at__isnull=True).values_list("circle", "member"):
        seated[circle].add(member)
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs_kept_apart({member for inside in seated.values() for member in inside}):
        beside[other].add(one)
    return {pk: {one for other in inside for one in beside.get(other, ())} for pk, inside in seated.items()}
