"""Fields that a profile needs and Django does not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .. import choices

ROWS_AT_FIRST = 3


class LanguagesWidget(forms.Widget):
    """One list below the other, the first for the language one is most at home in. Rows move by buttons of the form."""

    template_name = "members/widgets/languages.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> list[str]:  # noqa: ARG002
        values = data.getlist(name) if isinstance(data, QueryDict) else data.get(name, [])
        return [value for value in values if value]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:  # noqa: ARG002
        return name not in data

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002 - a fieldset's legend points at no single list
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        codes = list(value or [])
        blank = max(1, ROWS_AT_FIRST - len(codes))
        known = choices.languages()
        named = dict(known)
        context["widget"]["rows"] = [
            {"code": code, "first": at == 0, "at": at, "unknown": "" if not code or code in named else code}
            for at, code in enumerate([*codes, *[""] * blank])
        ]
        context["widget"]["choices"] = known
        return context


class LanguagesField(forms.Field):
    """Codes of languages in order, each once."""

    widget = LanguagesWidget

    def clean(self, value: Any) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(value or ()))
        if not codes:
            raise forms.ValidationError(_("Choose at least one language that you speak."))
        return codes


class LinesField(forms.CharField):
    """Several short answers, one in each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        text = str(super().clean(value) or "")
        return tuple(line.strip() for line in text.splitlines() if line.strip())


class ZoneSelect(forms.Select):
    """A list of zones that is filled with the browser's own where nothing was chosen yet."""

    def __init__(self) -> None:
        super().__init__(attrs={"data-offer-zone": True})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if former := choices.former_names().get(str(value)):
            option["attrs"]["data-also"] = " ".join(former)
        return option


class SuggestedTextInput(forms.TextInput):
    """A line of free text with suggestions that the browser offers."""

    template_name = "members/widgets/suggested.html"
    suggestions: list[str]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_suggestions"
        context["widget"]["suggestions"] = getattr(self, "suggestions", [])
        return context
