"""Inviting people: links, lists of links, letters."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import actions, queries
from ..actions.invitations import path_of
from ..export import csv_of
from ..forms.stewards import InvitationForm
from ..guards import account_of, permission_required
from ..models import Member, Standing
from ..permissions import Permission

LINKS_ON_A_PAGE = 30


@never_cache
@permission_required(Permission.INVITE)
def invitations(request: HttpRequest) -> HttpResponse:
    """All links that anybody may take up, and a new one, whose address is shown this once."""
    form = InvitationForm(request.POST or None)
    link = None
    if request.method == "POST" and form.is_valid():
        try:
            _invitation, token = actions.create_invitation(actor=account_of(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            link = f"{settings.URL}{path_of(token)}"
            form = InvitationForm()
    found = queries.invitations(viewer=account_of(request))
    context = {
        "form": form,
        "link": link,
        "page": Paginator(found, LINKS_ON_A_PAGE).get_page(request.GET.get("page")),
        "now": timezone.now(),
        **_waiting(),
    }
    return render(request, "members/invitations.html", context, status=422 if form.errors else 200)


def _waiting() -> dict[str, int]:
    """How many are invited and have not come in, and how many of them could still be written to."""
    letters = queries.letters_to_write()
    return {
        "invited": Member.objects.filter(standing=Standing.INVITED).count(),
        "unwritten": letters.filter(letter_at=None).count(),
        "written": letters.exclude(letter_at=None).count(),
    }


@require_POST
@permission_required(Permission.INVITE)
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a link."""
    invitation = queries.access_invitation(viewer=account_of(request), pk=pk)
    actions.revoke_invitation(actor=account_of(request), invitation=invitation)
    messages.success(request, _("The link is closed."))
    return redirect("invitations")


@require_POST
@permission_required(Permission.INVITE)
def invitation_links(request: HttpRequest) -> HttpResponse:
    """A personal link for everyone who has not come in yet, as a spreadsheet."""
    links = actions.create_personal_links(actor=account_of(request))
    rows = [
        {
            "id": member.external_id or member.key,
            "name": member.name,
            "email": member.email,
            "link": f"{settings.URL}{path_of(token)}",
        }
        for member, token in links
    ]
    headers = {"Content-Disposition": 'attachment; filename="invitations.csv"', "Cache-Control": "no-store"}
    return HttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8", headers=headers)


@permission_required(Permission.INVITE)
def invitation_letters(request: HttpRequest) -> HttpResponse:
    """Write to all who wait, after reading how many that are."""
    if request.method != "POST":
        return render(request, "members/letters.html", _waiting())
    sent = actions.send_letters(actor=account_of(request))
    if sent:
        words = ngettext("%(sent)d letter is on its way.", "%(sent)d letters are on their way.", sent) % {"sent": sent}
        messages.success(request, words)
    else:
        messages.info(request, _("There is nobody to write to: everyone with an address has a letter already."))
    return redirect("invitations")


@require_POST
@permission_required(Permission.INVITE)
def member_letter(request: HttpRequest, key: str) -> HttpResponse:
    """Write to one person, also once more."""
    actor = account_of(request)
    member = queries.access_member(viewer=actor, key=key)
    if actions.send_letter_again(actor=actor, member=member):
        messages.success(request, _("The letter is on its way."))
    else:
        messages.info(request, _("A letter went out within the last hour; it was not sent again."))
    return redirect("member", key=key)
