"""Work for the worker process: reckoning what unites, and having desires rendered by the configured machine."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task, task_backends


@task()
def reckon(circle_id: int | None) -> None:
    """Reckon the figures of a circle (None: of the whole) anew, if they are out of date.

    Where the last reckoning is too fresh for what it cost, the job puts itself off.
    """
    from .reckoning import not_before, reckon_now

    due = not_before(circle_id)
    if due is not None and due > timezone.now() and task_backends["default"].supports_defer:
        reckon.using(run_after=due).enqueue(circle_id)
        return
    reckon_now(circle_id)
