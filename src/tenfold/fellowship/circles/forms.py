"""What a steward is asked before a formation, and what a member may say beside a no or a pause."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenfold.engine.formation import Size, Weights
from tenfold.fellowship.members.models import Fellowship

from .models import Reason
from .options import LARGEST_SEED, LONGEST_MEETING, MOST_PEOPLE_IN_A_CIRCLE, RunOptions, Who
from .refusals import Refused
from .when import UNTIL_I_SAY

HOW_MUCH = [
    ("0", pgettext_lazy("how much it counts", "does not count")),
    ("0.5", pgettext_lazy("how much it counts", "counts a little")),
    ("1", pgettext_lazy("how much it counts", "counts")),
    ("2", pgettext_lazy("how much it counts", "counts a lot")),
]
"""Weights in plain words: each is a factor on the engine's own weight."""

COUNTS = {
    "difference": _("People who differ from each other sit together"),
    "civil": _("The hour is at a good time of day for everybody"),
    "length": _("The hour can run longer than it must"),
    "unmet": _("People sit with those they have not sat with before"),
}


class FormationForm(forms.Form):
    """Options of a run, with sensible answers given already."""

    who = forms.ChoiceField(
        label=_("Who is to be seated"), choices=Who.choices, initial=Who.WITHOUT_A_SEAT, widget=forms.RadioSelect
    )
    keep = forms.BooleanField(
        label=_("Those who sit together stay together as far as it goes"),
        help_text=_("Matters only when everybody is seated anew."),
        required=False,
        initial=True,
    )
    size_min = forms.IntegerField(label=_("Smallest ten"), min_value=2, max_value=MOST_PEOPLE_IN_A_CIRCLE)
    size_target = forms.IntegerField(label=_("Usual ten"), min_value=2, max_value=MOST_PEOPLE_IN_A_CIRCLE)
    size_max = forms.IntegerField(label=_("Largest ten"), min_value=2, max_value=MOST_PEOPLE_IN_A_CIRCLE)
    minutes = forms.IntegerField(label=_("Minutes a ten meets"), min_value=15, max_value=LONGEST_MEETING, step_size=15)
    difference = forms.ChoiceField(label=COUNTS["difference"], choices=HOW_MUCH, initial="1")
    civil = forms.ChoiceField(label=COUNTS["civil"], choices=HOW_MUCH, initial="1")
    length = forms.ChoiceField(label=COUNTS["length"], choices=HOW_MUCH, initial="1")
    unmet = forms.ChoiceField(label=COUNTS["unmet"], choices=HOW_MUCH, initial="1")
    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("The same people, answers and seed give the same proposal again. Leave it empty for a new one."),
        required=False,
        min_value=0,
        max_value=LARGEST_SEED,
    )

    MAIN = ("who", "keep", "size_min", "size_target", "size_max", "minutes")
    WEIGHED = tuple(COUNTS)

    def __init__(self, *args: Any, fellowship: Fellowship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("minutes", "size_min", "size_target", "size_max"):
            self.fields[name].initial = getattr(fellowship, name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                cleaned["options"] = self._options(cleaned)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return cleaned

    @staticmethod
    def _options(answers: dict[str, Any]) -> RunOptions:
        usual = Weights()
        weighed = {name: float(answers[name]) * getattr(usual, name) for name in COUNTS}
        return RunOptions(
            who=answers["who"],
            minutes=answers["minutes"],
            size=Size(answers["size_min"], answers["size_target"], answers["size_max"]),
            weights=Weights(**weighed),
            seed=answers["seed"] if answers["seed"] is not None else secrets.randbelow(LARGEST_SEED + 1),
            keep=answers["keep"],
        )


class MoveForm(forms.Form):
    """To which ten of the proposal a person is to go; the empty choice is no seat."""

    circle = forms.IntegerField(required=False, min_value=1)
    anyway = forms.BooleanField(required=False)


class ReasonsForm(forms.Form):
    """Why somebody would rather have another seat: whatever they like to say of it, or nothing."""

    reasons = forms.MultipleChoiceField(
        label=_("What should be different"),
        choices=Reason.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=_("In your own words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen_by = {
        "reasons": _("Formations use this. The stewards see it counted, once at least five people said why."),
        "words": _("The stewards read this, without your name."),
    }

    def __init__(self, *args: Any, said: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].initial = [reason for reason in said if reason in Reason.values]
        self.fields["words"].initial = " ".join(reason for reason in said if reason not in Reason.values)


class UntilForm(forms.Form):
    """Until when somebody would rather wait; no day is "until I say so"."""

    until = forms.DateField(
        label=_("No proposal before"),
        help_text=_("Leave it empty to wait until you say so yourself."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seen_by = {"until": _("Only formations use this.")}

    def __init__(self, *args: Any, kept: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = kept if kept != UNTIL_I_SAY else None


class PauseForm(forms.Form):
    """Until when somebody is away."""

    until = forms.DateField(label=_("Back on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    seen_by = {"until": _("Those in your ten and the stewards see this.")}
