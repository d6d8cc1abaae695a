"""Narrowing the stewards' log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.audit.queries import Acts
from tenfold.fellowship.audit.words import office, office_words
from tenfold.fellowship.fields import offer


class LogForm(forms.Form):
    """By whom, what, concerning whom, when; what is empty does not narrow."""

    by = forms.CharField(label=_("By"), required=False, max_length=120)
    concerning = forms.CharField(label=_("Concerning"), required=False, max_length=120)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sorted((office_words(Entry(verb=verb)), verb) for verb in office())
        offer(self, "verb", [("", _("all")), *((verb, said) for said, verb in words)])

    def search(self, *, zone: str) -> Acts:
        """What is looked for; what cannot be understood does not narrow."""
        self.is_valid()
        return Acts(**{name: value for name, value in self.cleaned_data.items() if value}, zone=zone)
