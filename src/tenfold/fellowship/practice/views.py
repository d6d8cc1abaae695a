"""The panel of a circle's inner work, and what its form sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.circles.queries.access import access_circle, access_own_seat
from tenfold.fellowship.circles.views.words import address_of, name_of
from tenfold.fellowship.members.guards import account_of, member_required
from tenfold.fellowship.members.models import Member

from .actions import LONGEST, share, take_back
from .queries import access_own_sharing, sharings, sits_in


class ShareForm(forms.Form):
    """A few words for one's circle."""

    text = forms.CharField(
        label=gettext_lazy("A few words for your circle"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    seen_by = {
        "text": gettext_lazy("Only those who sit in this circle see this, the stewards do not. You can take it back.")
    }


@member_required
def inner(request: HttpRequest, _member: Member, level: int, number: int) -> HttpResponse:
    """All that was shared in a circle; POST shares."""
    circle = access_circle(viewer=account_of(request), level=level, number=number)
    access_own_seat(viewer=account_of(request), circle=circle)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        share(actor=account_of(request), circle=circle, text=form.cleaned_data["text"])
        messages.success(request, _("Your circle can read it now."))
        return redirect(f"{address_of(circle)}#inner")
    found = sharings(circle, viewer=account_of(request), page=request.GET.get("page", 1))
    context = {"circle": circle, "name": name_of(circle), "form": form, "found": found}
    return render(request, "practice/inner.html", context)


@member_required
@require_POST
def forget(request: HttpRequest, _member: Member, pk: int) -> HttpResponse:
    """Take back what one shared."""
    sharing = access_own_sharing(viewer=account_of(request), pk=pk)
    circle = sharing.circle
    take_back(actor=account_of(request), sharing=sharing)
    messages.success(request, _("It is erased."))
    return redirect(f"{address_of(circle)}#inner")


def panel(circle: Circle, viewer: Member) -> Mapping[str, Any] | None:
    """The latest that was shared, and the form, for those who sit in the circle."""
    if viewer.account is None or not sits_in(circle, viewer=viewer.account):
        return None
    return {
        "circle": circle,
        "found": sharings(circle, viewer=viewer.account),
        "form": ShareForm(),
        "viewer": viewer,
    }
