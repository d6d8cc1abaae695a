"""The written rules, the public log, and what those do who keep the rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenfold.fellowship.members.guards import account_of, member_required, permission_required
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.queries import member_of
from tenfold.fellowship.prose import as_html
from tenfold.fellowship.refusals import Refused

from .. import actions
from ..forms import HideForm, HideRenderingForm, ReasonForm, RulesForm
from ..queries import moderating as queries
from ..queries.access import access_desire, access_rendering
from ..rules_text import rules_in

KEEPING = Permission.MODERATE_DESIRES


@require_safe
@member_required
def desire_rules(request: HttpRequest, _member: Member) -> HttpResponse:
    """What is hidden and why, and how answers are counted."""
    rules = rules_in(get_language() or "en")
    context = {
        "rules": rules,
        "html": as_html(rules.text, first_heading=1),
        "keeper": allowed(account_of(request), KEEPING),
    }
    return render(request, "desires/rules.html", context)


@permission_required(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def desire_rules_edit(request: HttpRequest) -> HttpResponse:
    """Writing the rules in one of the site's languages."""
    language = request.GET.get("language", get_language() or "en")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    form = RulesForm(request.POST or None, initial={"text": rules_in(language).text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_desire_rules(actor=account_of(request), language=language, text=form.cleaned_data["text"])
        except ValidationError as mistake:
            form.add_error(None, mistake)
        else:
            messages.success(request, _("The rules are in force in these words."))
            return redirect("desire_rules")
    context = {"form": form, "language": language, "languages": settings.LANGUAGES}
    return render(request, "desires/rules_edit.html", context)


@require_safe
@member_required
def desire_log(request: HttpRequest, member: Member) -> HttpResponse:
    """The public log: what was hidden by which rule and why. No names, and not the words themselves."""
    return render(request, "desires/log.html", {"page": queries.public_log(viewer=member, page=_page(request))})


@permission_required(KEEPING)
@require_safe
def desire_keeping(request: HttpRequest) -> HttpResponse:
    """What those look at who keep the rules: what is hidden now, and crowds."""
    viewer = account_of(request)
    me = member_of(account=viewer)
    context = {
        "zone": me.zone if me else "UTC",
        "crowds": queries.crowds(viewer=viewer, page=_page(request)),
        "hidden": queries.hidden_now(viewer=viewer, page=request.GET.get("hidden", "1")),
    }
    return render(request, "desires/keeping.html", context)


def _done(request: HttpRequest, form: Form, act: Callable[..., object]) -> bool:
    """Do what a keeper of the rules sent with this form; what is in the way is said on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(actor=account_of(request), **form.cleaned_data)
    except (Refused, ValidationError) as refusal:
        form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        return False
    return True


@permission_required(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def desire_hide(request: HttpRequest, key: str) -> HttpResponse:
    """Hide a desire by a rule, with a reason."""
    desire = access_desire(viewer=account_of(request), key=key)
    form = HideForm(request.POST or None)
    act = partial(actions.hide_desire, desire=desire)
    if _done(request, form, act):
        messages.success(request, _("The desire is hidden. Its author reads the rule and the reason."))
        return redirect("desire_keeping")
    return render(request, "desires/hide.html", {"form": form, "desire": desire})


@permission_required(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def desire_show(request: HttpRequest, key: str) -> HttpResponse:
    """Show a hidden desire again, with a reason."""
    desire = access_desire(viewer=account_of(request), key=key)
    form = ReasonForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "desire": desire, "hiding": queries.hiding_of(desire)}
    act = partial(actions.show_desire, desire=desire)
    if _done(request, form, act):
        messages.success(request, _("The desire is shown again."))
        return redirect("desire", desire.key)
    return render(request, "desires/show.html", context)


@permission_required(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def rendering_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide words of a desire in another language by a rule, with a reason."""
    rendering = access_rendering(viewer=account_of(request), pk=pk)
    form = HideRenderingForm(request.POST or None)
    act = partial(actions.hide_rendering, rendering=rendering)
    if _done(request, form, act):
        messages.success(request, _("The words are hidden. Who gave them reads the rule and the reason."))
        return redirect("desire", rendering.desire.key)
    return render(request, "desires/rendering_hide.html", {"form": form, "rendering": rendering})


@permission_required(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def rendering_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show hidden words in another language again, with a reason."""
    rendering = access_rendering(viewer=account_of(request), pk=pk)
    form = ReasonForm(request.POST or None)
    hiding = queries.hiding_of_rendering(rendering)
    act = partial(actions.show_rendering, rendering=rendering)
    if _done(request, form, act):
        messages.success(request, _("The words are no longer hidden."))
        return redirect("desire", rendering.desire.key)
    context = {"form": form, "rendering": rendering, "hiding": hiding}
    return render(request, "desires/rendering_show.html", context)


@permission_required(KEEPING)
@require_POST
def desire_crowd(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the answers of a crowd weigh nothing, or as others again."""
    crowd = queries.access_crowd(viewer=account_of(request), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        actions.look_at_crowd(
            actor=account_of(request),
            crowd=crowd,
            weighs_nothing=request.POST.get("verb") == "out",
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("This is written down, and holds until somebody takes it back."))
    else:
        messages.error(request, _("Write a reason. Nothing was changed."))
    return redirect("desire_keeping")


def _page(request: HttpRequest) -> str:
    return request.GET.get("page", "1")
