"""Starting a formation, proposing without a run, setting a proposal aside."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Circle, Formation, Placement
from ..options import RunOptions
from ..proposal import Proposal
from ..refusals import Refused
from .locks import lock_nest
from .runs import write_proposal

AT_WORK = (Formation.Standing.QUEUED, Formation.Standing.RUNNING)


@transaction.atomic
def start_formation(*, actor: Account, options: RunOptions) -> Formation:
    """Queue a run; a worker takes it up once the transaction is committed."""
    require(actor, Permission.FORM_CIRCLES)
    formation = Formation.objects.create(
        started_by=actor, for_date=timezone.now().date(), seed=options.seed, options=options.as_json()
    )
    record(actor=actor, verb="circles.start_formation", target=formation, details=options.as_json())
    transaction.on_commit(partial(_enqueue, formation.pk))
    return formation


@transaction.atomic
def start_by_itself(*, options: RunOptions, kind: str = Formation.Kind.LINE) -> Formation:
    """Queue a run that no steward asked for. For keepers; no page or program calls it."""
    formation = Formation.objects.create(
        kind=kind, by_itself=True, for_date=timezone.now().date(), seed=options.seed, options=options.as_json()
    )
    record(actor=None, verb="circles.start_formation", target=formation, details=options.as_json())
    transaction.on_commit(partial(_enqueue, formation.pk))
    return formation


@transaction.atomic
def propose(
    *,
    kind: str,
    proposal: Proposal,
    by_itself: bool,
    actor: Account | None = None,
    options: RunOptions | None = None,
    on: date | None = None,
) -> Formation:
    """Write a proposal that was found without a run, ready to be published. Nobody has been asked by this.

    Circles that exist may stand in it (``CircleDraft.existing``). Without ``actor`` it is the fellowship's own
    proposal: keepers make such, and what a member's wish sets going; no page or program hands one in.

    :raises PermissionDenied: for an actor who is no steward, or without an actor unless ``by_itself``.
    """
    if actor is not None:
        require(actor, Permission.FORM_CIRCLES)
    elif not by_itself:
        raise PermissionDenied
    lock_nest()
    formation = Formation.objects.create(
        kind=kind,
        by_itself=by_itself,
        standing=Formation.Standing.RUNNING,
        started_by=actor,
        for_date=on or timezone.now().date(),
        options=(options or RunOptions()).as_json(),
    )
    write_proposal(formation, proposal)
    return formation


def _enqueue(formation_id: int) -> None:
    from ..jobs import run_formation  # the job calls actions, so it is imported when it is needed

    run_formation.enqueue(formation_id)


@transaction.atomic
def start_again(*, actor: Account, formation: Formation) -> Formation:
    """Start a run anew with the same options, in place of one that failed, was set aside or fell silent.

    The silent one can no longer write its result, should its worker still live.
    """
    require(actor, Permission.FORM_CIRCLES)
    former = _lock(formation)
    if former.standing in AT_WORK:
        former.standing = Formation.Standing.FAILED
        former.failure = _("The run fell silent and was started again.")
        former.finished_at = timezone.now()
        former.save(update_fields=["standing", "failure", "finished_at"])
    elif former.standing not in (Formation.Standing.FAILED, Formation.Standing.SET_ASIDE):
        raise Refused(_("This formation has come to a proposal: publish it or set it aside."))
    return start_formation(actor=actor, options=RunOptions.from_json(former.options))


@transaction.atomic
def set_aside_formation(*, actor: Account, formation: Formation) -> None:
    """Let a proposal, or a run that is still at work, go. Its drafts are erased; nobody has seen them."""
    require(actor, Permission.FORM_CIRCLES)
    found = _lock(formation)
    if found.standing == Formation.Standing.SET_ASIDE:
        return
    if found.standing == Formation.Standing.PUBLISHED:
        raise Refused(_("This formation is published: members are answering. It cannot be set aside any more."))
    Placement.objects.filter(formation=found, standing=Placement.Standing.DRAFT).delete()
    Circle.objects.filter(formation=found, standing=Circle.Standing.PROPOSED).delete()
    found.unplaced.all().delete()
    found.standing = Formation.Standing.SET_ASIDE
    found.save(update_fields=["standing"])
    record(actor=actor, verb="circles.set_aside", target=found)


def _lock(formation: Formation) -> Formation:
    return Formation.objects.select_for_update().get(pk=formation.pk)
