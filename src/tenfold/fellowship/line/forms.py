"""What is asked on the pages of the line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.circles.when import LONGEST_WAIT
from tenfold.fellowship.fields import offer
from tenfold.fellowship.members.choices import language_name

from .words import MISSING


class WaitForm(forms.Form):
    """From when on somebody wishes for a ten."""

    not_before = forms.DateField(
        label=_("Propose nothing to me before"),
        required=False,
        help_text=_("Leave it empty if any day is good. You keep your place either way."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_not_before(self) -> Any:
        said, today = self.cleaned_data["not_before"], timezone.now().date()
        if said is not None and not today < said <= today + LONGEST_WAIT:
            raise forms.ValidationError(_("Choose a day between tomorrow and a year from now, or none."))
        return said


class LineForm(forms.Form):
    """Narrowing the stewards' list of those who wait."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    missing = forms.ChoiceField(label=_("What is missing"), required=False)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((code, language_name(code)) for code in languages), key=lambda choice: choice[1].casefold())
        everything = [("", _("all"))]
        offer(self, "language", everything + named)
        offer(self, "missing", everything + [(one.value, words) for one, words in MISSING.items()])

    def narrowed(self) -> dict[str, str]:
        """What is looked for; a choice that does not exist does not narrow."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("language", "missing")}
