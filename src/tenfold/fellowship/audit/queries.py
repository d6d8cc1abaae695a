"""Reading the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from .models import Entry
from .words import discreet, everybody, office

if TYPE_CHECKING:
    from tenfold.fellowship.members.models import Member


def entries_concerning(member: Member) -> QuerySet[Entry]:
    """What was done that concerns a member, newest first; the member may read all of it.

    What concerns everybody alike is written once, and stands in the record of all who were there then.
    """
    all_alike = Q(concerns=None, verb__in=everybody(), at__gte=member.created_at)
    return Entry.objects.filter(Q(concerns=member) | all_alike).select_related("actor__member")


@dataclass(frozen=True, slots=True)
class Acts:
    """What somebody looks for in the log of stewards; what is empty does not narrow it.

    ``by`` and ``concerning`` are parts of names; the days are those of the reader's zone, the last one included.
    """

    verb: str = ""
    by: str = ""
    concerning: str = ""
    since: date | None = None
    until: date | None = None
    zone: str = "UTC"


def acts_of_stewards(search: Acts) -> QuerySet[Entry]:
    """What stewards did, newest first, one entry for each act: its ``people`` says how many it concerns.

    Looked for by whom it concerns, each entry is about one of the people found; discreet acts are not found so.
    """
    found = Entry.objects.filter(verb__in=office(), actor__isnull=False)
    if search.concerning:
        found = found.filter(concerns__name__icontains=search.concerning).exclude(verb__in=discreet())
    else:
        found = found.filter(leads=True)
    if search.verb:
        found = found.filter(verb=search.verb)
    if search.by:
        found = found.filter(actor__member__name__icontains=search.by)
    if search.since:
        found = found.filter(at__gte=_midnight(search.since, search.zone))
    if search.until:
        found = found.filter(at__lt=_midnight(search.until + timedelta(days=1), search.zone))
    return found.select_related("actor__member", "concerns")


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
