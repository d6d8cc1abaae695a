"""Worlds of synthetic people: the data, and how it is drawn.

People are drawn in blocks of fixed size, each from its own stream of random numbers (the seed and the number of the
block), so that a world is the same whatever the size of the chunks it is asked for in, and a smaller world is the
beginning of a larger one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from tenfold.engine.hours import Stretch, offsets, pack, shifted, stretches_of, unpack

from .countries import YOUNGEST
from .presets import ORIGINS, PresetName, Tables, choose, tables_of
from .rhythms import RHYTHMS, at_rest, rhythms_of, weeks_of
from .ties import Ties, ties_of

BLOCK = 1 << 14
"""People drawn from one stream of random numbers."""

NOBODY = -1
"""Stands for "none" in the arrays of codes, as it does in ``tenfold.engine.formation``."""

GIFTS = (
    "listening",
    "teaching",
    "organising",
    "hosting",
    "care",
    "writing",
    "music",
    "cooking",
    "technology",
    "translating",
    "crafts",
    "humour",
    "art",
)
"""What people say they bring, as codes."""

_GIFT_CDF = np.cumsum([14, 11, 10, 9, 10, 8, 7, 8, 8, 5, 5, 3, 2]) / 100
_GIFT_UNSAID = 0.15
_NEW_HOUSEHOLD = 0.68
_LIKE_HOUSEHOLD = {"origin": 0.85, "zone": 0.95, "first": 0.9}
"""How often people have the same as their household: assumptions, like the share of one-person households above."""


@dataclass(frozen=True)
class World:
    """n synthetic people as arrays; every code is an index into the names beside it.

    ``hours`` are what people have free on their own clocks, packed as by :func:`tenfold.engine.hours.pack`. ``ties``
    hold numbers of people in the whole world: those of this part are ``first`` to ``first + n - 1``.

    =========== ================= ====================================================
    country     int16 (n,)        into ``countries`` (ISO 3166)
    zone        int16 (n,)        into ``zones`` (IANA)
    spoken      int16 (n, 3)      into ``languages`` (ISO 639), first language first, :data:`NOBODY` where no more
    origin      int8 (n,)         into ``origins``
    gift        int8 (n,)         into ``gifts``, :data:`NOBODY` where none was said
    rhythm      int8 (n,)         into ``rhythms``
    age         int16 (n,)        years, 18 to 90
    hours       uint64 (n, 11)    the local week
    =========== ================= ====================================================
    """

    country: NDArray[np.int16]
    zone: NDArray[np.int16]
    spoken: NDArray[np.int16]
    origin: NDArray[np.int8]
    gift: NDArray[np.int8]
    rhythm: NDArray[np.int8]
    age: NDArray[np.int16]
    hours: NDArray[np.uint64]
    ties: Ties
    countries: tuple[str, ...]
    zones: tuple[str, ...]
    languages: tuple[str, ...]
    origins: tuple[str, ...] = ORIGINS
    gifts: tuple[str, ...] = GIFTS
    rhythms: tuple[str, ...] = RHYTHMS
    first: int = 0

    def __len__(self) -> int:
        return len(self.age)

    def language_bits(self) -> NDArray[np.uint64]:
        """The languages people speak as bitsets uint64 (n, L), bit b of word w being language 64 * w + b."""
        bits = np.zeros((len(self), -(-len(self.languages) // 64)), np.uint64)
        for column in self.spoken.T:
            rows = np.flatnonzero(column != NOBODY)
            codes = column[rows].astype(np.uint64)
            bits[rows, codes // 64] |= np.uint64(1) << codes % 64
        return bits

    def offset(self, on: date) -> NDArray[np.int16]:
        """Minutes that people's clocks stand east of UTC on a date: int16 (n,)."""
        return offsets(self.zones, on)[self.zone]

    def utc_hours(self, on: date) -> NDArray[np.uint64]:
        """The weeks in UTC for a date, uint64 (n, 11); made block by block, to keep memory small."""
        east = self.offset(on)
        result = np.empty_like(self.hours)
        for start in range(0, len(self), BLOCK):
            rows = slice(start, start + BLOCK)
            result[rows] = pack(shifted(unpack(self.hours[rows]), east[rows]))
        return result

    def stretches(self, i: int) -> tuple[Stretch, ...]:
        """What person i of this part has free, as stretches of the local week."""
        return stretches_of(unpack(self.hours[i : i + 1])[0])


def make_world(n: int, *, preset: PresetName = "dispersion", seed: int = 0) -> World:
    """A world of n people, the same for the same seed: about 130 bytes and 5 microseconds a person.

    :param preset: ``dispersion``, a scattered people of 14.25 million, or ``world``, the world's population
    :raises ValueError: if n is not positive or there is no such preset.

    >>> world = make_world(20)
    >>> len(world), world.hours.shape
    (20, (20, 11))
    """
    return next(world_chunks(n, preset=preset, seed=seed, size=n))


def world_chunks(n: int, *, preset: PresetName = "dispersion", seed: int = 0, size: int) -> Iterator[World]:
    """The world of :func:`make_world`, in parts of ``size`` people (the last may be smaller).

    A tie comes with the part that its later person is in, so it may lead to an earlier part.

    :raises ValueError: if n or size is not positive or there is no such preset.

    >>> [len(part) for part in world_chunks(50, size=20)]
    [20, 20, 10]
    """
    if n < 1 or size < 1:
        raise ValueError(f"A world holds at least one person, and so does each of its parts, not {min(n, size)}.")
    tables = tables_of(preset)
    block_of = lru_cache(maxsize=1)(lambda number: _block(tables, seed, number))
    return (_part(first, min(n, first + size), block_of) for first in range(0, n, size))


