"""Who one can come in as: somebody of every kind, and a few members of different countries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from tenfold.fellowship.circles.models import Circle, Placement, Seat
from tenfold.fellowship.members.choices import country_name
from tenfold.fellowship.members.models import Member, Role, Standing

MORE_MEMBERS = 8


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person of the demo; ``kind`` names them for scripts, ``role`` says to a reader who they are."""

    kind: str
    role: str
    member: Member

    @property
    def more(self) -> str:
        """Who they are and where they live, in one line."""
        return " · ".join(filter(None, [self.role, country_name(self.member.country) if self.member.country else ""]))


def company() -> list[Somebody]:
    """A steward, a teacher, members with a seat, with a proposal and without either, each from another country."""
    entered = Member.objects.filter(standing=Standing.ENTERED, account__isnull=False)
    seat = Seat.objects.filter(member=OuterRef("pk"), level=1, left_at__isnull=True)
    alive = seat.filter(circle__standing=Circle.Standing.ALIVE)
    offer = Placement.objects.filter(member=OuterRef("pk"), level=1, standing=Placement.Standing.OFFERED)
    plain = entered.filter(roles__isnull=True).order_by("pk")
    seated = one_per_country(plain.filter(Exists(alive)))
    found = [
        Somebody("steward", _("steward: forms the tens"), member)
        for member in entered.filter(roles__role=Role.STEWARD)[:1]
    ]
    found += [Somebody("teacher", _("teacher"), member) for member in entered.filter(roles__role=Role.TEACHER)[:1]]
    found += [Somebody("seated", _("sits in a ten"), member) for member in seated[:1]]
    found += [
        Somebody("offered", _("has a proposal to answer"), member)
        for member in plain.filter(Exists(offer), ~Exists(seat))[:1]
    ]
    found += [
        Somebody("waiting", _("has come in and waits for a ten"), member)
        for member in plain.filter(~Exists(offer), ~Exists(seat))[:1]
    ]
    asks = Member.objects.filter(standing=Standing.APPLYING, application__asked_at__isnull=False, account__isnull=False)
    found += [Somebody("applicant", _("asks to enter"), member) for member in asks.order_by("pk")[:1]]
    found += [Somebody(member.key, _("sits in a ten"), member) for member in seated[1 : 1 + MORE_MEMBERS]]
    return found


def one_per_country(members: QuerySet[Member]) -> list[Member]:
    """The first member of each country, in their order."""
    found: dict[str, Member] = {}
    for member in members:
        found.setdefault(member.country, member)
    return list(found.values())
