"""Reading blocks and cases: who is kept apart, what is mine, what a steward may decide."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tenfold.fellowship.members.models import Account, Member, RoleGrant, Standing
from tenfold.fellowship.members.permissions import ALLOWED, Permission, allowed, require
from tenfold.fellowship.members.queries import member_of

from .models import Block, Case, Decision, Step
from .places import places

PARTS = (Decision.Finding.APART, Decision.Finding.REST, Decision.Finding.END)
"""After these decisions the two sides are never placed together."""

ANSWERED = Step.Kind.ANSWERED
FEW = 200
"""So many people are asked for by name; of more all are read."""


def kept_apart(among: Collection[int] | None = None, *, beside: Collection[int] = ()) -> set[tuple[int, int]]:
    """Pairs of members who are never placed together, the smaller primary key first: blocks and decisions alike.

    :param among: only pairs of these members.
    :param beside: pairs in which nobody is of these may be left out, where they are few: a list can be too long.
    Two statements. What is behind a pair is not told.
    """
    blocks = Block.objects.all()
    decided = Decision.objects.filter(
        finding__in=PARTS, lifted_at=None, case__about__isnull=False, case__reporter__isnull=False
    )
    if 0 < len(beside) <= FEW:
        blocks = blocks.filter(Q(member__in=beside) | Q(other__in=beside))
        decided = decided.filter(Q(case__reporter__in=beside) | Q(case__about__in=beside))
    rows = *blocks.values_list("member_id", "other_id"), *decided.values_list("case__reporter_id", "case__about_id")
    found = {(min(pair), max(pair)) for pair in rows}
    if among is None:
        return found
    chosen = set(among)
    return {pair for pair in found if chosen.issuperset(pair)}


def kept_from(member_id: int) -> set[int]:
    """Everybody who is never placed with one member, whoever of the two asked for it. Two statements."""
    blocks = Block.objects.filter(Q(member=member_id) | Q(other=member_id)).values_list("member_id", "other_id")
    decided = Decision.objects.filter(
        Q(case__about=member_id, case__reporter__isnull=False) | Q(case__reporter=member_id, case__about__isnull=False),
        finding__in=PARTS,
        lifted_at=None,
    ).values_list("case__reporter_id", "case__about_id")
    return {one for rows in (blocks, decided) for pair in rows for one in pair} - {member_id}


def my_blocks(member: Member) -> list[Block]:
    """Whom a member blocked, the newest first. One statement."""
    return list(member.blocks.select_related("other"))


def access_person(*, viewer: Account, key: str) -> Member:
    """Somebody a member may block or report: they sit or once sat in one circle, or the viewer is a steward.

    :raises Http404: for everybody else, for oneself, and for somebody who does not exist.
    """
    me = member_of(account=viewer)
    other = Member.objects.filter(key=key).first()
    if me is None or other is None or other.pk == me.pk:
        raise Http404
    known = Block.objects.filter(member=me, other=other).exists() or other.pk in places().ever_beside(me.pk)
    if not known and not allowed(viewer, Permission.SEE_ALL_MEMBERS):
        raise Http404
    return other


def my_cases(member: Member) -> QuerySet[Case]:
    """What a member reported, and what was reported about them once they were told or it was decided."""
    mine = Q(reporter=member) | Q(about=member) & _told()
    return Case.objects.filter(mine).prefetch_related("decisions")


def access_own_case(*, viewer: Account, key: str) -> Case:
    """A case for one of its two sides; also for somebody whose membership was ended.

    :raises Http404: for everybody else, and for the person concerned as long as they were not told.
    """
    me = member_of(account=viewer)
    case = my_cases(me).filter(key=key).select_related("reporter", "about").first() if me else None
    if case is None:
        raise Http404
    return case


def _told() -> Q:
    return ~Q(matter="") | Q(Exists(Decision.objects.filter(case=OuterRef("pk"))))


def decision_of(case: Case) -> Decision | None:
    """The last decision of a case, in force or lifted; the decisions are at hand or fetched in one statement."""
    return max(case.decisions.all(), key=lambda decision: decision.pk, default=None)


def rested_from(member_id: int) -> set[str]:
    """The circles ("level-number") in which a decision in force ended a member's seat. One statement."""
    decided = Decision.objects.filter(finding=Decision.Finding.REST, lifted_at=None, case__about=member_id)
    return set(decided.values_list("where", flat=True))


