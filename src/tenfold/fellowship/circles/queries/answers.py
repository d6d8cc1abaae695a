"""What was answered before, so that the next proposal honours it as far as it can."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product

from django.utils import timezone

from tenfold.fellowship.members.models import Member

from ..models import Formation, Placement, Reason
from ..when import UNTIL_I_SAY

FEWEST_COUNTED = 5
"""Reasons are counted for stewards only when so many people gave some."""


def refused_circles(members: Iterable[int]) -> dict[int, set[int]]:
    """The circles that these members said no to, by member: nobody is asked for the same one again. One query."""
    said_no = Placement.objects.filter(member__in=set(members), level=1, standing=Placement.Standing.DECLINED)
    found: dict[int, set[int]] = defaultdict(set)
    for member, circle in said_no.values_list("member", "circle"):
        found[member].add(circle)
    return dict(found)


def known_already() -> set[tuple[int, int]]:
    """Pairs of members of whom one asked for others because they know each other: they count as having met.

    Two queries, however many they are.
    """
    said = Placement.objects.filter(answer=Placement.Answer.ANOTHER, level=1)
    sayers = [
        (member, circle)
        for member, circle, reasons in said.values_list("member", "circle", "reasons")
        if Reason.KNOWN in reasons
    ]
    beside: dict[int, set[int]] = defaultdict(set)
    asked = Placement.objects.filter(circle__in={circle for _, circle in sayers}, level=1)
    for circle, member in asked.exclude(standing=Placement.Standing.WITHDRAWN).values_list("circle", "member"):
        beside[circle].add(member)
    return {pair for member, circle in sayers for pair in product([member], beside[circle]) if pair[0] != pair[1]}


def reasons_given(formation: Formation) -> tuple[dict[str, int], list[str]]:
    """Why people asked for another seat: reasons counted (empty for fewer than a few people), and their own words.

    The words come without names, in no order that tells whose they are. One query.
    """
    given = formation.placements.filter(answer=Placement.Answer.ANOTHER).values_list("reasons", flat=True)
    said = [reasons for reasons in given if reasons]
    counted = Counter(reason for reasons in said for reason in reasons if reason in Reason.values)
    words = sorted(reason for reasons in said for reason in reasons if reason not in Reason.values)
    return (dict(counted) if len(said) >= FEWEST_COUNTED else {}), words


def my_state(member: Member) -> str:
    """Where somebody without a seat stands: "waiting", "later" (from a day on), "when I say", or "not waiting"."""
    if member.waits_since is None:
        return "not waiting"
    if member.not_before is None or member.not_before <= timezone.now().date():
        return "waiting"
    return "when I say" if member.not_before == UNTIL_I_SAY else "later"
