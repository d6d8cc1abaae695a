"""What this room puts into everybody's export: one's own desires, answers and renderings, with what they were to."""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.fellowship.members.export import Row, contribute
from tenfold.fellowship.members.models import Member

from .models import Crowd, Desire, DesireRules, Hiding, Rendering, Response


def desires(member: Member) -> Iterator[Row]:
    rows = Desire.objects.filter(author=member).select_related("circle", "follows", "season_round")
    for desire in rows.prefetch_related("hidings").order_by("pk"):
        hiding = next((one for one in desire.hidings.all() if not one.language), None)
        yield {
            "key": desire.key,
            "for": where(desire),
            "text": desire.text,
            "language": desire.language,
            "without_my_name": desire.anonymous,
            "standing": desire.standing,
            "follows": desire.follows.key if desire.follows else "",
            "round": desire.season_round.title if desire.season_round else "",
            "created_at": desire.created_at,
            "ended_at": desire.ended_at,
            "hidden_by_rule": hiding.rule if hiding else "",
            "hidden_because": hiding.reason if hiding else "",
        }


def answers(member: Member) -> Iterator[Row]:
    """One's own answers; of what others wrote only what one may read."""
    rows = Response.objects.filter(member=member).select_related("desire__circle").order_by("pk")
    for response in rows.iterator(2000):
        hidden = response.desire.standing == Desire.Standing.HIDDEN
        yield {
            "desire": response.desire.key,
            "for": where(response.desire),
            "text": "" if hidden else response.desire.text,
            "answer": Response.Value(response.value).name.lower().replace("_", " "),
            "at": response.responded_at,
        }


def renderings(member: Member) -> Iterator[Row]:
    rows = Rendering.objects.filter(by=member).select_related("desire").prefetch_related("hidings")
    for rendering in rows.order_by("pk"):
        hiding = next(iter(rendering.hidings.all()), None)
        yield {
            "desire": rendering.desire.key,
            "language": rendering.language,
            "text": rendering.text,
            "at": rendering.at,
            "hidden_by_rule": hiding.rule if hiding else "",
            "hidden_because": hiding.reason if hiding else "",
        }


def kept_rules(member: Member) -> Iterator[Row]:
    """What somebody wrote while keeping the rules."""
    account = member.account_id
    if account is None:
        return
    for rules in DesireRules.objects.filter(by=account):
        yield {"at": rules.at, "what": "rules", "about": rules.language, "text": rules.text}
    for hiding in Hiding.objects.filter(by=account).select_related("desire"):
        yield {"at": hiding.at, "what": f"hidden: {hiding.rule}", "about": _what(hiding), "text": hiding.reason}
    for hiding in Hiding.objects.filter(lifted_by=account).select_related("desire"):
        yield {"at": hiding.lifted_at, "what": "shown", "about": _what(hiding), "text": hiding.lifted_reason}
    for crowd in Crowd.objects.filter(looked_by=account).select_related("desire"):
        yield {"at": crowd.looked_at, "what": "crowd", "about": crowd.desire.key, "text": crowd.reason}


def _what(hiding: Hiding) -> str:
    """The key of a desire, with the language of its words where only those were hidden."""
    return f"{hiding.desire.key} {hiding.language}".strip()


def where(desire: Desire) -> str:
    """The circle as level-number, or "whole"."""
    return f"{desire.circle.level}-{desire.circle.number}" if desire.circle else "whole"


def contribute_all() -> None:
    """Put the tables of this room into the export."""
    contribute("desires", desires)
    contribute("desire_answers", answers)
    contribute("desire_renderings", renderings)
    contribute("desire_rules_kept", kept_rules)
