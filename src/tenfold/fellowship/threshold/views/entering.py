"""The way in: a link, one's own yes; or a name, for whoever asks."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenfold.fellowship.members.actions import enter as enter_again
from tenfold.fellowship.members.guards import account_of
from tenfold.fellowship.members.models import Invitation, Member, Role, Standing
from tenfold.fellowship.members.queries import invitation_by_token, member_of, open_invitation
from tenfold.fellowship.members.visibility import card_of

from .. import actions
from ..forms import BeginForm, EnterForm
from ..queries.entry import asks_to_agree, gate, left_by, opens_door
from .words import rule_words

SESSION_KEY = "invitation"
"""Under which a browser that opened an invitation keeps its id until the person has entered or asked to."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what, and what happens when one goes on."""
    invitation = invitation_by_token(token)
    if invitation is None:
        return render(request, "threshold/invitation_over.html", status=404)
    if request.method == "POST":
        request.session[SESSION_KEY] = invitation.pk
        return redirect("enter" if request.user.is_authenticated else "account_signup")
    found = gate()
    context = {
        "invitation": invitation,
        "opens_door": opens_door(found, invitation),
        "rules": [rule_words(kind) for kind in left_by(found, invitation)],
    }
    return render(request, "threshold/invited.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Where everybody is led who is signed in and no member: each to the way in that is theirs."""
    member = member_of(account=account_of(request))
    if member is not None and member.standing == Standing.ENTERED:
        return redirect("today")
    invitation = open_invitation(request.session.get(SESSION_KEY))
    if member is not None and member.standing == Standing.LEFT:
        return _door(request, member, invitation)
    if invitation is not None and opens_door(gate(), invitation):
        return _door(request, member, invitation)
    if member is not None:
        return _to_threshold(request, invitation)
    if invitation is not None or gate().asking:
        return _begin(request, invitation)
    return render(request, "threshold/nobody.html")


def _door(request: HttpRequest, member: Member | None, invitation: Invitation | None) -> HttpResponse:
    """The person's own act: from here on they are a member. Also the way back for those who left."""
    returning = member is not None and member.standing == Standing.LEFT
    agreeing = not returning and invitation is not None and asks_to_agree(gate(), invitation)
    prepared = (invitation.member if invitation else None) or member
    named = member or prepared
    form = EnterForm(request.POST or None, initial={"name": named.name if named else ""}, asks_to_agree=agreeing)
    if request.method == "POST" and form.is_valid():
        try:
            entered = _entered(request, form, invitation, returning=returning)
        except ValidationError as error:
            _take_errors(form, error)
        else:
            request.session.pop(SESSION_KEY, None)
            return _welcome(request, entered, invitation)
    context = {"form": form, "returning": returning, "card": _told(prepared), "agreeing": agreeing}
    return render(request, "threshold/enter.html", context, status=422 if form.errors else 200)


def _entered(request: HttpRequest, form: EnterForm, invitation: Invitation | None, *, returning: bool) -> Member:
    account, said = account_of(request), form.cleaned_data
    if invitation is None or (returning and not opens_door(gate(), invitation)):
        return enter_again(actor=account, name=said["name"])
    return actions.come_in(actor=account, name=said["name"], invitation=invitation, agreed=said.get("agreed", False))


def _to_threshold(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Somebody who asks already: a link they opened in the meantime counts from now on."""
    if invitation is not None:
        request.session.pop(SESSION_KEY, None)
        try:
            actions.bring_invitation(actor=account_of(request), invitation=invitation)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Your invitation counts from now on."))
    return redirect("threshold")


def _begin(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """A name, and the way through the rules begins."""
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin(actor=account_of(request), name=form.cleaned_data["name"], invitation=invitation)
        except ValidationError as error:
            _take_errors(form, error)
        else:
            request.session.pop(SESSION_KEY, None)
            _keep_steps(request)
            return redirect("threshold")
    rules = [rule_words(kind) for kind in left_by(gate(), invitation)]
    context = {"form": form, "rules": rules, "invitation": invitation}
    return render(request, "threshold/begin.html", context, status=422 if form.errors else 200)


def _keep_steps(request: HttpRequest) -> None:
    """What a visitor read of the path before they had a name counts."""
    for number in request.session.pop("path", []):
        actions.take_step(actor=account_of(request), number=number)


def _told(prepared: Member | None) -> object:
    """What a steward's list says about the person who is about to enter."""
    return card_of(prepared) if prepared and prepared.standing == Standing.INVITED else None


def _take_errors(form: BeginForm | EnterForm, error: ValidationError) -> None:
    for name, found in error.error_dict.items() if hasattr(error, "error_dict") else [(None, [error])]:
        form.add_error(name if name in form.fields else None, found)


def _welcome(request: HttpRequest, member: Member, invitation: Invitation | None) -> HttpResponse:
    if invitation is not None and invitation.role == Role.STEWARD and invitation.created_by_id is None:
        messages.success(request, _("Welcome. Give the fellowship its name, then say what it is for."))
        return redirect("fellowship_edit")
    messages.success(
        request, _("Welcome, %(name)s. Tell when you are free, and a ten can be found for you.") % {"name": member.name}
    )
    return redirect("profile_edit")
