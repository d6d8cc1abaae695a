"""What is one's own: taking it along, leaving, being forgotten, and seeing what was done."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenfold.fellowship.audit.queries import entries_concerning
from tenfold.fellowship.audit.words import words_of

from .. import actions
from ..guards import account_of, member_required
from ..models import Member, Role
from ..queries import member_of, stewards_count

ENTRIES = 50


@login_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Everything one can do with what is kept about oneself; open to those who left, too."""
    return render(request, "members/privacy.html", {"member": member_of(account=account_of(request))})


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """All of one's data as one file."""
    content = actions.export(actor=account_of(request))
    name = f"tenfold-{timezone.localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@member_required
def leave(request: HttpRequest, member: Member) -> HttpResponse:
    """The second of the two clicks. Nothing is asked."""
    if request.method == "POST":
        actions.leave(actor=account_of(request))
        messages.success(request, _("You have left, and every seat of yours is free."))
        return redirect("enter")
    last = stewards_count() == 1 and member.roles.filter(role=Role.STEWARD).exists()
    return render(request, "members/leave.html", {"last_steward": last})


@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """Be forgotten, after reading that nothing stays."""
    account = account_of(request)
    if request.method == "POST":
        actions.erase(actor=account)
        logout(request)
        messages.success(request, _("Everything about you is erased. Go well."))
        return redirect("front")
    return render(request, "members/erase.html", {"member": member_of(account=account)})


@login_required
def record(request: HttpRequest) -> HttpResponse:
    """What was done that concerns oneself, by whom, newest first."""
    account = account_of(request)
    member = member_of(account=account)
    if member is None:
        return redirect("privacy")
    page = Paginator(entries_concerning(member), ENTRIES).get_page(request.GET.get("page"))
    lines = [{"at": entry.at, "words": words_of(entry), "by": _by(entry.actor, account)} for entry in page]
    return render(request, "members/record.html", {"page": page, "lines": lines, "zone": member.zone})


def _by(actor: object, account: object) -> str:
    """Who did it, in words."""
    if actor is None:
        return _("the system, or somebody who is no longer here")
    if actor == account:
        return _("you")
    member = getattr(actor, "member", None)
    return member.name if member else _("somebody who is signed in")
