"""What else a list says of people: numbers, kinds, or words for a reader only; and ages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from django.utils.translation import gettext_lazy as _

from .mistakes import Reading, Trouble, say
from .text import clean, fold

Kind = Literal["nominal", "numeric", "text"]

AGE = "age"
"""The key under which a person's age stands among the attributes, whatever the column is called."""

OLDEST = 120
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_NUMBER_ALONE = re.compile(r"(?:approx\.?|about|around|ca\.?|~)?\s*([-+]?\d+(?:[.,]\d+)?)\s*[^\d\s,.-]*(?:\s+[^\d]+)?")
_RANGE = re.compile(r"(\d{1,3})\s*-\s*(\d{1,3})")
_NOTHING = frozenset(
    {
        *("", "-", "--", "---", "?", "??", ".", "n/a", "na", "none", "nil", "null", "unknown", "tbd"),
        *("אין", "לא ידוע", "нет", "неизвестно", "н/д", "aucun", "keine", "ninguno"),
    }
)


def is_nothing(text: str) -> bool:
    """Whether a cell says in words or signs that nothing is known: "-", "n/a", "?"."""
    return fold(text) in _NOTHING


def number(text: str) -> float | None:
    """A number with a decimal point or comma.

    >>> number("3,5"), number("7.0"), number("many")
    (3.5, 7.0, None)
    """
    match = _NUMBER.fullmatch(clean(text))
    return float(match[0].replace(",", ".")) if match else None


def kind_of(values: Iterable[str]) -> Kind:
    """What a column of values is: numbers, a few kinds, or free words.

    >>> kind_of(["3", "4", "12", "7"]), kind_of(["city", "village"] * 5), kind_of([])
    ('numeric', 'nominal', 'nominal')
    """
    filled = [value for value in values if not is_nothing(value)]
    numbers = sum(number(value) is not None for value in filled)
    if numbers >= 3 and numbers >= 0.8 * len(filled):
        return "numeric"
    distinct = {fold(value) for value in filled}
    long = sum(len(value.split()) > 3 for value in filled)
    if long * 2 > len(filled) or (len(distinct) > 20 and len(distinct) > 0.6 * len(filled)):
        return "text"
    return "nominal"


def read_age(text: str, *, on: date) -> Reading[str]:
    """An age in years, as text; a year of birth is understood, and so is a span of years ("30-39")."""
    plain = clean(text)
    span, alone = _RANGE.fullmatch(plain), _NUMBER_ALONE.fullmatch(plain)
    if span and int(span[1]) < int(span[2]) <= OLDEST:
        return Reading(str((int(span[1]) + int(span[2])) // 2))
    remedy = _("Write the age in years, in digits, such as 47; or leave the cell empty.")
    if not alone:
        return Reading(troubles=(Trouble(say(_("“{text}” is not an age."), text=plain), remedy),))
    years = float(alone[1].replace(",", "."))
    if 1900 <= years <= on.year:
        age = str(on.year - int(years))
        return Reading(
            age, notes=(say(_("“{text}” was taken as a year of birth, so the age as {age}."), text=plain, age=age),)
        )
    if not 0 < years <= OLDEST:
        return Reading(troubles=(Trouble(say(_("“{text}” cannot be an age."), text=plain), remedy),))
    return Reading(str(int(years)))
