"""A member invites somebody: a link to hand on, which counts at the threshold."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tenfold.fellowship.members.actions import invite_as_member, revoke_invitation
from tenfold.fellowship.members.actions.invitations import path_of
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Invitation, Member

from ..models import RuleKind
from ..queries.entry import gate, in_force


@never_cache
@member_required
def invite(request: HttpRequest, member: Member) -> HttpResponse:  # noqa: ARG001
    """One's own links, and a new one, whose address is shown this once."""
    link = None
    counts = RuleKind.INVITATION in in_force(gate())
    if request.method == "POST" and counts:
        try:
            _made, token = invite_as_member(actor=account_of(request), note=request.POST.get("note", ""))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            link = f"{settings.URL}{path_of(token)}"
    own = Invitation.objects.filter(created_by=account_of(request), from_member=True)
    context = {"link": link, "counts": counts, "own": own, "now": timezone.now()}
    return render(request, "threshold/invite.html", context)


@require_POST
@member_required
def invite_revoke(request: HttpRequest, member: Member, pk: int) -> HttpResponse:  # noqa: ARG001
    """Close a link of one's own."""
    found = Invitation.objects.filter(pk=pk, created_by=account_of(request), from_member=True).first()
    if found is None:
        raise Http404
    revoke_invitation(actor=account_of(request), invitation=found)
    messages.success(request, _("The link is closed."))
    return redirect("invite")
