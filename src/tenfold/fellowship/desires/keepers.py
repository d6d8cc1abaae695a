"""What falls due in this room as time passes. The engine is not loaded for it: the work itself is a job."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from .models import Fit

ASKED_FOR = timedelta(minutes=10)
"""A job that was asked for so long ago and did not come is asked for again."""
AT_ONCE = 200


def keep_reckoning(now: datetime) -> None:
    """Ask a worker for every circle whose figures are out of date and that nobody was asked for."""
    from .jobs import reckon

    Fit.objects.filter(look_again_at__lte=now, wanted_at__isnull=True).update(wanted_at=now, look_again_at=None)
    nobody = Q(queued_at__isnull=True) | Q(queued_at__lt=now - ASKED_FOR)
    due = Fit.objects.filter(nobody, wanted_at__isnull=False).order_by("wanted_at")
    for pk, circle_id in list(due.values_list("pk", "circle_id")[:AT_ONCE]):
        Fit.objects.filter(pk=pk).update(queued_at=now)
        reckon.enqueue(circle_id)


def keep_watch_on_crowds(now: datetime) -> None:
    """Notice when many new accounts answer alike at once."""
    from .crowds import keep_watch

    keep_watch(now)
