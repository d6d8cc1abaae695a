"""Saying whether one would carry the circle's voice, laying it down, and asking whoever's turn it is."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.circles.actions import leave_circle, propose, publish_by_itself
from tenfold.fellowship.circles.actions.locks import lock_nest
from tenfold.fellowship.circles.models import LIVE, Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.proposal import CircleDraft, PlacementDraft, Proposal
from tenfold.fellowship.members.models import Account

from .turns import asked_for, next_voice, rotation, rotations, term_length, voice_of, voices_of

MOST_ASKED = 200
"""In one round of keeping; the next one goes on."""

AT_A_TIME = 200
"""The rotation of so many circles is read together."""


@transaction.atomic
def say_willing(*, actor: Account, circle: Circle, willing: bool | None) -> None:
    """Say whether one would carry the circle's voice when the turn comes; None: not said, then one is asked.

    :raises PermissionDenied: for whoever does not sit in the circle.
    """
    seat = _own_seat(actor, circle)
    seat.willing = willing
    seat.save(update_fields=["willing"])
    record(
        actor=actor,
        verb="delegates.say_willing",
        target=seat,
        concerns=[seat.member],
        details={"willing": willing, "circle": circle.pk},
    )


@transaction.atomic
def lay_down(*, actor: Account, circle: Circle) -> None:
    """Lay down the voice that one carries for the circle, at once. One's seat in the circle stays.

    :raises PermissionDenied: for whoever does not carry it.
    """
    seat = voice_of(circle)
    if seat is None or seat.member.account_id != actor.pk:
        raise PermissionDenied(_("You do not carry this circle's voice."))
    leave_circle(actor=actor, seat=seat)


def ask_delegates(now: datetime) -> int:
    """Ask whoever's turn it is, for each circle without a voice and each whose delegate's term is over. For the keeper.

    The present delegate carries the voice until the next one has said yes. Nobody is asked twice, nobody is pressed:
    where nobody can or will, the circle goes on without a voice, and its page says so.

    :returns: how many were asked.
    """
    asked = 0
    due = list(_due(now).values_list("pk", flat=True))
    for at in range(0, len(due), AT_A_TIME):
        for pk in _with_somebody_to_ask(due[at : at + AT_A_TIME], now):
            if asked >= MOST_ASKED:
                return asked
            asked += _ask(pk, now)
    return asked


def _with_somebody_to_ask(pks: list[int], now: datetime) -> list[int]:
    """Of circles whose voice is due, those in which somebody can be asked; many have nobody, round after round."""
    circles = list(Circle.objects.filter(pk__in=pks).select_related("parent").order_by("level", "number"))
    places, voices = rotations(circles, now=now), voices_of(circles)
    return [one.pk for one in circles if next_voice(places[one.pk], voices.get(one.pk)) is not None]


def _due(now: datetime) -> QuerySet[Circle]:
    """Living circles under a living one, in which nobody carries the voice within their term and nobody is asked."""
    here = Seat.objects.filter(circle=OuterRef(OuterRef("pk")), left_at__isnull=True).values("member")
    in_term = Seat.objects.filter(
        circle=OuterRef("parent"), left_at__isnull=True, member__in=here, since__gt=now - term_length()
    )
    offered = Placement.objects.filter(circle=OuterRef("parent"), standing=Placement.Standing.OFFERED, member__in=here)
    can_be_asked = Q(standing__in=(Circle.Standing.ALIVE, Circle.Standing.RESTING), parent__standing__in=LIVE)
    return Circle.objects.filter(can_be_asked, ~Exists(in_term), ~Exists(offered)).order_by("level", "number")


@transaction.atomic
def _ask(circle_pk: int, now: datetime) -> int:
    """Ask the next of one circle, if there still is anything to ask."""
    lock_nest()
    circle = Circle.objects.select_related("parent").get(pk=circle_pk)
    if circle.parent is None or asked_for(circle) is not None:
        return 0
    present = voice_of(circle)
    if present is not None and present.since > now - term_length():
        return 0
    chosen = next_voice(rotation(circle, now=now), present)
    if chosen is None:
        return 0
    formation = propose(
        kind=Formation.Kind.VOICE,
        by_itself=True,
        proposal=Proposal(
            circles=(CircleDraft.of(circle.parent), CircleDraft.of(circle)),
            placements=(
                PlacementDraft(0, chosen.member.pk, {"of": 1}, replaces=present.pk if present is not None else None),
            ),
        ),
    )
    publish_by_itself(formation=formation)
    return 1


def _own_seat(actor: Account, circle: Circle) -> Seat:
    found = Seat.objects.select_for_update(of=("self",)).select_related("member")
    seat = found.filter(circle=circle, member__account=actor, left_at__isnull=True).first()
    if seat is None:
        raise PermissionDenied(_("Only those who sit in a circle say this."))
    return seat
