"""The page of somebody who asks to enter: the rules as they stand, the conversation, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.queries import member_of

from .. import actions, letters
from ..forms import CodeForm, MessageForm, WhyForm
from ..models import Application, RuleKind
from ..queries.applications import conversation, wants_letters
from ..queries.entry import application_of, earlier_than, own_states
from .limits import too_often
from .words import line_of

View = Callable[[HttpRequest, Application], HttpResponse]


def applicant_required(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Open to whoever stands at the threshold; the view gets their application. Others are shown the way in."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        member = member_of(account=account_of(request))
        found = application_of(member) if member and member.standing == Standing.APPLYING else None
        return view(request, found) if found else redirect("enter")

    return guarded


@applicant_required
def threshold(request: HttpRequest, application: Application) -> HttpResponse:
    """Which rule is open, who waits before and for what, what was said so far."""
    if application.withdrawn_at is not None:
        return render(request, "threshold/withdrawn.html", {"application": application})
    return _page(request, application)


def _page(request: HttpRequest, application: Application, *, status: int = 200, **forms: Form) -> HttpResponse:
    actions.look(actor=account_of(request), application=application)
    states = own_states(application)
    context = {
        "application": application,
        "lines": [line_of(state) for state in states],
        "all_mine_met": all(state.met for state in states if state.in_own_hands),
        "before": earlier_than(application).count() if application.asked_at else None,
        "conversation": list(conversation(application)),
        "letters": wants_letters(application.member),
        "why_form": WhyForm(initial={"why": application.why}),
        "message_form": MessageForm(),
        "code_form": CodeForm() if any(state.kind == RuleKind.WAVE for state in states) else None,
        **forms,
    }
    return render(request, "threshold/threshold.html", context, status=status)


@require_POST
@applicant_required
def threshold_why(request: HttpRequest, application: Application) -> HttpResponse:
    """Say why one comes."""
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, application, status=422, why_form=form)
    actions.say_why(actor=account_of(request), why=form.cleaned_data["why"])
    messages.success(request, _("It is written down."))
    return redirect("threshold")


@require_POST
@applicant_required
def threshold_code(request: HttpRequest, application: Application) -> HttpResponse:
    """Give a code. Whoever guesses gets tired."""
    form = CodeForm(request.POST)
    if too_often("code", str(request.user.pk), most=10):
        form.add_error("code", _("That was a lot at once. Please wait an hour."))
    elif form.is_valid():
        try:
            actions.give_code(actor=account_of(request), code=form.cleaned_data["code"])
        except ValidationError as error:
            form.add_error("code", error.messages)
        else:
            messages.success(request, _("The code is taken."))
            return redirect("enter")
    return _page(request, application, status=422, code_form=form)


@require_POST
@applicant_required
def threshold_ask(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask to enter; whoever meets every rule is a member with this."""
    found = actions.ask(actor=account_of(request))
    if found.entered_at is not None:
        name = application.member.name
        messages.success(request, _("Welcome, %(name)s. You are a member now.") % {"name": name})
        return redirect("today")
    messages.success(request, _("You have asked to enter. As soon as every rule is met, you are a member."))
    return redirect("threshold")


@require_POST
@applicant_required
def threshold_say(request: HttpRequest, application: Application) -> HttpResponse:
    """Write to the stewards."""
    form = MessageForm(request.POST)
    if form.is_valid():
        try:
            actions.say(actor=account_of(request), application=application, text=form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error("text", error.messages)
        else:
            return redirect("threshold")
    return _page(request, application, status=422, message_form=form)


@require_POST
@login_required
def threshold_letters(request: HttpRequest) -> HttpResponse:
    """Wish to be told by e-mail, or not; for either side."""
    wished = request.POST.get("wished") == "yes"
    actions.wish_letters(actor=account_of(request), wished=wished)
    words = _("You get a letter when somebody has written to you here.") if wished else _("You get no letters.")
    messages.success(request, words)
    member = member_of(account=account_of(request))
    return redirect("threshold" if member and member.standing == Standing.APPLYING else "applications")


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def threshold_withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Two ways to go: with everything erased, or with what was said kept for oneself."""
    if request.method == "POST":
        erase = request.POST.get("erase") == "yes"
        actions.withdraw(actor=account_of(request), erase=erase)
        words = _("You have withdrawn, and what you said is erased. Go well.") if erase else _("You have withdrawn.")
        messages.success(request, words)
        return redirect("front" if erase else "threshold")
    return render(request, "threshold/withdraw.html", {"application": application})


@require_POST
@applicant_required
def threshold_again(request: HttpRequest, application: Application) -> HttpResponse:  # noqa: ARG001
    """Go on where one was."""
    actions.come_again(actor=account_of(request))
    return redirect("threshold")


@never_cache
@member_required
def threshold_past(request: HttpRequest, member: Member) -> HttpResponse:
    """For a member: what they said when they came, and erasing it."""
    application = application_of(member)
    if request.method == "POST":
        actions.forget_threshold(actor=account_of(request))
        messages.success(request, _("What you said at the threshold is erased."))
        return redirect("privacy")
    said = list(conversation(application)) if application else []
    context = {
        "application": application,
        "conversation": said,
        "steps": list(application.steps.all()) if application else [],
    }
    return render(request, "threshold/past.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def letters_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters from the letter itself; its signed link is all that is needed, so that a mail program can, too."""
    member = letters.member_of_token(token)
    if request.method == "POST" and member is not None:
        actions.stop_letters(member=member)
        return render(request, "threshold/letters_stopped.html")
    return render(request, "threshold/letters_stop.html", {"known": member is not None}, status=200 if member else 404)
