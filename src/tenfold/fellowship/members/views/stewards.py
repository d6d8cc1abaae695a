"""The stewards' view of who is here."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions
from ..choices import country_name, language_name, zone_name
from ..export import csv_of
from ..forms.stewards import FellowshipForm, SearchForm
from ..guards import account_of, permission_required
from ..models import Member, Role, Standing
from ..permissions import Permission
from ..queries import access_member, fellowship, find_members, spread

MEMBERS_ON_A_PAGE = 25


@permission_required(Permission.SEE_ALL_MEMBERS)
def members(request: HttpRequest) -> HttpResponse:
    """Everybody, found by name and narrowed by what there is."""
    viewer = account_of(request)
    form = SearchForm(request.GET, spread=spread(viewer=viewer))
    page = Paginator(find_members(viewer=viewer, search=form.search()), MEMBERS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        {
            "member": member,
            "languages": ", ".join(language_name(language.code) for language in member.languages.all()),
            "country": country_name(member.country) if member.country else "",
            "roles": [grant.get_role_display() for grant in member.roles.all()],
        }
        for member in page
    ]
    return render(request, "members/members.html", {"form": form, "page": page, "rows": rows})


@require_POST
@permission_required(Permission.SEE_ALL_MEMBERS)
def member_list(request: HttpRequest) -> HttpResponse:
    """The list, narrowed as the page is, as a table to take along."""
    viewer = account_of(request)
    form = SearchForm(request.POST, spread=spread(viewer=viewer))
    rows = actions.take_list(actor=viewer, search=form.search())
    headers = {"Content-Disposition": 'attachment; filename="members.csv"', "Cache-Control": "no-store"}
    return HttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8", headers=headers)


@permission_required(Permission.SEE_ALL_MEMBERS)
def member(request: HttpRequest, key: str) -> HttpResponse:
    """One person as the stewards may see them: without hours and wishes."""
    found = access_member(viewer=account_of(request), key=key)
    held = {grant.role for grant in found.roles.all()}
    context = {
        "member": found,
        "languages": [(language.code, language_name(language.code)) for language in found.languages.all()],
        "zone": zone_name(found.zone),
        "country": country_name(found.country) if found.country else "",
        "answers": [(value.attribute.label, value.value) for value in found.attribute_values.all()],
        "roles": [(role, label, role in held) for role, label in Role.choices],
        "can_hold_roles": found.standing == Standing.ENTERED,
        "can_be_written_to": found.standing == Standing.INVITED and found.email,
    }
    return render(request, "members/member.html", context)


@require_POST
@permission_required(Permission.GRANT_ROLES)
def member_role(request: HttpRequest, key: str) -> HttpResponse:
    """Give a role or take it back."""
    actor = account_of(request)
    found = access_member(viewer=actor, key=key)
    role = request.POST.get("role", "")
    if role in Role.values:
        try:
            _change_role(request, found, role)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return redirect("member", key=key)


def _change_role(request: HttpRequest, found: Member, role: str) -> None:
    actor = account_of(request)
    if request.POST.get("verb") == "revoke":
        actions.revoke_role(actor=actor, member=found, role=role)
        messages.success(request, _("The role is taken back."))
    else:
        actions.grant_role(actor=actor, member=found, role=role)
        messages.success(request, _("The role is given."))


@permission_required(Permission.EDIT_FELLOWSHIP)
def fellowship_edit(request: HttpRequest) -> HttpResponse:
    """Name, purpose, sizes."""
    form = FellowshipForm(request.POST or None, instance=fellowship())
    if request.method == "POST" and form.is_valid():
        actions.edit_fellowship(actor=account_of(request), fellowship=form.instance)
        messages.success(request, _("It is written down."))
        return redirect("fellowship_edit")
    return render(request, "members/fellowship_edit.html", {"form": form}, status=422 if form.errors else 200)
