"""People in words to people in numbers: what :mod:`tenfold.engine.formation` is asked, and how to read its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation import HARD, NOBODY, Feature, Pairs, Problem, Size, Weights
from tenfold.engine.hours import local_week, offsets, pack, utc_weeks

from .attributes import AGE, is_nothing, kind_of, number
from .headers import Family, family_of
from .person import Person
from .text import fold

Pair = tuple[str, str, float]
"""Two ids and a number."""

ORIGIN, COUNTRY, GIFT = "origin", "country", "gift"
OWN_FEATURES = (ORIGIN, COUNTRY, GIFT)
"""Fields of a person that circles can differ in, besides the attributes."""

TERMS = tuple(term.name for term in fields(Weights))
"""The names of what a formation weighs against each other."""


class OptionsError(ValueError):
    """Options that make no sense: which, and what is possible instead. ``named`` is what was asked for."""

    def __init__(self, named: str, possible: Sequence[str]) -> None:
        super().__init__(f"“{named}” is not one of {', '.join(possible)}.")
        self.named = named
        self.possible = tuple(possible)


@dataclass(frozen=True, slots=True)
class Options:
    """What a steward decides about a formation.

    ``features``: what circles should differ in, with its weight; those not named here count 1 (0 takes one out).
    ``separate_by``: circles never mix two values of it. ``two_or_none``: of each value at least two, or none.
    """

    size: Size = field(default_factory=Size)
    minutes: int = 60
    weights: Weights = field(default_factory=Weights)
    features: Mapping[str, float] = field(default_factory=dict)
    separate_by: str | None = None
    two_or_none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """Reads the numbers of a problem and its plan: persons, languages and features by number."""

    people: tuple[Person, ...]
    languages: tuple[str, ...]
    features: tuple[str, ...]
    on: date
    minutes: int

    def numbers(self) -> dict[str, int]:
        """The number of every id."""
        return {person.id: at for at, person in enumerate(self.people)}


def problem_of(
    people: Sequence[Person],
    *,
    options: Options,
    on: date,
    previous: Mapping[str, object] | None = None,
    ties: Iterable[Pair] = (),
    met: Iterable[Pair] = (),
) -> tuple[Problem, Index]:
    """The problem of seating these people, and the index to read its plan with.

    :param on: the date whose clocks count
    :param previous: the circle that each id sits in today, by any name; ids that are not among the people are left out
    :param ties: two ids and how strong (0..1) what binds them is
    :param met: two ids and how fresh (0..1) their having met is
    :raises OptionsError: if an option names an attribute that nobody has.
    """
    people = tuple(people)
    speakable = tuple(sorted({code for person in people for code in person.languages}))
    features = _features(people, options)
    index = Index(people, speakable, tuple(feature.name for feature in features), on, options.minutes)
    numbers = index.numbers()
    zones = [person.zone for person in people]
    problem = Problem(
        languages=_language_bits(people, speakable),
        hours=pack(utc_weeks(_local_weeks(people), zones, on)),
        offset=offsets(zones, on),
        size=options.size,
        minutes=options.minutes,
        features=features,
        together=_together(people, numbers),
        apart=_pairs(((person.id, other, HARD) for person in people for other in person.apart), numbers),
        ties=_pairs(ties, numbers),
        met=_pairs(met, numbers),
        two_or_none=tuple(_kinds(people, name) for name in options.two_or_none),
        separate=_kinds(people, options.separate_by) if options.separate_by else None,
        previous=_previous(people, previous) if previous else None,
        weights=options.weights,
    )
    return problem, index


def _local_weeks(people: Sequence[Person]) -> NDArray[np.bool_]:
    if not people:
        return np.zeros((0, 672), np.bool_)
    return np.stack([local_week(person.hours) for person in people])


def _language_bits(people: Sequence[Person], languages: Sequence[str]) -> NDArray[np.uint64]:
    place = {code: at for at, code in enumerate(languages)}
    bits = np.zeros((len(people), max(1, -(-len(languages) // 64))), np.uint64)
    for row, person in zip(bits, people, strict=True):
        for code in person.languages:
            row[place[code] // 64] |= np.uint64(1) << np.uint64(place[code] % 64)
    return bits


def value_of(person: Person, name: str) -> str:
    """What a person answers for a feature, "" if nothing."""
    text = getattr(person, name) if name in OWN_FEATURES else person.attributes.get(name, "")
    return "" if is_nothing(text) else str(text)


def feature_names(people: Iterable[Person]) -> dict[str, str]:
    """What circles of these people can differ in, each "nominal" or "numeric"; words for readers are left out."""
    people = tuple(people)
    attributes = dict.fromkeys(name for person in people for name in person.attributes)
    kinds = {name: "nominal" for name in OWN_FEATURES if any(value_of(person, name) for person in people)}
    for name in attributes:
        kind = "numeric" if name == AGE else kind_of(value_of(person, name) for person in people)
        if kind != "text" and family_of(name) is not Family.TEXT:
            kinds[name] = kind
    return kinds


def _features(people: Sequence[Person], options: Options) -> tuple[Feature, ...]:
    kinds = feature_names(people)
    weights = {_known(name, kinds): weight for name, weight in options.features.items()}
    return tuple(
        Feature(name, "numeric", _numbers(people, name), weights.get(name, 1.0))
        if kind == "numeric"
        else Feature(name, "nominal", _kinds(people, name), weights.get(name, 1.0))
        for name, kind in kinds.items()
        if weights.get(name, 1.0) > 0
    )


def _known(name: str, names: Iterable[str]) -> str:
    """The attribute that is meant, whatever its case."""
    for known in names:
        if fold(known) == fold(name):
            return known
    raise OptionsError(name, tuple(names))


def _kinds(people: Sequence[Person], name: str) -> NDArray[np.int32]:
    """Codes of a nominal attribute in the order of first use, ``NOBODY`` where there is no answer."""
    known = _known(name, dict.fromkeys((*OWN_FEATURES, *(key for person in people for key in person.attributes))))
    codes: dict[str, int] = {}
    answers = [fold(value_of(person, known)) for person in people]
    return np.array([codes.setdefault(text, len(codes)) if text else NOBODY for text in answers], np.int32)


def _numbers(people: Sequence[Person], name: str) -> NDArray[np.float32]:
    answers = (number(value_of(person, name)) for person in people)
    return np.fromiter((np.nan if value is None else value for value in answers), np.float32, len(people))


def _together(people: Sequence[Person], numbers: Mapping[str, int]) -> NDArray[np.int32] | None:
    """One number for all whom wishes join, directly or through others; the rest each have their own."""
    group = np.arange(len(people), dtype=np.int32)

    def head(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = int(group[at])
        return at

    wishes = [(at, numbers[other]) for at, person in enumerate(people) for other in person.together if other in numbers]
    for one, other in wishes:
        group[head(one)] = head(other)
    return np.array([head(at) for at in range(len(people))], np.int32) if wishes else None


def _pairs(pairs: Iterable[Pair], numbers: Mapping[str, int]) -> Pairs:
    """Pairs of people who are both there, each once, with the larger value."""
    values: dict[tuple[int, int], float] = {}
    for one, other, value in pairs:
        if one in numbers and other in numbers and one != other:
            key = (min(numbers[one], numbers[other]), max(numbers[one], numbers[other]))
            values[key] = max(value, values.get(key, 0.0))
    if not values:
        return Pairs()
    return Pairs(np.array(list(values), np.int32), np.array(list(values.values()), np.float32))


def _previous(people: Sequence[Person], previous: Mapping[str, object]) -> NDArray[np.int32]:
    codes: dict[object, int] = {}
    seats = (previous.get(person.id) for person in people)
    return np.fromiter(
        (NOBODY if seat is None else codes.setdefault(seat, len(codes)) for seat in seats), np.int32, len(people)
    )


def parse_weights(text: str) -> tuple[Weights, dict[str, float]]:
    """Read "difference=1, ties=0.5, origin=2": the terms of the objective, and the weights of attributes by name.

    :raises OptionsError: if a part is not a name and a number that is not negative.

    >>> parse_weights("ties=0.25, origin=2")[1]
    {'origin': 2.0}
    """
    terms: dict[str, float] = {}
    features: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        weight = number(value)
        if not (name and equals) or weight is None or weight < 0:
            raise OptionsError(part, [f"{term}={getattr(Weights(), term):g}" for term in TERMS])
        (terms if fold(name) in TERMS else features)[fold(name) if fold(name) in TERMS else name] = weight
    return replace(Weights(), **terms), features
