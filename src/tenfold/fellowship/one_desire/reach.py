"""Who composes a circle's one desire, and who carries it up: those who sit there; for the whole, those at its top."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.members.models import Member

FORMED = (Circle.Standing.ALIVE, Circle.Standing.RESTING)
"""A circle that is only coming together does not speak for those below it yet."""


def seats_of(circle: Circle | None) -> QuerySet[Seat]:
    """The seats of those who compose: in the circle; for the whole, in every circle that no other one holds."""
    open_ones = Seat.objects.filter(left_at__isnull=True)
    return open_ones.filter(circle=circle) if circle is not None else open_ones.filter(at_the_top("circle__"))


def at_the_top(to: str = "") -> Q:
    """Circles that have come together while none above them has, from a table that leads there by ``to``."""
    held = Q(**{f"{to}parent__standing__in": FORMED})
    return Q(**{f"{to}standing__in": FORMED}) & ~held


def composes(member: Member, circle: Circle | None) -> bool:
    """Whether a member has a part in composing."""
    return seats_of(circle).filter(member=member).exists()


def composer(member: Member, circle: Circle | None) -> None:
    """Let only those pass who compose.

    :raises PermissionDenied: for everybody else.
    """
    if not composes(member, circle):
        raise PermissionDenied(_("The one desire of a circle is composed by those who sit in it."))


def asked_of(circle: Circle | None) -> Iterable[int]:
    """The members whose consent is asked: all who compose and are not away. One query."""
    return set(seats_of(circle).filter(paused_until__isnull=True).values_list("member_id", flat=True))


def may_carry(member: Member, circle: Circle) -> bool:
    """Whether a member carries a circle's voice upwards: its delegate; at the top, anybody who sits there."""
    parent = above(circle)
    if not composes(member, circle):
        return False
    return parent is None or Seat.objects.filter(circle=parent, member=member, left_at__isnull=True).exists()


def above(circle: Circle) -> Circle | None:
    """The circle above that has come together, or None: then it is the whole."""
    parent = circle.parent
    return parent if parent is not None and parent.standing in FORMED else None