def needs_my_word(member: Member) -> QuerySet[Case]:
    """Matters in which a member was told something and has not answered: what their Today shows."""
    answered = Step.objects.filter(case=OuterRef("pk"), kind=ANSWERED)
    return Case.objects.filter(~Exists(answered), about=member, stage=Case.Stage.HEARD)


def ended(member: Member) -> Decision | None:
    """The decision by which a membership is ended now, if it is."""
    return (
        Decision.objects.filter(finding=Decision.Finding.END, lifted_at=None, case__about=member)
        .select_related("case")
        .first()
    )


def impartial_to(member: Member) -> QuerySet[Case]:
    """The cases a member is no part of: neither a side, nor in one ten with a side or in the circle it is about, nor
    somebody who keeps away from a side. The circles are asked twice, then it is one condition."""
    near = {member.pk} | places().beside(member.pk) | set(member.blocks.values_list("other_id", flat=True))
    own = [seat.where for seat in places().seats_of(member.pk)]
    return Case.objects.exclude(Q(reporter__in=near) | Q(about__in=near) | Q(where__in=own))


def may_decide(case: Case, account: Account) -> bool:
    """Whether somebody may go on with a case: a steward, not part of it, and on appeal not the one who decided."""
    me = member_of(account=account)
    if me is None or not allowed(account, Permission.HANDLE_MATTERS):
        return False
    if case.stage == Case.Stage.APPEALED and case.decisions.filter(by=account).exists():
        return False
    return impartial_to(me).filter(pk=case.pk).exists()


def someone_may_decide(case: Case) -> bool:
    """Whether there is a steward at all who may go on with a case. If not, the fellowship needs one more."""
    roles = [role for role, permissions in ALLOWED.items() if Permission.HANDLE_MATTERS in permissions]
    grants = RoleGrant.objects.filter(role__in=roles, member__standing=Standing.ENTERED, member__account__isnull=False)
    holders = [grant.member.account for grant in grants.select_related("member__account")]
    return any(may_decide(case, account) for account in holders if account is not None)


def cases_for(*, viewer: Account) -> QuerySet[Case]:
    """All cases that a steward may read, the newest first: those they are no part of.

    :raises PermissionDenied: for whoever is not a steward.
    """
    require(viewer, Permission.HANDLE_MATTERS)
    me = member_of(account=viewer)
    found = impartial_to(me) if me else Case.objects.none()
    return found.select_related("reporter", "about").prefetch_related("decisions")


def waiting_for(*, viewer: Account) -> QuerySet[Case]:
    """Cases that a steward may go on with now, the oldest first: what their desk shows.

    A case in which the person concerned was told waits for their answer, or until their time for it is over.
    """
    heard = Q(stage=Case.Stage.HEARD) & (
        Q(answer_by__lt=timezone.now().date()) | Exists(Step.objects.filter(case=OuterRef("pk"), kind=ANSWERED))
    )
    appealed = Q(stage=Case.Stage.APPEALED) & ~Exists(Decision.objects.filter(case=OuterRef("pk"), by=viewer))
    asked_back = Q(pk__in=_asking_back())
    return (
        cases_for(viewer=viewer)
        .filter(Q(stage=Case.Stage.OPENED) | heard | appealed | asked_back)
        .order_by("opened_at", "pk")
    )


def _asking_back() -> QuerySet[Case, int]:
    """Cases whose ended member asked to come back and got no answer: the decision still stands."""
    return Case.objects.filter(
        Exists(Step.objects.filter(case=OuterRef("pk"), kind=Step.Kind.ASKED_BACK)),
        Exists(Decision.objects.filter(case=OuterRef("pk"), finding=Decision.Finding.END, lifted_at=None)),
    ).values_list("pk", flat=True)


def has_time_to_answer(case: Case) -> bool:
    """Whether the person concerned was told, has not answered, and still has time to."""
    return (
        case.stage == Case.Stage.HEARD
        and case.answer_by is not None
        and timezone.now().date() <= case.answer_by
        and not case.steps.filter(kind=ANSWERED).exists()
    )


def access_case(*, viewer: Account, key: str) -> Case:
    """A case for a steward who is no part of it.

    :raises PermissionDenied: for whoever is not a steward.
    :raises Http404: for a steward who is part of it, as if there were none.
    """
    found = cases_for(viewer=viewer).filter(key=key).first()
    if found is None:
        raise Http404
    return found
