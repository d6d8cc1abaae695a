"""The formation as a background job. It may be killed at any moment: all it found is written in one transaction."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from tenfold.fellowship.members.queries import fellowship

from .actions.runs import fail_run, keep_proposal, report_progress, take_up_run
from .refusals import Refused
from .rows import GivenUp, propose

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_REPORTS = 0.5
"""A row is updated at most twice a second, however often the engine reports."""


@task()
def run_formation(formation_id: int) -> None:
    """Form circles and keep the proposal, or write down why it could not be done.

    A run that somebody set aside, or started again elsewhere, ends without a trace of its own.
    """
    formation = take_up_run(formation_id)
    if formation is None:
        return
    with override(fellowship().language):
        try:
            keep_proposal(formation_id, propose(formation, progress=reporter(formation_id)))
        except GivenUp:
            return
        except Refused as refusal:
            fail_run(formation_id, str(refusal))
        except Exception:
            logger.exception("formation %s failed", formation_id)
            fail_run(formation_id, _("Something in the program went wrong. The record of this machine says more."))
            raise


def reporter(formation_id: int, *, clock: Callable[[], float] = time.monotonic) -> Callable[[float, str], bool]:
    """What the engine calls to say how far it is; answers True once nobody wants the result any more."""
    last = -SECONDS_BETWEEN_REPORTS
    stopped = False

    def report(share: float, stage: str) -> bool:
        nonlocal last, stopped
        if not stopped and clock() - last >= SECONDS_BETWEEN_REPORTS:
            last = clock()
            stopped = not report_progress(formation_id, share, stage)
        return stopped

    return report
