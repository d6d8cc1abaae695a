"""One's own page: what others see, and changing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import actions
from ..forms.profile import ProfileForm, initial_of
from ..guards import account_of, member_required, person_required
from ..models import Member, Standing
from ..profile import profile_of
from ..visibility import card_of


@member_required
def profile(request: HttpRequest, member: Member) -> HttpResponse:
    """What those in one's circles see, and the doors to everything that is one's own."""
    roles = [grant.get_role_display() for grant in member.roles.all()]
    return render(request, "members/profile.html", {"member": member, "card": card_of(member), "roles": roles})


@person_required
def profile_edit(request: HttpRequest, member: Member) -> HttpResponse:
    """Say who one is. What was typed stays until it is right. Who asks to enter is led back to the threshold."""
    back = "profile" if member.standing == Standing.ENTERED else "enter"
    if "move" in request.POST:
        moved = {"form": _with_language_moved(request.POST), "back": reverse(back)}
        return render(request, "members/profile_edit.html", moved)
    form = ProfileForm(request.POST or None, initial=initial_of(member, profile_of(member)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_profile(actor=account_of(request), profile=form.profile())
        except ValidationError as error:
            form.take_errors(error)
        else:
            messages.success(request, _("It is written down."))
            return redirect(back)
    context = {"form": form, "back": reverse(back)}
    return render(request, "members/profile_edit.html", context, status=422 if form.errors else 200)


def _with_language_moved(data: QueryDict) -> ProfileForm:
    """The form as typed, with one language a place further up; nothing is saved or judged yet."""
    codes = [code for code in data.getlist("languages") if code]
    move = data.get("move", "")
    at = int(move) if move.isdecimal() else 0
    if 0 < at < len(codes):
        codes[at - 1], codes[at] = codes[at], codes[at - 1]
    return ProfileForm(initial={**data.dict(), "languages": codes})
