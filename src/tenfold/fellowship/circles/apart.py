"""Who is never placed with whom: what somebody asked for in confidence. No answer of this room tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tenfold.fellowship.conduct import queries as conduct
from tenfold.people.person import Person

from .models import Circle, Seat


def pairs_kept_apart() -> frozenset[tuple[int, int]]:
    """Pairs of members who are never placed together, each pair both ways round."""
    pairs = conduct.kept_apart()
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


def barred_from(circle: Circle) -> set[int]:
    """The members who are never placed in a circle, for the sake of somebody who sits there. Three statements."""
    seated = set(Seat.objects.filter(circle=circle, left_at__isnull=True).values_list("member_id", flat=True))
    return {one for one, other in pairs_kept_apart() if other in seated}
