"""The stewards' questions to everybody."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .. import actions
from ..forms.stewards import AttributeForm
from ..guards import account_of, permission_required
from ..models import Attribute
from ..permissions import Permission
from ..queries import access_attribute
from ..queries import attributes as all_attributes
from ..visibility import seen_attribute


@permission_required(Permission.DEFINE_ATTRIBUTES)
def attributes(request: HttpRequest) -> HttpResponse:
    """All questions, and a new one."""
    form = AttributeForm(request.POST or None, instance=Attribute())
    if request.method == "POST" and form.is_valid():
        actions.define_attribute(actor=account_of(request), **form.cleaned_data)
        messages.success(request, _("From now on every profile asks this."))
        return redirect("attributes")
    rows = [(attribute, seen_attribute(attribute).words) for attribute in all_attributes()]
    return render(request, "members/attributes.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@permission_required(Permission.DEFINE_ATTRIBUTES)
def attribute_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Word a question anew, or weigh it anew."""
    attribute = access_attribute(viewer=account_of(request), key=key)
    form = AttributeForm(request.POST or None, instance=attribute)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_attribute(actor=account_of(request), attribute=attribute, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It is written down."))
            return redirect("attributes")
    context = {"form": form, "attribute": attribute}
    return render(request, "members/attribute_edit.html", context, status=422 if form.errors else 200)


@permission_required(Permission.DEFINE_ATTRIBUTES)
def attribute_remove(request: HttpRequest, key: str) -> HttpResponse:
    """Stop asking, after reading how many answers go."""
    attribute = access_attribute(viewer=account_of(request), key=key)
    if request.method == "POST":
        actions.remove_attribute(actor=account_of(request), attribute=attribute)
        messages.success(request, _("The question and its answers are gone."))
        return redirect("attributes")
    return render(request, "members/attribute_remove.html", {"attribute": attribute})
