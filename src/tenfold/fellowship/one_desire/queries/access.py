"""The only ways to reach a one desire, one's words in it, and a round: each checks the right to see it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.queries.access import access_circle
from tenfold.fellowship.circles.queries.mine import PARENTS
from tenfold.fellowship.desires.models import Desire, SeasonRound
from tenfold.fellowship.desires.queries.access import entered
from tenfold.fellowship.desires.reach import may_see
from tenfold.fellowship.members.models import Account

from ..models import Composition, Piece, Taking


def access_ground(*, viewer: Account, level: int | None, number: int | None) -> Circle | None:
    """A circle whose one desire the viewer reads: they belong to it, or sit in one below it. None: the whole.

    :raises Http404: for anybody else, stewards too.
    """
    member = entered(viewer)
    if level is None or number is None:
        return None
    circle = access_circle(viewer=viewer, level=level, number=number)
    if not may_see(member, circle):
        raise Http404
    return circle


def access_composition(*, viewer: Account, key: str) -> Composition:
    """A composition of a circle that the viewer belongs to.

    :raises Http404: for anything else.
    """
    member = entered(viewer)
    rows = Composition.objects.select_related(f"circle__{PARENTS}", "pen", "pen_wanted_by", "season_round")
    found = get_object_or_404(rows, key=key)
    if not may_see(member, found.circle):
        raise Http404
    return found


def access_piece(*, viewer: Account, key: str, pk: int) -> Piece:
    """A stretch of words of a composition that the viewer may read.

    :raises Http404: for anything else.
    """
    composition = access_composition(viewer=viewer, key=key)
    rows = Piece.objects.select_related("version__composition__circle", "taking__desire__author", "taking__desire")
    return get_object_or_404(rows, pk=pk, version__composition=composition)


def access_source(*, viewer: Account, composition: Composition, key: str) -> Desire:
    """A desire from which words may be taken into a composition.

    :raises Http404: for one of another circle.
    """
    entered(viewer)
    return get_object_or_404(Desire, key=key, circle=composition.circle_id)


def my_takings(*, viewer: Account) -> QuerySet[Taking]:
    """Wherever words of the viewer were taken, the latest first."""
    member = entered(viewer)
    found = Taking.objects.filter(member=member).select_related("composition__circle", "desire")
    return found.order_by("-asked_at", "-pk")


def access_own_taking(*, viewer: Account, pk: int) -> Taking:
    """Words of the viewer that were taken.

    :raises Http404: for somebody else's.
    """
    return get_object_or_404(my_takings(viewer=viewer), pk=pk)


def access_round(*, viewer: Account, key: str) -> SeasonRound:
    """A round of this fellowship, for every member.

    :raises Http404: for whoever has not entered, and where there is none.
    """
    entered(viewer)
    return get_object_or_404(SeasonRound, key=key, brought_in__isnull=True)
