"""A person in words: what a row of a spreadsheet, a profile and an API body have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tenfold.engine.hours import Stretch


@dataclass(frozen=True, slots=True)
class Person:
    """One person as a formation needs to know them.

    ``languages`` are ISO codes, mother tongue first; ``zone`` an IANA name; ``hours`` local weekly stretches;
    ``country`` an ISO 3166 code or ""; ``attributes`` everything else the fellowship asks about, as text.
    ``together`` and ``apart`` hold ids of other people.
    """

    id: str
    name: str
    languages: tuple[str, ...]
    zone: str
    hours: tuple[Stretch, ...]
    origin: str = ""
    country: str = ""
    gift: str = ""
    email: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
