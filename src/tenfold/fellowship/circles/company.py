"""Wishes to sit together, where somebody keeps away: who keeps away is not held, and no answer tells of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tenfold.fellowship.conduct.queries import kept_apart
from tenfold.fellowship.members.models import Wish
from tenfold.people.person import Person


def unheld(people: Sequence[Person]) -> tuple[Person, ...]:
    """People without the wishes that would join two of whom one keeps away from the other, also through others.

    Wishes are taken in the order of the people, so that the answer does not depend on chance; a wish that would close
    such a ring counts for nothing, and those who wished it are seated without it.
    """
    away: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for other in person.apart:
            away[person.id].add(other)
            away[other].add(person.id)
    if not away or not any(person.together for person in people):
        return tuple(people)
    group = {person.id: {person.id} for person in people}
    found = []
    for person in people:
        joined = []
        for other in person.together:
            mine, theirs = group[person.id], group.get(other)
            if theirs is None or any(away[one] & theirs for one in mine):
                continue
            joined.append(other)
            if mine is not theirs:
                mine |= theirs
                group.update(dict.fromkeys(theirs, mine))
        found.append(person if len(joined) == len(person.together) else replace(person, together=tuple(joined)))
    return tuple(found)


def own_wishes(people: Sequence[Person], members: Sequence[int]) -> dict[int, set[int]]:
    """For each member who wished for or against somebody: whom they themselves named, and so may be told about.

    Whom they are kept apart from by a block or a decision is not among them, also where they wished it as well.

    :param people: the people of a formation, ``members`` their primary keys in the same order.
    """
    pk_of = {person.id: pk for person, pk in zip(people, members, strict=True)}
    wished = set(Wish.objects.values_list("member_id", flat=True).distinct())
    hidden = kept_apart()
    return {
        pk: {
            other
            for other in (pk_of.get(key) for key in (*person.apart, *person.together))
            if other is not None and (min(pk, other), max(pk, other)) not in hidden
        }
        for person, pk in zip(people, members, strict=True)
        if pk in wished
    }
