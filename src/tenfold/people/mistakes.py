"""What is wrong in a spreadsheet, where, and what to write instead; and what was guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from django.utils.text import format_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text: TypeAlias = str | _StrPromise
else:
    Text = object

T_co = TypeVar("T_co", covariant=True)


def say(text: Text, /, **values: object) -> Text:
    """Fill the named places of a translatable sentence when it is read, in the language it is read in."""
    return format_lazy(text, **values)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in one cell that cannot be understood."""

    problem: Text
    remedy: Text
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """What was understood of one cell. A reading without value leaves the cell unknown."""

    value: T_co | None = None
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """One real mistake. ``loses_row``: the person cannot count until it is mended; else only this cell is left out."""

    line: int
    column: str
    value: str
    problem: Text
    remedy: Text
    loses_row: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was understood, but not literally: worth a look."""

    line: int
    column: str
    value: str
    text: Text


class SheetError(ValueError):
    """The file as a whole cannot be read as a list of people."""

    def __init__(self, problem: Text, remedy: Text) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}"
