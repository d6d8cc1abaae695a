"""Whether a proposal still holds: people may have changed their hours, languages or wishes since it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tenfold.fellowship.circles.apart import pairs_kept_apart
from tenfold.fellowship.circles.bridge import is_free_at
from tenfold.fellowship.circles.models import Circle, Formation, Placement
from tenfold.fellowship.members.bridge import people_for_formation
from tenfold.fellowship.members.models import Member

from .queries import waiting

TENS_AT_A_TIME = 50


def no_longer_hold(formation: Formation, *, on: date) -> list[int]:
    """The members for whom the ten drafted for them breaks a hard rule by now: they wait no more, speak another
    language, are free at other hours, or are kept apart from somebody in it."""
    tens = list(formation.circles.filter(level=1).order_by("number"))
    blocked = pairs_kept_apart()
    found: list[int] = []
    for at in range(0, len(tens), TENS_AT_A_TIME):
        found += _broken(tens[at : at + TENS_AT_A_TIME], blocked, on)
    return found


def _broken(tens: Sequence[Circle], blocked: frozenset[tuple[int, int]], on: date) -> Iterator[int]:
    drafts = Placement.objects.filter(circle__in=tens, standing=Placement.Standing.DRAFT).order_by("pk")
    where = dict(drafts.values_list("member", "circle"))
    members = {member.key: member.pk for member in Member.objects.filter(pk__in=where)}
    still = set(waiting().filter(pk__in=where).values_list("pk", flat=True))
    people = {person.id: person for person in people_for_formation(Member.objects.filter(pk__in=where))}
    circles = {ten.pk: ten for ten in tens}
    inside: dict[int, list[str]] = {ten.pk: [] for ten in tens}
    for key, person in people.items():
        ten = circles[where[members[key]]]
        others = inside[ten.pk]
        apart = any(
            other in person.apart or key in people[other].apart or (members[key], members[other]) in blocked
            for other in others
        )
        if (
            apart
            or members[key] not in still
            or ten.language not in person.languages
            or not is_free_at(person, ten, on=on)
        ):
            yield members[key]
        else:
            others.append(key)