_PERSONAL = ("country", "zone", "spoken", "origin", "gift", "rhythm", "age", "hours")


def _part(first: int, last: int, block_of: Callable[[int], World]) -> World:
    """People ``first`` up to ``last``, copied out of the blocks they lie in one by one, to keep memory small."""
    arrays: dict[str, Any] = {}
    who, kind = [], []
    for number in range(first // BLOCK, -(-last // BLOCK)):
        block = block_of(number)
        begin, end = max(first, block.first), min(last, block.first + BLOCK)
        for name in _PERSONAL:
            source = getattr(block, name)
            target = arrays.setdefault(name, np.empty((last - first, *source.shape[1:]), source.dtype))
            target[begin - first : end - first] = source[begin - block.first : end - block.first]
        mine = (block.ties.who[:, 1] >= begin) & (block.ties.who[:, 1] < end)
        who.append(block.ties.who[mine])
        kind.append(block.ties.kind[mine])
    names = {name: getattr(block, name) for name in ("countries", "zones", "languages")}
    return World(**arrays, **names, ties=Ties(np.concatenate(who), np.concatenate(kind)), first=first)


def _block(tables: Tables, seed: int, number: int) -> World:
    """The people of a block, drawn household by household."""
    rng = Generator(PCG64(SeedSequence(seed, spawn_key=(number,))))
    begins = rng.random(BLOCK) < _NEW_HOUSEHOLD
    begins[0] = True
    household = np.cumsum(begins) - 1
    head = np.flatnonzero(begins)[household]

    def like_household(name: str) -> NDArray[np.float64]:
        own = rng.random(BLOCK)
        return np.where(rng.random(BLOCK) < _LIKE_HOUSEHOLD[name], own[head], own)

    country = np.searchsorted(tables.country_cdf, rng.random(BLOCK), side="right").astype(np.int16)[head]
    origin = choose(tables.origin_cdf, country, like_household("origin")).astype(np.int8)
    zone = tables.zone_code[country, choose(tables.zone_cdf, country, like_household("zone"))]
    age = _ages(tables, country, head, rng)
    first_language = tables.first_code[country, choose(tables.first_cdf, country, like_household("first"))]
    spoken = _spoken(tables, country, origin, age, first_language, rng)
    rhythm = rhythms_of(age, rng.random(BLOCK)[head])
    weeks = weeks_of(
        rhythm, household, friday_saturday=tables.friday_saturday[country], late=tables.late[country], rng=rng
    )
    weeks = at_rest(weeks, rng.random(BLOCK)[head] < tables.rest_kept[origin], tables.rest)
    return World(
        country=country,
        zone=zone,
        spoken=spoken,
        origin=origin,
        gift=_gifts(spoken, rng),
        rhythm=rhythm,
        age=age,
        hours=pack(weeks),
        ties=ties_of(household, country, origin, first=number * BLOCK, rng=rng),
        countries=tables.countries,
        zones=tables.zones,
        languages=tables.languages,
        first=number * BLOCK,
    )


def _ages(tables: Tables, country: NDArray[np.int16], head: NDArray[np.intp], rng: Generator) -> NDArray[np.int16]:
    """Ages by the pyramid of the country; in a household partners of about one age, or two generations.

    A relative is a Metropolis step away from the head of the household, so that relatives too keep to the pyramid:
    an age that is rarer than the head's is taken only so often, and the head's own age otherwise.
    """
    age = choose(tables.age_cdf, country, rng.random(BLOCK))[head]
    partner = np.rint(rng.normal(0, 4, BLOCK)).astype(np.intp)
    generation = rng.integers(22, 38, BLOCK) * rng.choice([-1, 1], BLOCK)
    related = age + np.where(rng.random(BLOCK) < 0.6, partner, generation)
    share = np.diff(tables.age_cdf, prepend=0.0, axis=1)
    possible = (related >= 0) & (related < share.shape[1])
    wanted = share[country, np.where(possible, related, 0)] * possible
    taken = (rng.random(BLOCK) * share[country, age] < wanted) & (head != np.arange(BLOCK))
    ages: NDArray[np.int16] = (YOUNGEST + np.where(taken, related, age)).astype(np.int16)
    return ages


def _spoken(
    tables: Tables,
    country: NDArray[np.int16],
    origin: NDArray[np.int8],
    age: NDArray[np.int16],
    first_language: NDArray[np.int16],
    rng: Generator,
) -> NDArray[np.int16]:
    """The first language and up to two learned ones, int16 (n, 3); the young have learned more English."""
    codes = tables.learn_code[country]
    rates = tables.learn_rate[country, origin]
    by_age = np.select([age < 35, age < 60], [1.25, 1.0], 0.7)[:, None]
    unsure = (codes == tables.languages.index("en")) & (rates < 0.9)
    learned = rng.random(rates.shape) < rates * np.where(unsure, by_age, 1.0)
    learned &= codes != first_language[:, None]
    place = np.cumsum(learned, axis=1)
    spoken = np.full((len(country), 3), NOBODY, np.int16)
    spoken[:, 0] = first_language
    for column in (1, 2):
        rows, at = np.nonzero(learned & (place == column))
        spoken[rows, column] = codes[rows, at]
    return spoken


def _gifts(spoken: NDArray[np.int16], rng: Generator) -> NDArray[np.int8]:
    chance = rng.random((len(spoken), 2))
    gift = np.searchsorted(_GIFT_CDF, chance[:, 0], side="right").astype(np.int8)
    gift[(gift == GIFTS.index("translating")) & (spoken[:, 1] == NOBODY)] = GIFTS.index("listening")
    gift[chance[:, 1] < _GIFT_UNSAID] = NOBODY
    return gift
