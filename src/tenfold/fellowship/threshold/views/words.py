"""Rules of entry in words: what each asks, how it stands for somebody, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import RuleKind
from ..queries.entry import RuleState

ASKED: dict[str, Promise] = {
    RuleKind.PATH: gettext_lazy("Read the short path: a few texts, each with a question."),
    RuleKind.PURPOSE: gettext_lazy("Agree to what the fellowship is for."),
    RuleKind.PROFILE: gettext_lazy("Say which languages you speak and when you are free in the week."),
    RuleKind.CONVERSATION: gettext_lazy("Have a conversation with a steward. That it took place is enough."),
    RuleKind.INVITATION: gettext_lazy("Have an invitation from a member."),
    RuleKind.WAVE: gettext_lazy("Entry is open for your country, your origin or your city."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as the person reads it: what it asks, whether it is met, how it stands, and their next step."""

    asked: str
    met: bool
    stands: str
    href: str = ""
    verb: str = ""


def rule_words(kind: str) -> str:
    """What a rule asks."""
    return str(ASKED[kind])


def line_of(state: RuleState) -> Line:
    """One rule for the person whom it is for."""
    if state.by_invitation:
        return Line(rule_words(state.kind), True, _("Your invitation stands for it."))
    if state.met:
        return Line(rule_words(state.kind), True, _("This is met."))
    if state.in_own_hands:
        href, verb = _next_step(state.kind)
        return Line(rule_words(state.kind), False, _("This is in your own hands."), href, verb)
    return Line(rule_words(state.kind), False, f"{_waits_for(state.kind)} {before_words(state.before or 0)}")


def _next_step(kind: RuleKind) -> tuple[str, str]:
    steps = {
        RuleKind.PATH: (reverse("path"), _("Go on with the path")),
        RuleKind.PURPOSE: (reverse("purpose"), _("Read the purpose")),
        RuleKind.PROFILE: (reverse("profile_edit"), _("Give languages and hours")),
    }
    return steps[kind]


def _waits_for(kind: RuleKind) -> str:
    waits = {
        RuleKind.CONVERSATION: _("A steward writes to you below, or you write first."),
        RuleKind.INVITATION: _("A member can make a link for you; open it in this browser."),
        RuleKind.WAVE: _("The stewards open entry step by step. You need do nothing for it."),
    }
    return waits[kind]


def before_words(number: int) -> str:
    """How many wait for the same and asked before."""
    if not number:
        return _("Nobody who asked before you waits for this.")
    return ngettext(
        "%(n)d person who asked before you waits for the same.",
        "%(n)d people who asked before you wait for the same.",
        number,
    ) % {"n": number}
