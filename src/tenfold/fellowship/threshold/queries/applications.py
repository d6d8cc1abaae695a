"""Those who ask to enter, as stewards see them, and the conversation as both sides see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.permissions import Permission, require

from ..models import Application, Letters, Message, RuleKind
from .entry import Ground, RuleState, looked_at, unmet, waiting


class Narrow(StrEnum):
    """What a steward looks for among those who ask."""

    ALL = "all"
    ANSWER = "answer"  # the last word is theirs
    CONVERSATION = "conversation"
    WAVE = "wave"


def applications(*, viewer: Account, narrow: Narrow = Narrow.ALL) -> QuerySet[Application]:
    """Those who wait, in the order in which they asked, or those of them for whom something is open."""
    require(viewer, Permission.MEET_APPLICANTS)
    found = looked_at(waiting())
    if narrow == Narrow.ANSWER:
        return found.annotate(last=_last_author()).filter(last=F("member__account_id"))
    if narrow in (Narrow.CONVERSATION, Narrow.WAVE):
        return found.filter(unmet(RuleKind(narrow.value), Ground.now()))
    return found


def _last_author() -> Subquery:
    said = Message.objects.filter(application=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(said.values("author_id")[:1])


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the stewards' list: who, and which rules are open for them."""

    application: Application
    open_rules: tuple[RuleState, ...]

    @property
    def yours(self) -> bool:
        """Whether it is a steward's turn: only a conversation is missing."""
        return any(state.kind == RuleKind.CONVERSATION for state in self.open_rules)


def with_rules(found: Iterable[Application]) -> list[Waiting]:
    """Each with the rules that are still open for them."""
    ground = Ground.now()
    return [Waiting(one, tuple(state for state in ground.states(one) if not state.met)) for one in found]


def access_application(*, viewer: Account, key: str) -> Application:
    """Somebody who asked to enter, by the key of the person; whoever withdrew is out of sight."""
    require(viewer, Permission.MEET_APPLICANTS)
    asked = Application.objects.filter(asked_at__isnull=False, withdrawn_at=None, member__key=key)
    found = looked_at(asked).first()
    if found is None:
        raise Http404
    return found


def conversation(application: Application) -> QuerySet[Message]:
    """What was said, the oldest first."""
    return application.messages.select_related("author__member")


def new_for_stewards(*, viewer: Account) -> int:
    """How many who wait have said something that no steward has read."""
    require(viewer, Permission.MEET_APPLICANTS)
    unread = Q(stewards_seen_at=None) | Q(messages__at__gt=F("stewards_seen_at"))
    said = Q(messages__author_id=F("member__account_id"))
    return waiting().filter(unread, said).distinct().count()


def wants_letters(member: Member) -> bool:
    """Whether somebody wishes to be told by e-mail when the other side has written."""
    return Letters.objects.filter(member=member).exists()
