"""Open chairs go to those who fit: language, hour, every rule; then who differs most; then who waited longest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tenfold.engine.formation import HARD, NOBODY, Feature, Pairs, Problem
from tenfold.engine.formation.offers import Doors, fill
from tenfold.engine.hours import pack

EVENING = 76


def problem(spoken: list[int], origin: list[int], *, free: list[int] | None = None, **more: Any) -> Problem:
    """People who speak the languages of a bit pattern, of an origin, free for an hour from a slot on."""
    week = np.zeros((len(spoken), 672), bool)
    for row, start in zip(week, free or [EVENING] * len(spoken), strict=True):
        row[start : start + 4] = True
    return Problem(
        np.array(spoken, np.uint64).reshape(-1, 1),
        pack(week),
        np.zeros(len(spoken), np.int16),
        features=(Feature("origin", "nominal", np.array(origin, np.int32)),),
        **more,
    )


def doors(*inside: list[int], chairs: list[int] | None = None, **more: Any) -> Doors:
    count = len(inside)
    return Doors(
        inside=inside,
        chairs=np.array(chairs or [1] * count, np.int32),
        **{
            "language": np.zeros(count, np.int32),
            "start": np.full(count, EVENING, np.int32),
            "minutes": np.full(count, 60, np.int32),
            "urgent": np.zeros(count, bool),
            "closed": [[]] * count,
            **more,
        },
    )


def offered(asked: Problem, open_to: Doors, waiting: list[int], waited: list[float] | None = None) -> list[Any]:
    return fill(asked, open_to, waiting=np.array(waiting, np.int32), waited=np.array(waited or [0.0] * len(waiting)))


def test_who_differs_most_from_those_inside_is_asked() -> None:
    people = problem([1] * 5, [0, 0, 0, 1, 0])

    assert offered(people, doors([0, 1]), [2, 3, 4]) == [(0, 3)]


def test_among_such_as_differ_alike_who_waited_longest_is_asked() -> None:
    people = problem([1] * 5, [0, 0, 1, 1, 1])

    assert offered(people, doors([0, 1]), [2, 3, 4], [1.0, 3.0, 2.0]) == [(0, 3)]


def test_the_next_one_adds_to_the_one_asked_before() -> None:
    people = problem([1] * 6, [0, 0, 1, 1, 2, 0])

    assert offered(people, doors([0, 1], chairs=[2]), [2, 3, 4, 5], [9.0, 8.0, 1.0, 7.0]) == [(0, 2), (0, 4)]


def test_language_and_the_whole_hour_must_fit() -> None:
    people = problem([1, 2, 1, 1], [0, 1, 1, 1], free=[EVENING, EVENING, EVENING + 1, EVENING])

    assert offered(people, doors([0]), [1, 2, 3]) == [(0, 3)]
    assert offered(people, doors([0], minutes=np.array([75], np.int32)), [1, 2, 3]) == []
    assert offered(people, doors([0], language=np.array([NOBODY], np.int32)), [1, 2, 3]) == []


def test_a_circle_too_small_to_begin_comes_first_and_then_the_one_that_fewest_fit() -> None:
    people = problem([1, 1, 3, 2], [0, 0, 1, 1])
    two: dict[str, Any] = {"language": np.array([0, 1], np.int32)}

    assert offered(people, doors([0], [1], urgent=np.array([False, True]), **two), [2]) == [(1, 2)]
    assert offered(people, doors([0], [1], **two), [2, 3], [9.0, 1.0]) == [(0, 2), (1, 3)]


def test_a_person_gets_one_offer_and_a_closed_door_stays_closed() -> None:
    people = problem([1] * 4, [0, 0, 1, 1])

    assert offered(people, doors([0], [1]), [2]) == [(0, 2)]
    assert offered(people, doors([0], closed=[[2]]), [2, 3], [9.0, 1.0]) == [(0, 3)]


def test_apart_and_together_are_kept() -> None:
    people = problem([1] * 4, [0, 0, 1, 1])
    apart = replace(people, apart=Pairs(np.array([[2, 0]], np.int32), np.array([HARD], np.float32)))
    together = replace(people, together=np.array([0, 1, 2, 2], np.int32))
    friends = replace(people, together=np.array([0, 1, 0, 3], np.int32))

    assert offered(apart, doors([0]), [2, 3], [9.0, 1.0]) == [(0, 3)]
    assert offered(together, doors([0], chairs=[2]), [2, 3]) == []  # one offer alone would part them
    assert offered(friends, doors([0]), [2, 3], [1.0, 9.0]) == [(0, 3)]
    assert offered(friends, doors([1]), [2]) == []
    assert offered(friends, doors([0]), [2]) == [(0, 2)]


def test_codes_stay_separate_and_nobody_is_the_only_one_of_their_kind() -> None:
    people = problem([1] * 4, [0, 0, 1, 1])
    separate = replace(people, separate=np.array([0, 0, 1, 0], np.int32))
    kinds = replace(people, two_or_none=(np.array([0, 0, 1, NOBODY], np.int32),))

    assert offered(separate, doors([0]), [2, 3], [9.0, 1.0]) == [(0, 3)]
    assert offered(kinds, doors([0]), [2, 3], [9.0, 1.0]) == [(0, 3)]


def test_an_empty_circle_and_no_chair() -> None:
    people = problem([1] * 2, [0, 1])

    assert offered(people, doors([]), [0, 1], [1.0, 2.0]) == [(0, 1)]
    assert offered(people, doors([0], chairs=[0]), [1]) == []
    assert offered(people, doors([0]), []) == []
