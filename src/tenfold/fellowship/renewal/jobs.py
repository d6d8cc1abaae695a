"""The re-forming as a background job. It may be killed at any moment: all it found is written in one transaction."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from tenfold.fellowship.circles.actions.runs import fail_run, take_up_run
from tenfold.fellowship.members.queries import fellowship

from .actions.repairs import keep_plan
from .making import make_plan

logger = logging.getLogger(__name__)


@task()
def run_renewal(formation_id: int) -> None:
    """Find the smallest change, or the exchanges of a season, and keep it as a proposal."""
    formation = take_up_run(formation_id)
    if formation is None:
        return
    with override(fellowship().language):
        try:
            plan, on = make_plan(formation)
            keep_plan(formation_id, plan, on=on)
        except Exception:
            logger.exception("re-forming %s failed", formation_id)
            fail_run(formation_id, _("Something in the program went wrong. The record of this machine says more."))
            raise
