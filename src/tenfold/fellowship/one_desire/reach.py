"""Who composes a circle's one desire, and who carries it up: those who sit there; for the whole, those at its top, and
where these are too few, those below them as well."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.members.models import Member

FORMED = (Circle.Standing.ALIVE, Circle.Standing.RESTING)
"""A circle that is only coming together does not speak for those below it yet."""

FEWEST = 3
"""Fewer people do not speak for the whole by themselves: a nest that is young, or whose delegates are away, has a top
with one person in it, and that one would agree with themselves alone."""


def seats_of(circle: Circle | None) -> QuerySet[Seat]:
    """The seats of those who compose, one of each person: in the circle; for the whole, of those who speak for it."""
    if circle is not None:
        return _seats(circle)
    # Who sits at the top sits below it too; the seat from which they are not away counts.
    here = Min("pk", filter=Q(paused_until__isnull=True))
    each = _seats(None).order_by().values("member").annotate(one=Coalesce(here, Min("pk"))).values("one")
    return Seat.objects.filter(pk__in=each)


def _seats(circle: Circle | None) -> QuerySet[Seat]:
    """The same seats without leaving any out, for questions to which it does not matter."""
    open_ones = Seat.objects.filter(left_at__isnull=True)
    if circle is not None:
        return open_ones.filter(circle=circle)
    return open_ones.filter(circle__in=Circle.objects.filter(speak_for_the_whole()).order_by())


def speak_for_the_whole(to: str = "") -> Q:
    """Circles whose people compose the one desire of the whole, from a table that leads there by ``to``.

    Those at the top. Where fewer than ``FEWEST`` people who are not away sit there, those right below them too, and so
    on down until there are enough or nobody is below. One query; for a top with too few, two more for each level.
    """
    down = 0
    while _too_few(down) and Circle.objects.filter(_below_the_top("", down + 1)).exists():
        down += 1
    return _down_to(to, down)


def _too_few(down: int) -> bool:
    # The circles first: they are few beside all the seats.
    circles = Circle.objects.filter(_down_to("", down)).order_by()
    here = Seat.objects.filter(circle__in=circles, left_at__isnull=True, paused_until__isnull=True)
    return len(here.order_by().values_list("member_id").distinct()[:FEWEST]) < FEWEST


def _down_to(to: str, down: int) -> Q:
    found = _below_the_top(to, 0)
    for steps in range(1, down + 1):
        found |= _below_the_top(to, steps)
    return found


def _below_the_top(to: str, steps: int) -> Q:
    """Circles that have come together so many steps below the top; 0: while none above them has."""
    formed = Q(**{f"{to}standing__in": FORMED})
    return formed & (
        _below_the_top(f"{to}parent__", steps - 1) if steps else ~Q(**{f"{to}parent__standing__in": FORMED})
    )


def composes(member: Member, circle: Circle | None) -> bool:
    """Whether a member has a part in composing."""
    return _seats(circle).filter(member=member).exists()


def composer(member: Member, circle: Circle | None) -> None:
    """Let only those pass who compose.

    :raises PermissionDenied: for everybody else.
    """
    if not composes(member, circle):
        raise PermissionDenied(_("The one desire of a circle is composed by those who sit in it."))


def asked_of(circle: Circle | None) -> Iterable[int]:
    """The members whose consent is asked: all who compose and are not away. One query."""
    return set(_seats(circle).filter(paused_until__isnull=True).values_list("member_id", flat=True))


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
