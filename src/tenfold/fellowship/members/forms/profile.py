"""Saying who one is. Who sees each answer is said beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.fields import offer

from .. import choices
from ..models import Attribute, Member
from ..profile import Profile
from ..queries import attributes, origins
from ..visibility import SEEN, seen_attribute
from .fields import LanguagesField, LinesField, SuggestedTextInput, ZoneSelect

NOT_SAID = [("", "—")]


class ProfileForm(forms.Form):
    """The whole profile. Fields for the stewards' questions are called ``attribute_<key>``."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("The name by which others may call you."))
    languages = LanguagesField(label=_("Languages"), help_text=_("The one you are most at home in first."))
    zone = forms.ChoiceField(label=_("Time zone"), widget=ZoneSelect)
    hours = forms.CharField(
        label=_("Weekly hours"),
        required=False,
        help_text=_(
            "When you could meet every week, on your own clock: “Mon 19:00-21:30; Thu 20:00-22:00”. "
            "The more you give, the better a ten can be found for you."
        ),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    origin = forms.CharField(
        label=_("Origin"),
        required=False,
        max_length=120,
        widget=SuggestedTextInput,
        help_text=_("The community or milieu you come from. Tens are formed across these."),
    )
    gift = forms.CharField(
        label=_("Gift"), required=False, max_length=200, help_text=_("What you bring: listening, music, order, humour…")
    )
    together = LinesField(
        label=_("I would like to sit with"),
        required=False,
        help_text=_("A name or an e-mail address in each line. If they are here, the next formation tries to heed it."),
    )
    apart = LinesField(
        label=_("I would rather not sit with"),
        required=False,
        help_text=_("A name or an e-mail address in each line. It is heeded and never told."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = attributes()
        offer(self, "zone", [("", _("Choose…")), *choices.zones()])
        offer(self, "country", NOT_SAID + choices.countries())
        self.fields["origin"].widget.suggestions = origins()
        for question in self.questions:
            self.fields[f"attribute_{question.key}"] = _asking(question)
        self._keep_what_was_chosen_before()

    def _keep_what_was_chosen_before(self) -> None:
        """A zone or country that is no longer offered stays, until the person chooses another."""
        zone = self.initial.get("zone")
        if zone and zone not in choices.zone_codes():
            offer(self, "zone", [(zone, zone), ("", _("Choose…")), *choices.zones()])

    @property
    def seen_by(self) -> dict[str, Promise]:
        """For each field the sentence that says who sees its answer."""
        asked = {f"attribute_{question.key}": seen_attribute(question).words for question in self.questions}
        return {**{name: seen.words for name, seen in SEEN.items()}, **asked}

    @property
    def attribute_fields(self) -> list[forms.BoundField]:
        return [self[f"attribute_{question.key}"] for question in self.questions]

    def profile(self) -> Profile:
        """What was said, not yet checked as a whole."""
        said = self.cleaned_data
        answers = {question.key: said.get(f"attribute_{question.key}") or "" for question in self.questions}
        names = ("name", "languages", "zone", "hours", "country", "origin", "gift", "together", "apart")
        return Profile(**{name: said[name] for name in names}, attributes=answers)

    def take_errors(self, error: ValidationError) -> None:
        """Put what an action objects to beside the fields."""
        for name, messages in error.error_dict.items() if hasattr(error, "error_dict") else [(None, [error])]:
            self.add_error(name if name in self.fields else None, messages)


def initial_of(member: Member, profile: Profile) -> dict[str, object]:
    """The values a form begins with; the zone is left open to the browser's offer before it was ever chosen."""
    fields = ("name", "languages", "hours", "country", "origin", "gift", "together", "apart")
    answers = {f"attribute_{key}": value for key, value in profile.attributes.items()}
    zone = "" if member.zone == "UTC" and not member.hours else member.zone
    return {**{name: getattr(profile, name) for name in fields}, "zone": zone, **answers}


def _asking(question: Attribute) -> forms.Field:
    numeric = question.kind == Attribute.Kind.NUMERIC
    widget = forms.TextInput(attrs={"inputmode": "decimal"} if numeric else {})
    return forms.CharField(label=question.label, required=False, max_length=200, widget=widget)
