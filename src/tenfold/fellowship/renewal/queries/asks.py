"""What tens ask for, as those see it who sit there; and what somebody asks for alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Ask


@dataclass(frozen=True, slots=True)
class TenAsk:
    """What a ten asks for: how many of those present support it, how many are needed, and whether the viewer does."""

    ask: Ask
    supports: int
    needed: int
    mine: bool

    @property
    def carried(self) -> bool:
        return self.supports >= self.needed


def asks_of(circle: Circle, *, viewer: Member) -> list[TenAsk]:
    """What a ten asks for now. Three queries."""
    present = set(
        Seat.objects.filter(circle=circle, left_at__isnull=True, paused_until__isnull=True).values_list(
            "member", flat=True
        )
    )
    found = Ask.objects.filter(circle=circle, standing=Ask.Standing.OPEN).exclude(kind=Ask.Kind.MOVE)
    told = []
    for ask in found.prefetch_related("supports"):
        members = {support.member_id for support in ask.supports.all()}
        told.append(TenAsk(ask, len(members & present), len(present) // 2 + 1, viewer.pk in members))
    return told


def own_move(member: Member) -> Ask | None:
    """What somebody asks for alone."""
    return Ask.objects.filter(begun_by=member, kind=Ask.Kind.MOVE, standing=Ask.Standing.OPEN).first()


def access_ask(*, viewer: Account, pk: int) -> Ask:
    """What a ten asks for, for those who sit there.

    :raises Http404: for everybody else, and for what somebody asks for alone.
    """
    ask = (
        Ask.objects.select_related("circle")
        .exclude(kind=Ask.Kind.MOVE)
        .filter(pk=pk, circle__seats__member__account_id=viewer.pk, circle__seats__left_at__isnull=True)
        .first()
    )
    if ask is None:
        raise Http404
    return ask


def movers(*, viewer: Account) -> list[Ask]:
    """Who asks to move, for stewards, by name. One query."""
    require(viewer, Permission.FORM_CIRCLES)
    found = Ask.objects.filter(kind=Ask.Kind.MOVE, standing=Ask.Standing.OPEN, begun_by__isnull=False)
    return list(found.select_related("begun_by", "circle").order_by("begun_by__name", "pk"))
