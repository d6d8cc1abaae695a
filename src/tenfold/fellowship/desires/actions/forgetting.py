"""What goes away with a person who is erased, and what is out of date when somebody leaves."""

from __future__ import annotations

import numpy as np
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tenfold.fellowship.circles.models import Seat
from tenfold.fellowship.circles.queries.nest import way_up
from tenfold.fellowship.members.models import Member

from ..models import Counts, Crowd, Desire, Fit, Response
from ..signals import words_gone
from .common import COLUMNS


@transaction.atomic
def forget(*, member: Member) -> None:
    """Take somebody's answers out of all counts, and their words out of wherever they were taken, before they go.

    Their desires go with them, and what others answered to those: an answer to words that are no more says nothing.
    Renderings they gave of others' desires stay, without who gave them.
    """
    for desire in Desire.objects.select_for_update().filter(author=member):
        words_gone.send(sender=Desire, desire=desire)
    answered = Response.objects.filter(member=member)
    scopes: set[int | None] = set(answered.order_by().values_list("desire__circle", flat=True).distinct())
    scopes |= set(Desire.objects.filter(author=member).order_by().values_list("circle", flat=True).distinct())
    for value, column in COLUMNS.items():
        theirs = answered.filter(value=value).values("desire")
        Counts.objects.filter(desire__in=theirs).update(**{column: F(column) - 1})
    for crowd in Crowd.objects.exclude(behind=b""):
        behind = np.frombuffer(bytes(crowd.behind), np.int64)
        if member.pk in behind:
            crowd.behind = behind[behind != member.pk].tobytes()
            crowd.save(update_fields=["behind"])
    look_anew(scopes)


def look_anew(scopes: set[int | None]) -> None:
    """Have circles (None: the whole) reckoned anew by the next keeper."""
    stale = Fit.objects.filter(wanted_at__isnull=True)
    stale.filter(circle__in=[pk for pk in scopes if pk is not None]).update(wanted_at=timezone.now())
    if None in scopes:
        stale.filter(circle__isnull=True).update(wanted_at=timezone.now())


def seat_changed(*, seat: Seat, **_more: object) -> None:
    """Who belongs to a circle is asked there, and who does not any more is not."""
    look_anew({circle.pk for circle in way_up(seat.circle)})


def member_left(**_said: object) -> None:
    """Who left the fellowship speaks no more for the whole; their answers wait in case they come back."""
    look_anew({None})
