"""What the pages of a matter say, to each side and to stewards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenfold.fellowship.members.models import Account, Member

from .. import queries
from ..actions.deciding import APPEAL_DAYS, may_be_appealed
from ..models import Case, Decision, Step
from ..places import places

STAGES: dict[str, Promise] = {
    Case.Stage.OPENED: gettext_lazy("A steward will look at it."),
    Case.Stage.HEARD: gettext_lazy("The person concerned was told, and can answer."),
    Case.Stage.DECIDED: gettext_lazy("It is decided. Either side can ask once that another steward decides anew."),
    Case.Stage.APPEALED: gettext_lazy("Another steward will decide anew."),
    Case.Stage.CLOSED: gettext_lazy("It is closed."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step as a reader sees it: when, what, by whom if they may know, and what was written if it is theirs."""

    at: Any
    what: str
    by: str = ""
    words: str = ""


def page_of_side(case: Case, member: Member) -> dict[str, Any]:
    """A matter as one of its two sides sees it: all times, their own words, what both were told."""
    concerned = case.about_id == member.pk
    decision = queries.decision_of(case)
    return {
        "case": case,
        "zone": member.zone,
        "concerned": concerned,
        "stage_words": STAGES[case.stage],
        "lines": lines_for_side(case, member),
        "decision": decision,
        "decided_by": _name(decision.by) if decision else "",
        "seat": places().name_of(decision.where) if decision and decision.where else "",
        "can_answer": concerned and case.stage in (Case.Stage.HEARD, Case.Stage.APPEALED),
        "can_take_back": not concerned and case.stage == Case.Stage.OPENED,
        "can_appeal": may_be_appealed(case),
        "appeal_until": decision.at + timedelta(days=APPEAL_DAYS) if decision else None,
        "can_ask_back": concerned and case.stage == Case.Stage.CLOSED and _is_ended(decision),
        "nobody_decides": _waits(case) and not queries.someone_may_decide(case),
    }


def _is_ended(decision: Decision | None) -> bool:
    return decision is not None and decision.finding == Decision.Finding.END and decision.lifted_at is None


def _waits(case: Case) -> bool:
    return case.stage in (Case.Stage.OPENED, Case.Stage.HEARD, Case.Stage.APPEALED)


def lines_for_side(case: Case, member: Member) -> list[Line]:
    """The steps of a matter as one side sees them."""
    return [_line_for_side(step, member) for step in case.steps.select_related("by__member")]


def _line_for_side(step: Step, member: Member) -> Line:
    mine = step.by_id is not None and step.by_id == member.account_id
    told = step.kind in (Step.Kind.TOLD, Step.Kind.DECIDED, Step.Kind.DECIDED_ANEW, Step.Kind.LIFTED)
    by = _("you") if mine else _name(step.by) if told else ""
    return Line(step.at, step.get_kind_display(), by, step.words if mine else "")


def lines_for_stewards(steps: Iterable[Step]) -> list[Line]:
    """The same for stewards, with who wrote what."""
    return [Line(step.at, step.get_kind_display(), _name(step.by), step.words) for step in steps]


def _name(account: Account | None) -> str:
    member = getattr(account, "member", None)
    return member.name if member else ""


def what_about(case: Case) -> str:
    """What a matter is about, in a steward's list."""
    if case.about is not None:
        return case.about.name
    return places().name_of(case.where) if case.where else _("a text")
