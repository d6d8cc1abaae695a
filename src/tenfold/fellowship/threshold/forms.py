"""What is asked at the threshold, each with who sees the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.fields import offer
from tenfold.fellowship.members import choices
from tenfold.fellowship.members.forms.fields import SuggestedTextInput
from tenfold.fellowship.members.queries import origins
from tenfold.fellowship.members.visibility import SEEN

from .models import Purpose, RuleKind, Wave

NAME_HELP = _("The name by which others may call you.")


class EnterForm(forms.Form):
    """The one thing that is asked before somebody becomes a member; and, where the rules say so, to agree."""

    seen_by = {
        "name": SEEN["name"].words,
        "agreed": _("The stewards see how many agree, not who."),
    }

    name = forms.CharField(label=_("Name"), max_length=120, help_text=NAME_HELP)
    agreed = forms.BooleanField(label=_("I agree to the purpose"), required=False)

    def __init__(self, *args: Any, asks_to_agree: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_to_agree:
            del self.fields["agreed"]


class BeginForm(forms.Form):
    """The name of somebody who begins to ask to enter."""

    seen_by = {
        "name": _("The stewards see this once you have asked to enter; those in your circles, once you sit in one.")
    }

    name = forms.CharField(label=_("Name"), max_length=120, help_text=NAME_HELP)


class WhyForm(forms.Form):
    """Why somebody comes, in their own words."""

    seen_by = {"why": _("The stewards read this once you have asked to enter. Nobody else does.")}

    why = forms.CharField(
        label=_("Why you come"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In your own words, as short or as long as you like. Nobody decides about you by it."),
    )


class CodeForm(forms.Form):
    """The code of a country, an origin or a city."""

    seen_by = {"code": _("The stewards see which code you gave. Nobody else does.")}

    code = forms.CharField(label=_("A code, if somebody gave you one"), max_length=20)


class AnswerForm(forms.Form):
    """The answer to the question of a text. It is the person's own."""

    seen_by = {"answer": _("Nobody but you sees this, the stewards neither.")}

    answer = forms.CharField(
        label=_("Your answer"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class MessageForm(forms.Form):
    """Something said in the conversation between somebody and the stewards."""

    seen_by = {
        "text": _("Only the two sides of this conversation read it: the person who asks to enter, and the stewards.")
    }

    text = forms.CharField(label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class PurposeForm(forms.Form):
    """A new version of the purpose, in one or several languages."""

    note = forms.CharField(
        label=_("Why it is written anew"),
        required=False,
        max_length=300,
        help_text=_("One sentence for those who agreed to the version before."),
    )

    def __init__(self, *args: Any, current: Purpose | None = None, home: str = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {text.language: text.text for text in current.texts.all()} if current else {}
        note = self.fields.pop("note")
        for code, name in sorted(settings.LANGUAGES, key=lambda one: one[0] != home):
            field = forms.CharField(
                label=name,
                required=False,
                max_length=10_000,
                initial=texts.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 6, "lang": code, "dir": "auto"}),
            )
            self.fields[f"text_{code}"] = field
        self.fields["note"] = note

    def texts(self) -> dict[str, str]:
        """What was written, by language."""
        return {code: self.cleaned_data.get(f"text_{code}", "") for code, _name in settings.LANGUAGES}


class SeveralField(forms.MultipleChoiceField):
    """Any of the choices, also none; it is not marked as one that may be left out, since none is an answer."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class EntryForm(forms.Form):
    """Who may ask to enter, and by which rules."""

    asking = forms.BooleanField(
        label=_("Anybody may ask to enter"),
        required=False,
        help_text=_("Without this, one comes in by an invitation only."),
    )
    rules = SeveralField(
        label=_("The rules of entry"),
        choices=RuleKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Everybody can read them. Whoever meets all of them is a member at once; there is no other judgement."
        ),
    )
    stands_for = SeveralField(
        label=_("What a link of yours stands for"),
        choices=[choice for choice in RuleKind.choices if choice[0] != RuleKind.INVITATION],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Who holds a link of a steward need not meet these rules. A personal one stands for all but agreeing."
        ),
    )


class WaveForm(forms.Form):
    """A wave: entry for a country, an origin or a city."""

    kind = forms.ChoiceField(label=_("For a"), choices=Wave.Kind.choices)
    country = forms.ChoiceField(label=_("Country"), required=False)
    name = forms.CharField(
        label=_("Origin or city"),
        required=False,
        max_length=120,
        widget=SuggestedTextInput,
        help_text=_("An origin as people write it. A city is known by the code you hand on there."),
    )
    uses = forms.IntegerField(
        label=_("The code is for so many people"), required=False, min_value=1, max_value=1_000_000
    )
    until = forms.DateField(
        label=_("The code is good until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    is_open = forms.BooleanField(label=_("Entry is open from now on"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "country", [("", "—"), *choices.countries()])
        self.fields["name"].widget.suggestions = origins()

    def wave(self) -> dict[str, Any]:
        """The arguments of the action."""
        said = dict(self.cleaned_data)
        country, name = said.pop("country"), said.pop("name")
        return {**said, "value": country if said["kind"] == Wave.Kind.COUNTRY else name}


class CodeAnewForm(forms.Form):
    """Bounds of a new code."""

    uses = forms.IntegerField(label=_("For so many people"), required=False, min_value=1, max_value=1_000_000)
    until = forms.DateField(label=_("Good until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class TextsForm(forms.Form):
    """Texts for the path."""

    file = forms.FileField(
        label=_("File"), help_text=_("One Markdown file (.md), or a zip file with a folder for each language.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of a single file; folders of a zip file say their own."),
    )
