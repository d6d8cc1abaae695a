"""Starting a formation, publishing what it proposes, setting it aside."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tenfold.fellowship.audit.actions import record
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.models import Standing as MemberStanding
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Circle, Formation, Placement, Seat
from ..options import RunOptions, Who
from ..refusals import Refused
from .locks import lock_nest
from .seats import settle

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
    Circle.objects.filter(formation=found, standing=Circle.Standing.PROPOSED).delete()
    found.unplaced.all().delete()
    found.standing = Formation.Standing.SET_ASIDE
    found.save(update_fields=["standing"])
    record(actor=actor, verb="circles.set_aside", target=found)


@transaction.atomic
def publish_formation(*, actor: Account, formation: Formation) -> int:
    """Offer every draft to its member. Nobody has a seat by this: each member answers for themselves.

    Whoever has left, or has found a place elsewhere since the run, is left out. Publishing is one at a time in the
    whole fellowship, so that nobody is offered two seats.

    :returns: how many people were left out.
    :raises Refused: if there is no proposal to publish (any more).
    """
    require(actor, Permission.FORM_CIRCLES)
    lock_nest()
    found = _lock(formation)
    if found.standing == Formation.Standing.PUBLISHED:
        return 0
    if found.standing != Formation.Standing.PROPOSED:
        raise Refused(_("There is no proposal to publish here."))
    drafts = Placement.objects.filter(formation=found, standing=Placement.Standing.DRAFT)
    left_out = _leave_out(found, drafts)
    _replace_older_offers(found, drafts)
    offered = list(Member.objects.filter(placements__in=drafts).distinct())
    drafts.update(standing=Placement.Standing.OFFERED)
    circles = Circle.objects.filter(formation=found, standing=Circle.Standing.PROPOSED)
    has_offer = Exists(Placement.objects.filter(circle=OuterRef("pk"), standing=Placement.Standing.OFFERED))
    circles.exclude(has_offer).update(standing=Circle.Standing.CLOSED)
    circles.update(standing=Circle.Standing.FORMING)
    found.standing = Formation.Standing.PUBLISHED
    found.published_at = timezone.now()
    found.save(update_fields=["standing", "published_at"])
    record(actor=actor, verb="circles.publish", target=found, concerns=offered, details={"left_out": left_out})
    return left_out


def _leave_out(formation: Formation, drafts: QuerySet[Placement]) -> int:
    """Withdraw the drafts of those who left, or found a place since; returns how many people they are."""
    gone = Q(standing=MemberStanding.LEFT)
    if formation.options.get("who") != Who.ALL:
        elsewhere = Placement.objects.filter(member=OuterRef("pk"), standing=Placement.Standing.OFFERED, level=1)
        seated = Seat.objects.filter(member=OuterRef("pk"), left_at__isnull=True, level=1)
        gone |= Q(Exists(elsewhere)) | Q(Exists(seated))
    people = list(Member.objects.filter(gone, placements__in=drafts).distinct().values_list("pk", flat=True))
    drafts.filter(member_id__in=people).update(standing=Placement.Standing.WITHDRAWN, decided_at=timezone.now())
    return len(people)


def _replace_older_offers(formation: Formation, drafts: QuerySet[Placement]) -> None:
    """A proposal for everybody takes the place of offers that nobody has answered yet."""
    waiting = Placement.objects.filter(
        Exists(drafts.filter(member=OuterRef("member"), level=OuterRef("level"))),
        standing=Placement.Standing.OFFERED,
    ).exclude(formation=formation)
    concerned = list(waiting.values_list("circle_id", flat=True))
    emptied = list(Circle.objects.select_for_update().filter(pk__in=concerned).order_by("pk"))
    waiting.update(standing=Placement.Standing.WITHDRAWN, decided_at=timezone.now())
    for circle in emptied:
        settle(circle)


def _lock(formation: Formation) -> Formation:
    return Formation.objects.select_for_update().get(pk=formation.pk)
