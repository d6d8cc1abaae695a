"""What this room puts into everybody's export: their own blocks, words and cases, as far as they may see them."""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.fellowship.members.export import Row, contribute
from tenfold.fellowship.members.models import Member

from .models import Case, Decision, RulesText
from .queries import my_blocks, my_cases


def blocks(member: Member) -> Iterator[Row]:
    for block in my_blocks(member):
        yield {"who": block.other.name, "since": block.since}


def matters(member: Member) -> Iterator[Row]:
    for case in my_cases(member).prefetch_related("steps"):
        reported = case.reporter_id == member.pk
        last = max(case.decisions.all(), key=lambda decision: decision.at, default=None)
        yield {
            "matter": case.key,
            "your_part": "reported" if reported else "concerned",
            "stage": case.stage,
            "opened_at": case.opened_at,
            "words": case.words if reported else "",
            "quote": case.quote if reported else "",
            "told": "" if reported else case.matter,
            "decision": last.finding if last else "",
            "reason": last.reason if last else "",
            "closed_at": case.closed_at,
        }


def steps(member: Member) -> Iterator[Row]:
    for case in my_cases(member).prefetch_related("steps"):
        yield from _steps_of(case, member)


def _steps_of(case: Case, member: Member) -> Iterator[Row]:
    for step in case.steps.all():
        mine = step.by_id is not None and step.by_id == member.account_id
        yield {"matter": case.key, "at": step.at, "what": step.kind, "words": step.words if mine else ""}


def written(member: Member) -> Iterator[Row]:
    """What a steward wrote: rules and decisions, without the people they are about."""
    for rules in RulesText.objects.filter(by=member.account_id, by__isnull=False):
        yield {"at": rules.at, "what": "rules", "language": rules.language, "text": rules.text}
    for decision in Decision.objects.filter(by=member.account_id, by__isnull=False):
        yield {"at": decision.at, "what": decision.finding, "language": "", "text": decision.reason}


def contribute_all() -> None:
    """Put the tables of this room into the export."""
    contribute("blocks", blocks)
    contribute("conduct_written", written)
    contribute("matters", matters)
    contribute("matter_steps", steps)
