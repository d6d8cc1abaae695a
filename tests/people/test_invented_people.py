"""People of an invented world have names, and the same ones each time."""

from __future__ import annotations

from itertools import chain

from tenfold.engine.world import make_world, world_chunks
from tenfold.people.names import GIVEN_NAMES, name_of, people_of


def test_the_same_world_has_the_same_people_whatever_the_size_of_its_parts() -> None:
    whole = list(people_of(make_world(120, seed=3)))
    parts = list(chain.from_iterable(people_of(part) for part in world_chunks(120, seed=3, size=50)))
    assert whole == parts


def test_everyone_can_take_part() -> None:
    for person in people_of(make_world(200, preset="world", seed=1)):
        assert person.name
        assert person.languages
        assert person.zone
        assert person.country
        assert int(person.attributes["age"]) >= 18


def test_names_are_in_the_letters_of_the_first_language() -> None:
    assert all("א" <= name_of(number, "he")[0] <= "ת" for number in range(50))
    assert all("А" <= name_of(number, "ru")[0] <= "Я" for number in range(50))


def test_names_vary_and_none_is_listed_twice() -> None:
    assert len({name_of(number, "en") for number in range(500)}) > 250
    for names in GIVEN_NAMES.values():
        assert len(names.split()) == len(set(names.split())) > 14
