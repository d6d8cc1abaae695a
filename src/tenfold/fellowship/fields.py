"""What forms of several rooms do with their fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let the field ``name`` of ``form`` offer these choices, which are only known when somebody asks.

    :raises TypeError: for a field that offers nothing to choose from.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"“{name}” of {type(form).__name__} is a {type(field).__name__}: it offers no choices.")
    field.choices = list(choices)
