"""Work for the worker process: reckoning what unites, and having desires rendered by the configured machine."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone
from django_tasks import task, task_backends

from .actions.rendering import render_by_machine
from .models import Desire
from .translating import TranslatorError, translated

logger = logging.getLogger(__name__)


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


@task()
def render(desire_id: int) -> None:
    """Have a desire rendered into the languages of the site; a machine that is away is not asked twice."""
    desire = Desire.objects.filter(pk=desire_id, standing=Desire.Standing.OPEN).first()
    if desire is None or not settings.TRANSLATOR:
        return
    for code, _name in settings.LANGUAGES:
        if code == desire.language:
            continue
        try:
            words = translated(desire.text, desire.language, code)
        except TranslatorError as failure:
            logger.warning("desire %s was not rendered into %s: %s", desire_id, code, failure)
            continue
        render_by_machine(desire=desire, language=code, text=words)
