"""What answers are made of, and who may ask for which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.members.schemas import MistakesOut

from .. import forms
from ..models import Application, Message, Purpose, RuleKind
from ..queries.applications import (
    Waiting,
    conversation,
    wants_letters,
)
from ..queries.entry import RuleState, application_of, earlier_than, gate, in_force, open_waves, own_states
from ..queries.purpose import stance_of
from ..views.words import rule_words

REFUSED: dict[int, Any] = {403: MistakesOut, 404: MistakesOut, 422: MistakesOut}
ON_A_PAGE = 100
Answer = Any


def mine(request: HttpRequest) -> Member:
    """The person who asks: a member, or somebody who asks to enter."""
    member = member_of(account=account_of(request))
    if member is None:
        raise Http404
    return member


def own_application(request: HttpRequest) -> Application:
    found = application_of(mine(request))
    if found is None:
        raise Http404
    return found


def purpose_out(found: Purpose) -> dict[str, Any]:
    texts = {text.language: text.text for text in found.texts.all()}
    return {"number": found.number, "written_at": found.written_at, "note": found.note, "texts": texts}


def entry_out() -> dict[str, Any]:
    found = gate()
    rules = in_force(found)
    opened = [wave.value for wave in open_waves()] if RuleKind.WAVE in rules else []
    return {"asking": found.asking, "rules": rules, "stands_for": found.stands_for, "waves": opened}


def stance_out(member: Member) -> dict[str, Any]:
    stance = stance_of(member)
    return {
        "current": stance.current.number if stance.current else None,
        "agrees": stance.agrees,
        "said_nothing_yet": stance.is_new,
        "agreed_to": stance.agreed_to.number if stance.agreed_to else None,
    }


def rule_out(state: RuleState) -> dict[str, Any]:
    return {
        "rule": state.kind,
        "asks": rule_words(state.kind),
        "met": state.met,
        "by_invitation": state.by_invitation,
        "in_own_hands": state.in_own_hands,
        "before": state.before,
    }


def application_out(found: Application) -> dict[str, Any]:
    plain = ("why", "begun_at", "asked_at", "entered_at", "withdrawn_at")
    waits = found.asked_at is not None and found.is_open
    seen: dict[str, Any] = {
        "why": forms.WhyForm,
        "code": forms.CodeForm,
        "answer": forms.AnswerForm,
        "text": forms.MessageForm,
    }
    return {
        **{name: getattr(found, name) for name in plain},
        "before": earlier_than(found).count() if waits else None,
        "rules": [rule_out(state) for state in own_states(found)] if found.is_open else [],
        "steps": list(found.steps.all()),
        "letters": wants_letters(found.member),
        "seen_by": {name: str(form.seen_by[name]) for name, form in seen.items()},
    }


def applicant_out(one: Waiting) -> dict[str, Any]:
    found, member = one.application, one.application.member
    plain = ("key", "name", "country", "origin", "gift")
    return {
        **{name: getattr(member, name) for name in plain},
        "why": found.why,
        "asked_at": found.asked_at,
        "entered_at": found.entered_at,
        "spoken_at": found.spoken_at,
        "languages": [language.code for language in member.languages.all()],
        "open_rules": [state.kind for state in one.open_rules] if found.is_open else [],
    }


def messages_out(found: Application, page: int | None) -> list[dict[str, Any]]:
    """A page of the conversation; the last one for None."""
    if found.withdrawn_at is not None:
        raise PermissionDenied(_("This conversation has ended."))
    pages = Paginator(conversation(found), ON_A_PAGE)
    shown: Iterable[Message] = pages.get_page(pages.num_pages if page is None else page)
    return [
        {
            "at": message.at,
            "by": "applicant" if message.author_id == found.member.account_id else "steward",
            "name": member.name if (member := getattr(message.author, "member", None)) else "",
            "text": message.text,
        }
        for message in shown
    ]
