"""A token for a program."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ApiToken

DAYS = [(7, _("a week")), (30, _("a month")), (90, _("three months")), (365, _("a year"))]


class ApiTokenForm(forms.Form):
    """What it is for, what it may do, for how long."""

    seen_by = {"name": _("Only you see this.")}

    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("A word by which you know it again, such as: my calendar."),
    )
    scope = forms.ChoiceField(
        label=_("What it may do"),
        choices=ApiToken.Scope.choices,
        initial=ApiToken.Scope.READ,
        widget=forms.RadioSelect,
        help_text=_("It acts as you. Reading is enough for most programs."),
    )
    days = forms.TypedChoiceField(label=_("For how long"), choices=DAYS, initial=90, coerce=int)
