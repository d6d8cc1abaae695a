"""Who composes a circle's one desire, and who carries it up: those who sit there; for the whole, those at its top."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import LIVE, Circle, Seat
from tenfold.fellowship.members.models import Member


def seats_of(circle: Circle | None) -> QuerySet[Seat]:
    """The seats of those who compose: in the circle; for the whole, in every circle that no other one holds."""
    open_ones = Seat.objects.filter(left_at__isnull=True)
    if circle is not None:
        return open_ones.filter(circle=circle)
    return open_ones.filter(circle__parent__isnull=True, circle__standing__in=LIVE)


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
    if circle.parent_id is None or circle.parent is None or circle.parent.standing not in LIVE:
        return composes(member, circle)
    above = Seat.objects.filter(circle_id=circle.parent_id, member=member, left_at__isnull=True)
    return composes(member, circle) and above.exists()


def above(circle: Circle) -> Circle | None:
    """The living circle above, or None: then it is the whole."""
    parent = circle.parent
    return parent if parent is not None and parent.standing in LIVE else None
