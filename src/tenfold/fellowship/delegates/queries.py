"""A circle's voice as its people see it, and the circles that have none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenfold.fellowship.circles.models import LIVE, Circle, Placement, Seat
from tenfold.fellowship.circles.queries.mine import seat_in
from tenfold.fellowship.members.models import Member

from .turns import Place, Term, asked_for, rotation, term_length, terms, voice_of


@dataclass(frozen=True, slots=True)
class Voice:
    """Who carries it, since and about until when; who is asked; the rotation; who carried it before.

    ``willing`` is what the viewer said of themselves; ``mine`` whether they carry it.
    """

    above: Circle
    carrier: Seat | None
    until: datetime | None
    asked: Placement | None
    places: tuple[Place, ...]
    past: tuple[Term, ...]
    willing: bool | None
    mine: bool


def voice(circle: Circle, *, viewer: Member, now: datetime) -> Voice | None:
    """The voice of a circle that has one above it, for somebody who sits in it; None else."""
    if circle.parent is None or circle.parent.standing not in LIVE:
        return None
    own = seat_in(circle, viewer)
    if own is None:
        return None
    carrier = voice_of(circle)
    return Voice(
        above=circle.parent,
        carrier=carrier,
        until=carrier.since + term_length() if carrier is not None else None,
        asked=asked_for(circle),
        places=tuple(rotation(circle, now=now)),
        past=tuple(term for term in terms(circle) if term.until is not None),
        willing=own.willing,
        mine=carrier is not None and carrier.member_id == viewer.pk,
    )


def voiceless() -> QuerySet[Circle]:
    """Living circles under a living one whose voice nobody carries and nobody is asked to carry: for the desk."""
    here = Seat.objects.filter(circle=OuterRef(OuterRef("pk")), left_at__isnull=True).values("member")
    carried = Seat.objects.filter(circle=OuterRef("parent"), left_at__isnull=True, member__in=here)
    offered = Placement.objects.filter(circle=OuterRef("parent"), standing=Placement.Standing.OFFERED, member__in=here)
    living = Q(standing=Circle.Standing.ALIVE, parent__standing__in=LIVE)
    return Circle.objects.filter(living, ~Exists(carried), ~Exists(offered)).order_by("level", "number")
