"""Those who ask to enter, before stewards: in the order in which they asked, each with what is open."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.members.visibility import card_of

from .. import actions
from ..forms import MessageForm
from ..models import Application, RuleKind
from ..queries.applications import (
    Narrow,
    access_application,
    applications,
    conversation,
    wants_letters,
    with_rules,
)
from ..queries.entry import Ground, in_force
from .words import rule_words

ON_A_PAGE = 25


@permission_required(Permission.MEET_APPLICANTS)
def applications_page(request: HttpRequest) -> HttpResponse:
    """Everybody who waits, or those of them for whom something is open."""
    viewer = account_of(request)
    asked = request.GET.get("show", "")
    narrow = Narrow(asked) if asked in set(Narrow) else Narrow.ALL
    page = Paginator(applications(viewer=viewer, narrow=narrow), ON_A_PAGE).get_page(request.GET.get("page"))
    names = {
        Narrow.ALL: _("All"),
        Narrow.ANSWER: _("Wrote last"),
        Narrow.CONVERSATION: _("Wait for a conversation"),
        Narrow.WAVE: _("Wait for their wave"),
    }
    member = member_of(account=viewer)
    context = {
        "page": page,
        "rows": [
            {"one": one.application, "open": [rule_words(state.kind) for state in one.open_rules]}
            for one in with_rules(page)
        ],
        "segments": [{"url": f"?show={one}", "label": words, "current": one == narrow} for one, words in names.items()],
        "letters": member is not None and wants_letters(member),
        "narrow": narrow,
    }
    return render(request, "threshold/applications.html", context)


@never_cache
@permission_required(Permission.MEET_APPLICANTS)
def application(request: HttpRequest, key: str) -> HttpResponse:
    """One person: why they come, what is open, the conversation."""
    found = access_application(viewer=account_of(request), key=key)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say(actor=account_of(request), application=found, text=form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error("text", error.messages)
        else:
            return redirect("application", key=key)
    actions.look(actor=account_of(request), application=found)
    return render(request, "threshold/application.html", _told(found, form), status=422 if form.errors else 200)


def _told(found: Application, form: MessageForm) -> dict[str, object]:
    ground = Ground.now()
    return {
        "application": found,
        "card": card_of(found.member),
        "states": [(rule_words(state.kind), state) for state in ground.states(found)],
        "asks_conversation": RuleKind.CONVERSATION in in_force(ground.gate),
        "conversation": list(conversation(found)),
        "form": form,
    }


@require_POST
@permission_required(Permission.MEET_APPLICANTS)
def application_spoken(request: HttpRequest, key: str) -> HttpResponse:
    """Note that a conversation took place, or that it did not after all."""
    found = access_application(viewer=account_of(request), key=key)
    spoken = request.POST.get("spoken") != "no"
    try:
        actions.mark_spoken(actor=account_of(request), application=found, spoken=spoken)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("application", key=key)
    found.refresh_from_db()
    if found.entered_at is not None:
        name = found.member.name
        messages.success(request, _("Every rule is met: %(name)s is a member now.") % {"name": name})
    else:
        messages.success(request, _("It is written down."))
    return redirect("application", key=key)
