"""Tokens for one's own programs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tenfold.fellowship.refusals import Refused

from .. import actions, queries
from ..forms.api_tokens import ApiTokenForm
from ..guards import account_of, member_required
from ..models import Member


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def tokens(request: HttpRequest, _member: Member) -> HttpResponse:
    """One's own tokens, and a new one, whose secret is shown this once."""
    form = ApiTokenForm(request.POST or None)
    secret = None
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = actions.create_api_token(actor=account_of(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            form = ApiTokenForm()
    context = {"form": form, "secret": secret, "tokens": list(queries.api_tokens(viewer=account_of(request)))}
    return render(request, "members/api_tokens.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def token_end(request: HttpRequest, _member: Member, pk: int) -> HttpResponse:
    """End a token at once."""
    token = queries.access_api_token(viewer=account_of(request), pk=pk)
    actions.revoke_api_token(actor=account_of(request), token=token)
    messages.success(request, _("The token “%(name)s” is ended.") % {"name": token.name})
    return redirect("api_tokens")
