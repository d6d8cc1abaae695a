"""Coming in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..visibility import SEEN


class EnterForm(forms.Form):
    """The one thing that is asked before somebody becomes a member."""

    seen_by = {"name": SEEN["name"].words}

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("The name by which others may call you."))
