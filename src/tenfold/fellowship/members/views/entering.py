"""The way in: an invitation, and one's own yes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import actions
from ..forms.entering import EnterForm
from ..guards import account_of
from ..models import Invitation, Member, Role, Standing
from ..queries import invitation_by_token, member_of, open_invitation
from ..visibility import card_of

SESSION_KEY = "invitation"
"""Under which a browser that opened an invitation keeps its id until the person has entered."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what, and what happens when one goes on."""
    invitation = invitation_by_token(token)
    if invitation is None:
        return render(request, "members/invitation_over.html", status=404)
    if request.method != "POST":
        return render(request, "members/invited.html", {"invitation": invitation})
    request.session[SESSION_KEY] = invitation.pk
    return redirect("enter" if request.user.is_authenticated else "account_signup")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The person's own act: from here on they are a member. Also the way back for those who left."""
    account = account_of(request)
    member = member_of(account=account)
    if member is not None and member.standing == Standing.ENTERED:
        return redirect("today")
    invitation = open_invitation(request.session.get(SESSION_KEY))
    if member is None and invitation is None:
        return render(request, "members/nobody.html")
    prepared = member or (invitation.member if invitation else None)
    form = EnterForm(request.POST or None, initial={"name": prepared.name if prepared else ""})
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter(actor=account, name=form.cleaned_data["name"], invitation=invitation)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            request.session.pop(SESSION_KEY, None)
            return _welcome(request, entered, invitation)
    context = {"form": form, "returning": member is not None, "card": _told(prepared), "invitation": invitation}
    return render(request, "members/enter.html", context, status=422 if form.errors else 200)


def _told(prepared: Member | None) -> object:
    """What a steward's list says about the person who is about to enter."""
    return card_of(prepared) if prepared and prepared.standing == Standing.INVITED else None


def _welcome(request: HttpRequest, member: Member, invitation: Invitation | None) -> HttpResponse:
    if invitation is not None and invitation.role == Role.STEWARD and invitation.created_by_id is None:
        messages.success(request, _("Welcome. Give the fellowship its name and say what it is for."))
        return redirect("fellowship_edit")
    messages.success(
        request, _("Welcome, %(name)s. Tell when you are free, and a ten can be found for you.") % {"name": member.name}
    )
    return redirect("profile_edit")
