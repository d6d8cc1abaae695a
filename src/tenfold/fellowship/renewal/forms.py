"""What is asked on the pages of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.circles.models import Reason
from tenfold.fellowship.members.models import Member

from .actions.asks import MOST_LETTERS
from .actions.seasons import LONGEST, SHORTEST

STEWARDS = _("The stewards see this. Nobody of your ten does.")


class MoveForm(forms.Form):
    """Why somebody would rather sit elsewhere; nothing of it need be said."""

    reasons = forms.MultipleChoiceField(
        label=_("What should be different"),
        choices=Reason.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=_("In your own words"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea
    )

    seen_by = {"reasons": STEWARDS, "words": STEWARDS}


class SeasonForm(forms.Form):
    """Whether somebody wishes to meet new people, and with whom they would go."""

    meets = forms.ChoiceField(
        label=_("This season"),
        choices=[("stay", _("I stay with my ten")), ("meet", _("I would like to meet new people"))],
        initial="stay",
        widget=forms.RadioSelect,
    )
    keep = forms.ModelMultipleChoiceField(
        label=_("If I go, only together with"),
        queryset=Member.objects.none(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    seen_by = {
        "meets": _("Formations use this. The stewards see for whom an exchange is found; nobody else sees anything."),
        "keep": _("Only formations use this. Nobody sees it, those you name neither."),
    }

    def __init__(self, *args: Any, beside: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].queryset = beside  # type: ignore[attr-defined]  # a ModelMultipleChoiceField has it
        self.fields["keep"].help_text = _("It happens only if they wish to meet new people too.")


class OpenSeasonForm(forms.Form):
    """For how long a season takes answers."""

    days = forms.IntegerField(label=_("Days for answers"), min_value=SHORTEST, max_value=LONGEST, initial=14)
