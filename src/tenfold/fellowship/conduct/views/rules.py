"""The written rules, for everybody; and changing them, for stewards."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenfold.fellowship.members.guards import account_of, permission_required
from tenfold.fellowship.members.permissions import Permission
from tenfold.fellowship.prose import as_html

from ..actions import write_rules
from ..forms import RulesForm
from ..rules_text import rules_in


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What is asked of everybody here, and how a report is dealt with."""
    found = rules_in(get_language() or "en")
    return render(request, "conduct/rules.html", {"rules": found, "html": as_html(found.text)})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.HANDLE_MATTERS)
def rules_edit(request: HttpRequest) -> HttpResponse:
    """The rules in one language, to be written anew."""
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = (get_language() or "en").partition("-")[0]
    found = rules_in(language)
    text = found.text if found.language == language else ""
    form = RulesForm(request.POST or None, initial={"language": language, "text": text})
    if request.method == "POST" and form.is_valid():
        write_rules(actor=account_of(request), **form.cleaned_data)
        messages.success(request, _("The rules are written down. They are in force from now on."))
        return redirect("conduct_rules")
    context = {"form": form, "language": language, "languages": settings.LANGUAGES, "since": found.since}
    return render(request, "conduct/rules_edit.html", context, status=422 if form.errors else 200)
