"""The only ways to reach a circle, a placement, a seat or a formation: each checks the right to see it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from tenfold.fellowship.members.models import Account, Standing
from tenfold.fellowship.members.permissions import Permission, allowed, require
from tenfold.fellowship.members.queries import member_of

from ..models import Circle, Formation, Placement, Seat
from .mine import PARENTS, seat_in


def access_circle(*, viewer: Account, level: int, number: int) -> Circle:
    """A circle that exists for the viewer: a proposal exists for stewards only.

    :raises Http404: for whoever is not a member, and for what one may not know of.
    """
    member = member_of(account=viewer)
    if member is None or member.standing != Standing.ENTERED:
        raise Http404
    circle = get_object_or_404(Circle.objects.select_related(PARENTS), level=level, number=number)
    if circle.standing == Circle.Standing.PROPOSED and not allowed(viewer, Permission.FORM_CIRCLES):
        raise Http404
    return circle


def sees_people_of(circle: Circle, *, viewer: Account) -> bool:
    """Whether the viewer may see who sits in a circle: those who sit there themselves, and stewards."""
    member = member_of(account=viewer)
    return (member is not None and seat_in(circle, member) is not None) or allowed(viewer, Permission.FORM_CIRCLES)


def access_placement(*, viewer: Account, pk: int) -> Placement:
    """A proposal made to the viewer, also one that was taken back since. A draft is nobody's yet.

    :raises Http404: for anything else.
    """
    placements = Placement.objects.select_related("member", "formation", f"circle__{PARENTS}")
    return get_object_or_404(
        placements.exclude(standing=Placement.Standing.DRAFT).exclude(
            standing=Placement.Standing.WITHDRAWN, offered_at__isnull=True
        ),
        pk=pk,
        member__account_id=viewer.pk,
    )


def access_own_seat(*, viewer: Account, circle: Circle) -> Seat:
    """The viewer's own open seat in a circle.

    :raises Http404: if they have none there.
    """
    return get_object_or_404(Seat, circle=circle, member__account_id=viewer.pk, left_at__isnull=True)


def access_formation(*, viewer: Account, pk: int) -> Formation:
    """A formation, for those who may form circles.

    :raises PermissionDenied: for everybody else.
    """
    require(viewer, Permission.FORM_CIRCLES)
    return get_object_or_404(Formation.objects.select_related("started_by__member"), pk=pk)
