"""Where in a proposal one person could sit."""

from __future__ import annotations

from django.db.models import Count, Q

from tenfold.fellowship.conduct.queries import kept_from
from tenfold.fellowship.members.bridge import person_of
from tenfold.fellowship.members.models import Member

from ..bridge import is_free_at
from ..models import Circle, Formation, Placement

MOST_FITS = 24


def fitting_circles(formation: Formation, member: Member) -> list[Circle]:
    """Tens of a proposal whose language the person speaks, whose hour they are free at, and that have room.

    The emptiest first, at most :data:`MOST_FITS`; each with ``drafted``, the number of its people.
    """
    person = person_of(member)
    drafted = Count("placements", filter=Q(placements__standing=Placement.Standing.DRAFT))
    circles = (
        Circle.objects.filter(formation=formation, level=1, language__in=person.languages)
        .exclude(placements__member=member)
        .exclude(pk__in=_closed_to(formation, member))
        .annotate(drafted=drafted)
        .order_by("drafted", "number")
    )
    found: list[Circle] = []
    for circle in circles:
        if circle.drafted < circle.seats_max and is_free_at(person, circle, on=formation.for_date):
            found.append(circle)
        if len(found) == MOST_FITS:
            break
    return found


def _closed_to(formation: Formation, member: Member) -> set[int]:
    """Tens of a proposal that hold somebody from whom the person is kept apart: they are not offered, nor told of."""
    others = Placement.objects.filter(formation=formation, level=1, member__in=kept_from(member.pk))
    return set(others.values_list("circle_id", flat=True))
