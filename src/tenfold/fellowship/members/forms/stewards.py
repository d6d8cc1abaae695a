"""What stewards fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.fields import offer

from .. import choices
from ..models import Attribute, Fellowship, Role, Standing
from ..queries import WAITING, Search, Spread


class InvitationForm(forms.Form):
    """A link that a steward hands on."""

    uses = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=10_000, initial=1)
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=365, initial=14)
    role = forms.ChoiceField(
        label=_("With a role"),
        required=False,
        help_text=_("Whoever takes the link up holds this role at once."),
    )
    note = forms.CharField(label=_("Note to yourself"), required=False, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", [("", _("no role")), *Role.choices])


class FellowshipForm(forms.ModelForm[Fellowship]):
    """How the fellowship calls itself, and how large its tens are."""

    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Letters are written in it when nothing else is known.")
    )

    KEPT = ("season_weeks", "kept_worth")
    """What stays as it was where nothing is written."""

    class Meta:
        model = Fellowship
        fields = (
            "name",
            "language",
            "minutes",
            "size_min",
            "size_target",
            "size_max",
            "answer_days",
            "forms_by_itself",
            "publishes_by_itself",
            "season_weeks",
            "kept_worth",
        )
        help_texts = {
            "minutes": _("How long the weekly meeting of a ten is."),
            "answer_days": _("Who does not answer in this time keeps their place in the line."),
            "forms_by_itself": _("New tens for those who wait, and open seats of tens that are there."),
            "publishes_by_itself": _("Otherwise each proposal waits on the desk until a steward has looked at it."),
            "season_weeks": _("In a season those who wish it change places with people they have not met."),
            "kept_worth": _("1 is usual; with more, fewer people are asked to move for the sake of difference."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.KEPT:
            self.fields[name].required = False
        offer(self, "language", settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        sizes = [said.get(name) for name in ("size_min", "size_target", "size_max")]
        known = [size for size in sizes if size is not None]
        if known != sorted(known) or (known and known[0] < 2):
            self.add_error(
                "size_target", _("The usual size lies between the smallest, of at least 2, and the largest.")
            )
        said |= {name: getattr(self.instance, name) for name in self.KEPT if said.get(name) is None}
        if (days := said.get("answer_days")) is not None and not 1 <= days <= 365:
            self.add_error("answer_days", _("Write a number of days from 1 to 365."))
        if (minutes := said.get("minutes")) is not None and not (15 <= minutes <= 600 and minutes % 15 == 0):
            self.add_error("minutes", _("Write quarter hours, from 15 to 600 minutes."))
        if not 0 <= said["kept_worth"] <= 100:
            self.add_error("kept_worth", _("Write a number from 0 to 100."))
        if said["season_weeks"] > 520:
            self.add_error("season_weeks", _("Write a number of weeks up to 520, or 0 for none."))
        return said

    def _post_clean(self) -> None:
        """Constraints of the database are said in words above; here only the fields are put into the row."""
        if not self.errors:
            super()._post_clean()  # type: ignore[misc]  # a hook of Django that its stubs leave out


class AttributeForm(forms.ModelForm[Attribute]):
    """A question for every profile."""

    class Meta:
        model = Attribute
        fields = ("label", "kind", "shown", "weight")
        labels = {
            "label": _("Question"),
            "kind": _("The answer is"),
            "shown": _("Those in the same circle see the answer"),
            "weight": _("How much it counts in a formation"),
        }
        help_texts = {
            "weight": _("0: not at all. 1: as much as the origin. Formations bring different answers together.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].min_value = 0  # type: ignore[attr-defined]  # a FloatField has it
        self.fields["weight"].widget.attrs.update(min=0, max=10, step="any")
        if self.instance.pk:
            del self.fields["kind"]

    def clean_weight(self) -> float:
        weight = float(self.cleaned_data["weight"])
        if not 0 <= weight <= 10:
            raise forms.ValidationError(_("Write a number from 0 to 10."))
        return weight

    def _post_clean(self) -> None:
        """The row is written by the action, which makes its key."""


class UploadForm(forms.Form):
    """A spreadsheet of people."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV or Excel (.xlsx), with the columns languages, timezone and availability."),
    )


class SearchForm(forms.Form):
    """Narrowing the list of members."""

    words = forms.CharField(label=_("Name, address or id"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    origin = forms.ChoiceField(label=_("Origin"), required=False)

    def __init__(self, *args: Any, spread: Spread, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("all"))]
        standings = {**dict(Standing.choices), WAITING: _("waits for a ten")}
        offered = {
            "standing": [(code, f"{standings[code]} ({times})") for code, times in spread.standings.items()],
            "language": _counted({code: choices.language_name(code) for code in spread.languages}, spread.languages),
            "country": _counted({code: choices.country_name(code) for code in spread.countries}, spread.countries),
            "origin": _counted({origin: origin for origin in spread.origins}, spread.origins),
        }
        for name, found in offered.items():
            offer(self, name, everything + found)

    def search(self) -> Search:
        """What is looked for; a choice that does not exist does not narrow."""
        self.is_valid()
        return Search(**{name: value for name, value in self.cleaned_data.items() if value})


def _counted(names: dict[str, str], times: dict[str, int]) -> list[tuple[str, str]]:
    return [
        (code, f"{name} ({times[code]})")
        for code, name in sorted(names.items(), key=lambda choice: choice[1].casefold())
    ]
