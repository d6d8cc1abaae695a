"""A circle's standing follows its people."""

from __future__ import annotations

from django.db.models import Count, Q

from ..models import Circle, Placement, Seat

FEWEST_THAT_MEET = 2
"""A living circle in which fewer people are there rests: one person cannot meet."""


def settle(circle: Circle) -> None:
    """Let a locked circle's standing follow its people.

    It comes alive with its minimum of consents, and closes with nobody in it and nobody asked. Once alive it goes on
    with fewer, as long as there are people to meet; else it rests, and wakes when somebody comes or is back.
    """
    if circle.standing in (Circle.Standing.CLOSED, Circle.Standing.PROPOSED):
        return
    here = Q(paused_until__isnull=True)
    counted = Seat.objects.filter(circle=circle, left_at__isnull=True).aggregate(
        seated=Count("pk"), present=Count("pk", filter=here)
    )
    asked = circle.placements.filter(standing=Placement.Standing.OFFERED).exists()
    standing = standing_for(circle, seated=counted["seated"], present=counted["present"], asked=asked)
    if standing != circle.standing:
        circle.standing = standing
        circle.save(update_fields=["standing"])


def standing_for(circle: Circle, *, seated: int, present: int, asked: bool) -> str:
    """What a circle is with so many seats, so many of them not paused, and people asked or not."""
    if seated == 0 and not asked:
        return Circle.Standing.CLOSED
    was_alive = circle.standing in (Circle.Standing.ALIVE, Circle.Standing.RESTING)
    if not was_alive and seated < circle.seats_min:
        return Circle.Standing.FORMING
    enough = present >= min(FEWEST_THAT_MEET, circle.seats_min)
    return Circle.Standing.ALIVE if enough else Circle.Standing.RESTING
