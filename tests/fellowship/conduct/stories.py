"""How the stories of this room begin: some of the cast sit in one ten, and one of them reports something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from tenfold.fellowship.circles.actions import accept_placement
from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.conduct import actions
from tenfold.fellowship.conduct.models import Case, Decision
from tenfold.fellowship.members.models import Member, Role, RoleGrant
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of
from tests.fellowship.members.door import account_of


def seated(people: Sequence[Member], **circle: object) -> Circle:
    """A ten in which these people sit, each by their own yes."""
    ten = offered(people, **circle)
    for person in people:
        accept_placement(actor=account_of(person), placement=placement_of(person, ten))
    ten.refresh_from_db()
    return ten


def where(circle: Circle) -> str:
    return f"{circle.level}-{circle.number}"


def second_steward(cast: Cast) -> Member:
    """Daniel holds the role as well: an appeal needs somebody who did not decide before."""
    RoleGrant.objects.create(member=cast.daniel, role=Role.STEWARD)
    return cast.daniel


def reported(cast: Cast, **what: object) -> Case:
    """Noa sat with Pavel and reports him."""
    if not cast.noa.seats.exists():
        seated([cast.noa, cast.pavel])
    said: dict[str, object] = {"words": "He shouted at me, on Monday.", "about": cast.pavel} | what
    return actions.report(actor=account_of(cast.noa), **said)  # type: ignore[arg-type]


def told(cast: Cast, case: Case | None = None) -> Case:
    """Miriam, who has no part in it, told Pavel what it is about."""
    return actions.tell(
        actor=account_of(cast.miriam), case=case or reported(cast), matter="You are said to have raised your voice."
    )


def answered(cast: Cast) -> Case:
    case = told(cast)
    actions.answer(actor=account_of(cast.pavel), case=case, words="I was afraid for the others.")
    return case


def decided(cast: Cast, finding: str = Decision.Finding.APART, **what: str) -> Case:
    """Pavel was heard, and Miriam decided."""
    case = answered(cast)
    actions.decide(actor=account_of(cast.miriam), case=case, finding=finding, reason="It was too loud.", **what)
    case.refresh_from_db()
    return case


def time_passes(case: Case, days: int) -> None:
    """As if everything in a case had happened so many days earlier."""
    earlier = timedelta(days=days)
    for step in case.steps.all():
        step.at -= earlier
        step.save()
    for decision in case.decisions.all():
        decision.at -= earlier
        decision.save()
    if case.answer_by:
        Case.objects.filter(pk=case.pk).update(answer_by=timezone.now().date() - timedelta(days=1))
    case.refresh_from_db()
