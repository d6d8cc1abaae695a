"""A world is settled by its seed: not by its size, nor by the parts it is asked for in."""

from dataclasses import fields
from datetime import date

import numpy as np
import pytest

from tenfold.engine.hours import offsets, pack, stretches_of, unpack, utc_weeks
from tenfold.engine.world import NOBODY, World, make_world, world_chunks

PERSONAL = ("country", "zone", "spoken", "origin", "gift", "rhythm", "age", "hours")


def same(one: World, other: World) -> bool:
    arrays = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in PERSONAL)
    return arrays and np.array_equal(one.ties.who, other.ties.who) and np.array_equal(one.ties.kind, other.ties.kind)


def joined(parts: list[World]) -> dict[str, np.ndarray]:
    whole = {name: np.concatenate([getattr(part, name) for part in parts]) for name in PERSONAL}
    whole["who"] = np.concatenate([part.ties.who for part in parts])
    whole["kind"] = np.concatenate([part.ties.kind for part in parts])
    return whole


@pytest.mark.parametrize("preset", ["dispersion", "world"])
def test_the_same_seed_gives_the_same_world(preset):
    assert same(make_world(500, preset=preset, seed=3), make_world(500, preset=preset, seed=3))
    assert not same(make_world(500, preset=preset, seed=3), make_world(500, preset=preset, seed=4))


@pytest.mark.parametrize("size", [1_000, 16_384, 20_000, 40_000])
def test_parts_of_any_size_make_the_same_world(size):
    whole = make_world(40_000, seed=5)
    parts = list(world_chunks(40_000, size=size, seed=5))
    assert [part.first for part in parts] == list(range(0, 40_000, size))
    for name, array in joined(parts).items():
        assert np.array_equal(array, getattr(whole, name, getattr(whole.ties, name, None))), name


def test_a_small_world_is_the_beginning_of_a_large_one():
    small, large = make_world(20, seed=8), make_world(20_000, seed=8)
    for name in PERSONAL:
        assert np.array_equal(getattr(small, name), getattr(large, name)[:20])
    inside = (large.ties.who < 20).all(axis=1)
    assert np.array_equal(small.ties.who, large.ties.who[inside])


@pytest.mark.parametrize("n", [1, 2, 20])
@pytest.mark.parametrize("preset", ["dispersion", "world"])
def test_a_few_people_are_a_world_too(n, preset):
    world = make_world(n, preset=preset)
    assert len(world) == n
    assert all(world.stretches(i) for i in range(n))
    assert len(world.ties) == 0 or world.ties.who.max() < n


def test_arrays_are_small_and_of_the_shapes_they_are_said_to_have():
    world = make_world(100)
    shapes = {name: (getattr(world, name).dtype.name, getattr(world, name).shape) for name in PERSONAL}
    assert shapes == {
        "country": ("int16", (100,)),
        "zone": ("int16", (100,)),
        "spoken": ("int16", (100, 3)),
        "origin": ("int8", (100,)),
        "gift": ("int8", (100,)),
        "rhythm": ("int8", (100,)),
        "age": ("int16", (100,)),
        "hours": ("uint64", (100, 11)),
    }
    assert (world.ties.who.dtype, world.ties.kind.dtype) == (np.int32, np.int8)
    assert {field.name for field in fields(World)} >= set(PERSONAL)


def test_the_languages_of_a_person_are_the_bits_of_the_set():
    world = make_world(2_000, preset="world", seed=1)
    bits = world.language_bits()
    assert bits.shape == (2_000, -(-len(world.languages) // 64))
    for row, spoken in zip(bits, world.spoken, strict=True):
        held = {
            code for code in range(len(world.languages)) if (row[code // 64] >> np.uint64(code % 64)) & np.uint64(1)
        }
        assert held == {int(code) for code in spoken if code != NOBODY}


def test_the_week_in_utc_is_the_local_week_moved():
    world, on = make_world(3_000, seed=2), date(2025, 7, 1)
    zones = [world.zones[code] for code in world.zone]
    assert np.array_equal(world.utc_hours(on), pack(utc_weeks(unpack(world.hours), zones, on)))
    assert world.stretches(17) == stretches_of(unpack(world.hours)[17])
    assert np.array_equal(world.offset(on), offsets(zones, on))


def test_a_world_without_people_or_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="at least one person"):
        make_world(0)
    with pytest.raises(ValueError, match="at least one person"):
        world_chunks(10, size=0)
    with pytest.raises(ValueError, match="take “dispersion” or “world”"):
        make_world(10, preset="moon")
