"""What this room keeps about one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from tenfold.fellowship.circles.models import Formation
from tenfold.fellowship.members.models import Member

from ..models import Ask, Consent, SeasonWish


def asks_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """What somebody asked for, alone or with their ten."""
    asks = Ask.objects.filter(Q(begun_by=member) | Q(supports__member=member)).select_related("circle").distinct()
    for ask in asks:
        own = ask.begun_by_id == member.pk
        yield {
            "circle": ask.circle.number,
            "kind": ask.kind,
            "begun": own,
            "begun_at": ask.begun_at,
            "standing": ask.standing,
            "reasons": ask.reasons if own else [],
        }


def consents_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """What somebody was asked together with others, and said."""
    published = Consent.objects.filter(member=member, change__formation__standing=Formation.Standing.PUBLISHED)
    for consent in published.select_related("change__circle"):
        change = consent.change
        yield {
            "kind": change.kind,
            "circle": change.circle.number if change.circle else None,
            "standing": change.standing,
            "said": consent.said,
            "said_at": consent.said_at,
        }


def season_wishes_for_export(member: Member) -> Iterable[Mapping[str, Any]]:
    """In which seasons somebody wished to meet new people, and with how many of their ten."""
    for wish in SeasonWish.objects.filter(member=member).select_related("season").prefetch_related("keep"):
        yield {
            "season": wish.season.opened_at,
            "said_at": wish.said_at,
            "keep": [other.name for other in wish.keep.all()],
        }
