"""What is written in this room. Beside each answer stands who reads it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.fields import offer
from tenfold.fellowship.members import choices

from .actions.moderating import LONGEST_REASON, LONGEST_RULES, RULES_OF_DESIRES, RULES_OF_RENDERINGS
from .models import LONGEST, Hiding

READ_THERE = _("Everybody who belongs there reads this, and the stewards who keep the rules of desires.")


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _languages(first: list[str]) -> list[tuple[str, str]]:
    """All languages by name, those of the reader first."""
    named = dict(choices.languages())
    return [(code, named[code]) for code in first if code in named] + [
        (code, name) for code, name in named.items() if code not in first
    ]


class DesireForm(forms.Form):
    """Writing a desire. ``place`` is a circle as level-number, or "whole"."""

    text = forms.CharField(
        label=_("What do you desire?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-letters": LONGEST}),
        help_text=_("One desire, in a few words, so that others can say: mine too."),
    )
    place = forms.ChoiceField(label=_("For whom"))
    language = forms.ChoiceField(label=_("Written in"))
    anonymous = forms.BooleanField(label=_("Without my name"), required=False)

    seen_by: dict[str, Any] = {
        "text": READ_THERE,
        "anonymous": _("Then nobody sees that it is yours, the stewards neither. In a small circle it may be guessed."),
    }

    def __init__(self, *args: Any, places: list[tuple[str, str]], languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "place", places)
        offer(self, "language", _languages(languages))
        if settings.TRANSLATOR:
            machine = _("A machine says it in other languages too; it gets the words, not who wrote them.")
            self.seen_by = {**self.seen_by, "language": machine}


class ChangeForm(forms.Form):
    """Changing one's desire while nobody else has answered it."""

    text = forms.CharField(label=_("What do you desire?"), max_length=LONGEST, widget=_words(4))
    language = forms.ChoiceField(label=_("Written in"))
    anonymous = forms.BooleanField(label=_("Without my name"), required=False)

    seen_by = DesireForm.seen_by

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "language", _languages(languages))


class RenderingForm(forms.Form):
    """Saying a desire in another language."""

    language = forms.ChoiceField(label=_("Language"))
    text = forms.CharField(label=_("In that language"), max_length=2 * LONGEST, widget=_words(3))

    seen_by = {
        "text": _(
            "Those who read it in that language see these words, without your name. The stewards who keep the rules "
            "of desires see that you gave them."
        )
    }

    def __init__(self, *args: Any, languages: list[str], without: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "language", [choice for choice in _languages(languages) if choice[0] != without])


def _rules(values: list[str]) -> list[tuple[str, Any]]:
    return [(value, words) for value, words in Hiding.Rule.choices if value in values]


class HideForm(forms.Form):
    """Hiding a desire by one of the written rules."""

    rule = forms.ChoiceField(label=_("The rule"), choices=_rules(RULES_OF_DESIRES), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("The reason"), max_length=LONGEST_REASON, widget=_words(3))

    seen_by = {"reason": _("Its author reads this, and everybody in the public log, where no name stands.")}


class HideRenderingForm(forms.Form):
    """Hiding words of a desire in another language."""

    rule = forms.ChoiceField(label=_("The rule"), choices=_rules(RULES_OF_RENDERINGS), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("The reason"), max_length=LONGEST_REASON, widget=_words(3))

    seen_by = {"reason": _("Who gave these words reads this, and everybody in the public log, where no name stands.")}


class ReasonForm(forms.Form):
    """A reason for showing again, or for what is made of a crowd."""

    reason = forms.CharField(label=_("The reason"), max_length=LONGEST_REASON, widget=_words(3))


class RulesForm(forms.Form):
    """The rules of desires in one language."""

    text = forms.CharField(label=_("The rules"), max_length=LONGEST_RULES, widget=_words(24))
