"""What is written in a matter. Beside each answer stands who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.fields import offer

from .actions.reporting import LONGEST
from .actions.rules import LONGEST_RULES
from .models import Decision
from .places import SeatHeld

BOTH_READ = _("Both sides read this, with your name.")
STEWARDS_READ = _("Stewards who have no part in the matter read this. Nobody else does.")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class ReportForm(forms.Form):
    """Saying what happened."""

    seen_by = {"words": STEWARDS_READ, "quote": STEWARDS_READ}

    words = forms.CharField(
        label=_("What happened"),
        max_length=LONGEST,
        widget=_text(7),
        help_text=_("In your own words: what, when, and if you know it, what would help."),
    )
    quote = forms.CharField(
        label=_("If it is about a text: its words"), max_length=LONGEST, required=False, widget=_text(3)
    )

    def __init__(self, *args: Any, quoted: str = "", **kwargs: Any) -> None:
        """``quoted``: a text that is shown above the form. It goes along as it was read, and nobody has to copy it."""
        super().__init__(*args, **kwargs)
        if quoted:
            self.fields["quote"].widget = forms.HiddenInput()
            self.initial["quote"] = quoted


class TellForm(forms.Form):
    """What the person concerned is told."""

    seen_by = {
        "matter": _("The person concerned reads this, with your name."),
        "about": _("Stewards who have no part in the matter see this. The person is told."),
    }

    about = forms.ChoiceField(label=_("Whom it concerns"))
    matter = forms.CharField(
        label=_("What they are told"),
        max_length=LONGEST,
        widget=_text(6),
        help_text=_(
            "What is said to have happened, so that it can be answered. Write it in your own words, and so that it "
            "does not show who reported it."
        ),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            offer(self, "about", [("", "—"), *people])
        else:
            del self.fields["about"]


class WordsForm(forms.Form):
    """An answer, an appeal, a wish to come back: some sentences of one side."""

    seen_by = {"words": STEWARDS_READ}

    words = forms.CharField(label=_("Your words"), max_length=LONGEST, widget=_text(6))


class DecideForm(forms.Form):
    """A decision with its reason."""

    seen_by = {"finding": BOTH_READ, "reason": BOTH_READ, "where": BOTH_READ}

    finding = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    where = forms.ChoiceField(label=_("Which seat is ended"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        widget=_text(6),
        help_text=_("What you found, and why this follows from the rules. Do not name who reported it."),
    )

    def __init__(self, *args: Any, findings: Sequence[str], seats: Sequence[SeatHeld] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(Decision.Finding.choices)
        offer(self, "finding", [(found, words[found]) for found in findings])
        if len(findings) == 1:
            self.fields["finding"].initial = findings[0]
        if Decision.Finding.REST in findings:
            offer(self, "where", [("", _("none")), *((seat.where, seat.name) for seat in seats)])
        else:
            del self.fields["where"]


class RulesForm(forms.Form):
    """The written rules in one language."""

    seen_by = {"text": _("Everybody reads this, also without coming in.")}

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("The rules"),
        max_length=LONGEST_RULES,
        widget=_text(24),
        help_text=_(
            "In Markdown: ## before a heading, an empty line between paragraphs, - before each point of a list."
        ),
    )
