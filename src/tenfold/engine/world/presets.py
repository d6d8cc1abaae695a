"""The presets of a world, as tables that are drawn from: who lives where, speaks what and comes from which milieu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.hours import Stretch, parse_stretches

from .countries import (
    FRIDAY_SATURDAY,
    LATE_EVENINGS,
    age_shares,
    dispersion_people,
    region_of,
    world_people,
    zone_shares,
)
from .languages import Speech, dispersion_speech, world_speech

PresetName = Literal["dispersion", "world"]

ORIGINS = ("secular", "traditional", "religious", "academy", "cooperative", "newcomer", "village", "business")
"""Milieus that people come from, as codes: what they are called is for the floors above to say."""

_ORIGIN_SHARES = {
    "levant": (30, 20, 17, 10, 5, 10, 4, 4),
    "north_america": (35, 17, 14, 14, 3, 7, 3, 7),
    "west_europe": (38, 15, 8, 14, 4, 10, 5, 6),
    "east_europe": (34, 21, 8, 12, 3, 5, 11, 6),
    "eurasia": (36, 20, 7, 15, 2, 5, 10, 5),
    "latin_america": (22, 27, 17, 10, 4, 5, 10, 5),
    "middle_east": (12, 34, 26, 7, 2, 5, 10, 4),
    "africa": (8, 28, 30, 6, 4, 4, 16, 4),
    "south_asia": (12, 33, 22, 7, 3, 3, 16, 4),
    "southeast_asia": (15, 31, 20, 7, 5, 3, 14, 5),
    "east_asia": (38, 25, 5, 11, 3, 5, 8, 5),
}
"""Per cent of each origin by region. Assumptions, the first three in the spirit of Pew Research Center's "The Global
Religious Landscape" (2012) and "Israel's Religiously Divided Society" (2016); they are there to give a formation
milieus of very different sizes that live in different places."""

_HERITAGE_BY_ORIGIN = (0.6, 1.1, 2.2, 1.3, 1.3, 1.0, 0.8, 0.8)
"""How much likelier than the average each origin of the dispersion is to have learned the heritage language."""

_REST = (0.05, 0.4, 1.0, 0.1, 0.05, 0.1, 0.1, 0.05)
"""The part of each origin of the dispersion that keeps its day of rest free of appointments (assumption, after Pew)."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What makes one world different from another."""

    people: Mapping[str, float]
    speech: Callable[[str], Speech]
    heritage: str = ""
    rest: tuple[Stretch, ...] = ()


@cache
def preset_of(name: PresetName) -> Preset:
    """The preset of a name.

    :raises ValueError: if there is none.
    """
    if name == "world":
        return Preset(world_people(), world_speech)
    if name == "dispersion":
        rest = parse_stretches("Fri 16:00-24:00; Sat 00:00-20:00")
        return Preset(dispersion_people(), dispersion_speech, heritage="he", rest=rest)
    raise ValueError(f"There is no world called “{name}”: take “dispersion” or “world”.")


@dataclass(frozen=True, slots=True)
class Tables:
    """A preset as arrays: C countries, O origins; a ``cdf`` holds cumulative shares in its last axis.

    ``first_code`` (C, K) names the languages of ``first_cdf``, ``zone_code`` (C, Z) the zones of ``zone_cdf``.
    ``learn_rate`` (C, O, J) is the chance of having learned the language ``learn_code`` (C, J), likeliest first.
    """

    countries: tuple[str, ...]
    zones: tuple[str, ...]
    languages: tuple[str, ...]
    country_cdf: NDArray[np.float64]
    zone_cdf: NDArray[np.float64]
    zone_code: NDArray[np.int16]
    first_cdf: NDArray[np.float64]
    first_code: NDArray[np.int16]
    learn_rate: NDArray[np.float64]
    learn_code: NDArray[np.int16]
    age_cdf: NDArray[np.float64]
    origin_cdf: NDArray[np.float64]
    friday_saturday: NDArray[np.bool_]
    late: NDArray[np.int16]
    rest: tuple[Stretch, ...]
    rest_kept: NDArray[np.float64]


@cache
def tables_of(name: PresetName) -> Tables:
    """The tables of a preset; made once.

    >>> tables_of("dispersion").countries[:3]
    ('IL', 'US', 'FR')
    """
    preset = preset_of(name)
    countries = tuple(preset.people)
    speech = [preset.speech(country) for country in countries]
    zones = [zone_shares(country) for country in countries]
    zone_names = _names(zones)
    languages = _names([s.first for s in speech] + [s.learned for s in speech])
    learned = [s.learned for s in speech]
    return Tables(
        countries=countries,
        zones=zone_names,
        languages=languages,
        country_cdf=_cdf([tuple(preset.people.values())])[0],
        zone_cdf=_cdf([tuple(shares.values()) for shares in zones]),
        zone_code=_codes(zones, zone_names),
        first_cdf=_cdf([tuple(s.first.values()) for s in speech]),
        first_code=_codes([s.first for s in speech], languages),
        learn_rate=_learn_rates(learned, preset.heritage, [region_of(country) for country in countries]),
        learn_code=_codes(learned, languages),
        age_cdf=_cdf([age_shares(country) for country in countries]),
        origin_cdf=_cdf([_ORIGIN_SHARES[region_of(country)] for country in countries]),
        friday_saturday=np.array([country in FRIDAY_SATURDAY for country in countries]),
        late=np.array([LATE_EVENINGS.get(country, 0) for country in countries], np.int16),
        rest=preset.rest,
        rest_kept=np.array(_REST),
    )


def _names(shares: Iterable[Mapping[str, float]]) -> tuple[str, ...]:
    return tuple(sorted({name for each in shares for name in each}))


def _cdf(shares: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Cumulative shares, one row each, filled up with ones."""
    result = np.ones((len(shares), max(map(len, shares))))
    for row, values in zip(result, shares, strict=True):
        row[: len(values)] = np.cumsum(values) / np.sum(values)
        row[len(values) - 1 :] = 1.0  # exactly, whatever the rounding
    return result


def _codes(shares: Sequence[Mapping[str, float]], names: tuple[str, ...]) -> NDArray[np.int16]:
    """The numbers of the names in each row of shares; 0, never drawn, where a row has no more."""
    number = {name: code for code, name in enumerate(names)}
    result = np.zeros((len(shares), max(map(len, shares))), np.int16)
    for row, values in zip(result, shares, strict=True):
        row[: len(values)] = [number[name] for name in values]
    return result


def _learn_rates(learned: Sequence[Mapping[str, float]], heritage: str, regions: list[str]) -> NDArray[np.float64]:
    """Chances (C, O, J) of having learned; the heritage language depends on the origin, except at the centre."""
    result = np.zeros((len(learned), len(ORIGINS), max(map(len, learned))))
    for rates, values, region in zip(result, learned, regions, strict=True):
        for column, (code, rate) in enumerate(values.items()):
            by_origin = code == heritage and region != "levant"
            rates[:, column] = rate * np.array(_HERITAGE_BY_ORIGIN) if by_origin else rate
    return result


def choose(cdf: NDArray[np.float64], rows: NDArray[np.int16], chance: NDArray[np.float64]) -> NDArray[np.intp]:
    """Draw a column for each of n people: the row of ``cdf`` (C, K) is given, ``chance`` (n,) is uniform in 0..1.

    >>> choose(np.array([[0.2, 1.0], [0.9, 1.0]]), np.array([0, 1], np.int16), np.array([0.5, 0.5])).tolist()
    [1, 0]
    """
    columns: NDArray[np.intp] = (chance[:, None] >= cdf[rows]).sum(axis=1)
    return columns
