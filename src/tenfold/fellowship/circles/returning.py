"""The way back into a ten that one left."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.conduct.queries import rested_from
from tenfold.fellowship.members.bridge import people_for_formation, person_of
from tenfold.fellowship.members.models import Member

from .apart import kept_apart_in
from .bridge import is_free_at
from .models import LIVE, Circle, Placement, Seat
from .refusals import Refused

DOOR_STAYS_OPEN = timedelta(days=90)
"""So long after leaving one may come back without a new proposal."""


def tens_to_come_back_to(member: Member) -> list[Circle]:
    """The tens that a member left a while ago and could sit in again now, the last one first."""
    if Seat.objects.filter(member=member, level=1, left_at__isnull=True).exists():
        return []
    since = timezone.now() - DOOR_STAYS_OPEN
    left = Seat.objects.filter(member=member, level=1, left_at__gt=since, circle__standing__in=LIVE)
    found: dict[int, Circle] = {}
    for seat in left.select_related("circle").order_by("-left_at"):
        found.setdefault(seat.circle_id, seat.circle)
    return [circle for circle in found.values() if _is_open(member, circle)]


def _is_open(member: Member, circle: Circle) -> bool:
    try:
        may_come_back(member, circle)
    except Refused:
        return False
    return True


def may_come_back(member: Member, circle: Circle) -> None:
    """Check whether a member may return into a ten.

    :raises Refused: if not, and says why, as far as it is theirs to know.
    """
    since = timezone.now() - DOOR_STAYS_OPEN
    mine = Seat.objects.filter(member=member, level=1)
    if circle.level != 1 or not mine.filter(circle=circle, left_at__gt=since).exists():
        raise Refused(_("You can return to a ten that you left less than three months ago."))
    if f"{circle.level}-{circle.number}" in rested_from(member.pk):
        raise Refused(_("Your seat here was ended by a decision. What you can do stands on its page, under your data."))
    if mine.filter(left_at__isnull=True).exists():
        raise Refused(_("You sit in a ten now. Leave it first, or ask there to move."))
    if circle.standing not in LIVE:
        raise Refused(_("This circle has closed. You can wait for another ten."))
    seated = Seat.objects.filter(circle=circle, left_at__isnull=True)
    promised = Placement.objects.filter(circle=circle, standing=Placement.Standing.OFFERED).exclude(member=member)
    if seated.count() + promised.count() >= circle.seats_max:
        raise Refused(_("All its seats are taken, or proposed to others. You can wait for another ten."))
    person = person_of(member)
    if circle.language not in person.languages or not is_free_at(person, circle, on=timezone.now().date()):
        raise Refused(_("Its language or its hour is not among yours any more. Your profile can be changed."))
    others = [seat.member for seat in seated.select_related("member")]
    keys = {other.key for other in others}
    wished_by = any(member.key in other.apart for other in people_for_formation([member, *others]) if other.id in keys)
    if wished_by or keys & set(person.apart) or kept_apart_in(circle, member.pk):
        raise Refused(_("This seat is no longer free. You can wait for another ten."))
