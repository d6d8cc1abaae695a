"""What was shared in a circle, for those who sit in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.queries.mine import seat_in
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.queries import member_of

from .models import Sharing

PER_PAGE = 20


def sits_in(circle: Circle, *, viewer: Account) -> bool:
    """Whether the viewer sits in a circle: the only ground on which its inner work is seen."""
    member = member_of(account=viewer)
    return member is not None and seat_in(circle, member) is not None


def sharings(circle: Circle, *, viewer: Account, page: int | str = 1) -> Page[Sharing]:
    """A page of what was shared, the latest first.

    :raises Http404: for whoever does not sit in the circle, stewards too.
    """
    if not sits_in(circle, viewer=viewer):
        raise Http404
    return Paginator(Sharing.objects.filter(circle=circle).select_related("member"), PER_PAGE).get_page(page)


def access_own_sharing(*, viewer: Account, pk: int) -> Sharing:
    """What the viewer themselves shared.

    :raises Http404: for anything else.
    """
    return get_object_or_404(Sharing.objects.select_related("member", "circle"), pk=pk, member__account=viewer)


def sharings_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """All that a member shared."""
    for sharing in Sharing.objects.filter(member=member).select_related("circle"):
        yield {
            "level": sharing.circle.level,
            "circle": sharing.circle.number,
            "at": sharing.at,
            "text": sharing.text,
        }
