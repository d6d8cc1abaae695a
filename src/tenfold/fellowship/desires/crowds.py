"""Noticing when many new accounts give one desire the same answer in a short time.

It is shown to stewards as numbers, and nothing follows from it by itself. What makes a crowd remarkable is that its
newness cannot be chance: if the same answers of that hour came from members drawn by lot, so many new ones among them
would be seen less than once in ``ONCE_IN`` times.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, Max, Min, Q
from scipy.special import bdtrc

from tenfold.fellowship.members.models import Member, Standing

from .models import Crowd, Response

NEW = timedelta(days=7)
"""An account is new for so long."""
WINDOW = timedelta(hours=1)
FEWEST = 8
"""So many new accounts at least."""
ONCE_IN = 1_000_000


def keep_watch(now: datetime) -> None:
    """Look at the answers of the last hour, and note what is remarkable, once."""
    new = Q(member__entered_at__gte=now - NEW)
    recent = Response.objects.filter(responded_at__gt=now - WINDOW, responded_at__lte=now).exclude(value=0)
    found = (
        recent.order_by()
        .values("desire_id", "value")
        .annotate(all=Count("pk"), new=Count("pk", filter=new), first=Min("responded_at"), last=Max("responded_at"))
        .filter(new__gte=FEWEST)
    )
    rows = list(found)
    if not rows:
        return
    entered = Member.objects.filter(standing=Standing.ENTERED)
    share = entered.filter(entered_at__gte=now - NEW).count() / max(entered.count(), 1)
    for row in rows:
        if share < 1.0 and bdtrc(row["new"] - 1, row["all"], share) < 1.0 / ONCE_IN:
            _note(row, now)


def _note(row: Any, now: datetime) -> None:
    same = Response.objects.filter(desire=row["desire_id"], value=row["value"])
    theirs = same.filter(responded_at__gt=now - WINDOW, member__entered_at__gte=now - NEW)
    behind = np.fromiter(theirs.order_by("member").values_list("member", flat=True), np.int64)
    week = same.filter(responded_at__gt=now - WINDOW - NEW, responded_at__lte=now - WINDOW).count()
    seen = {
        "until": row["last"],
        "accounts": len(behind),
        "usual": round(week / (NEW / WINDOW), 2),
        "behind": behind.tobytes(),
    }
    of_late = Crowd.objects.filter(desire=row["desire_id"], value=row["value"], until__gte=now - WINDOW).first()
    if of_late is None:
        Crowd.objects.create(desire_id=row["desire_id"], value=row["value"], since=row["first"], **seen)
    elif of_late.accounts < len(behind) and not of_late.weighs_nothing:
        Crowd.objects.filter(pk=of_late.pk).update(**seen)
