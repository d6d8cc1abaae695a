"""What pages of other rooms ask the threshold: what the fellowship is for, and whether one may ask to enter."""

from __future__ import annotations

from django import template

from tenfold.fellowship.members.models import Member

from ..models import RuleKind
from ..queries.entry import gate, in_force
from ..queries.purpose import Stance, Wording, current_purpose, stance_of, worded

register = template.Library()


@register.simple_tag
def the_purpose() -> Wording | None:
    """The version in force in the reader's language; None before anything was written."""
    return worded(current_purpose())


@register.simple_tag
def asking_is_open() -> bool:
    """Whether anybody may ask to enter."""
    return gate().asking


@register.simple_tag
def members_invite() -> bool:
    """Whether an invitation from a member counts at the threshold, so that members can make one."""
    return RuleKind.INVITATION in in_force(gate())


@register.inclusion_tag("threshold/purpose_card.html")
def purpose_card(member: Member | None) -> dict[str, Stance | None]:
    """A kind question where a member has said nothing yet to the version in force; nothing otherwise."""
    stance = stance_of(member) if member is not None else None
    return {"stance": stance if stance is not None and stance.is_new else None}
