"""The page "Come in as …": it exists in the demo only."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tenfold.fellowship.members.models import Account

from .company import company


@require_http_methods(["GET", "POST"])
def come_in(request: HttpRequest) -> HttpResponse:
    """Choose somebody of the demo community and look through their eyes."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        account = get_object_or_404(Account, member__key=request.POST.get("member", ""))
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("today")
    return render(request, "site/come_in.html", {"company": company()})
