"""What a steward asks for arrives at the engine as it was meant."""

from __future__ import annotations

import numpy as np
import pytest

from tenfold.engine.formation import HARD, Size, Weights
from tenfold.engine.hours import parse_stretches, unpack
from tenfold.people.matching import Options, OptionsError, feature_names, parse_weights, problem_of
from tenfold.people.person import Person
from tests.people.sheets import ON


def person(id_: str, **known: object) -> Person:
    usual: dict[str, object] = {
        "name": f"Person {id_}",
        "languages": ("en",),
        "zone": "Europe/London",
        "hours": parse_stretches("Mon 19:00-21:00"),
    }
    return Person(id=id_, **{**usual, **known})  # type: ignore[arg-type]


def test_languages_and_hours_become_bitsets_in_utc() -> None:
    noa = person("1", languages=("he", "en"), zone="Asia/Jerusalem")
    ruth = person("2")
    problem, index = problem_of([noa, ruth], options=Options(), on=ON)
    assert index.languages == ("en", "he")
    assert problem.languages.tolist() == [[3], [1]]
    assert problem.offset.tolist() == [180, 60]
    starts = [int(np.flatnonzero(week)[0]) for week in unpack(problem.hours)]
    assert starts == [16 * 4, 18 * 4]


def test_more_than_sixty_four_languages_fit() -> None:
    people = [person(str(n), languages=(f"x{n:03}",)) for n in range(70)]
    problem, index = problem_of(people, options=Options(), on=ON)
    assert problem.languages.shape == (70, 2)
    assert int(problem.languages[69, 1]) == 1 << 5
    assert len(index.languages) == 70


def test_circles_can_differ_in_kinds_and_numbers_but_not_in_remarks() -> None:
    people = [
        person("1", origin="academy", country="IL", attributes={"age": "40", "Children": "2", "Notes": "late"}),
        person("2", origin="Academy", country="US", attributes={"age": "50", "Children": "0"}),
        person("3", attributes={"Children": "1"}),
    ]
    assert feature_names(people) == {
        "origin": "nominal",
        "country": "nominal",
        "age": "numeric",
        "Children": "numeric",
    }
    problem, index = problem_of(people, options=Options(features={"children": 3, "country": 0}), on=ON)
    features = dict(zip(index.features, problem.features, strict=True))
    assert list(features) == ["origin", "age", "Children"]
    assert features["origin"].values.tolist() == [0, 0, -1]
    assert np.isnan(features["age"].values[2])
    assert features["Children"].weight == 3


def test_wishes_to_sit_together_join_through_others() -> None:
    people = [person("1", together=("2",)), person("2"), person("3", together=("2", "nobody")), person("4")]
    together = problem_of(people, options=Options(), on=ON)[0].together
    assert together is not None
    assert len(set(together[:3].tolist())) == 1
    assert together[3] not in together[:3]


def test_wishes_to_sit_apart_hold_both_ways_and_once() -> None:
    apart = problem_of([person("1", apart=("2",)), person("2", apart=("1",))], options=Options(), on=ON)[0].apart
    assert apart.who.tolist() == [[0, 1]]
    assert apart.value.tolist() == [HARD]


def test_former_seats_ties_and_meetings_are_handed_on() -> None:
    people = [person("1"), person("2"), person("3")]
    problem, _index = problem_of(
        people,
        options=Options(),
        on=ON,
        previous={"1": "7", "2": "7", "gone": "8"},
        ties=[("1", "2", 0.5), ("2", "1", 0.9), ("1", "gone", 1.0)],
        met=[("2", "3", 0.25)],
    )
    assert problem.previous is not None
    assert problem.previous.tolist() == [0, 0, -1]
    assert (problem.ties.who.tolist(), problem.ties.value.round(2).tolist()) == ([[0, 1]], [pytest.approx(0.9)])
    assert problem.met.who.tolist() == [[1, 2]]


def test_columns_that_separate_or_come_in_twos_are_found_whatever_their_case() -> None:
    people = [person("1", attributes={"House": "north"}), person("2", attributes={"House": "south"}), person("3")]
    options = Options(separate_by="house", two_or_none=("HOUSE",))
    problem, _index = problem_of(people, options=options, on=ON)
    assert problem.separate is not None
    assert problem.separate.tolist() == problem.two_or_none[0].tolist() == [0, 1, -1]


def test_a_column_that_nobody_has_is_refused_with_what_there_is() -> None:
    with pytest.raises(OptionsError) as refused:
        problem_of([person("1", origin="academy")], options=Options(features={"hat": 2}), on=ON)
    assert refused.value.possible == ("origin",)


def test_sizes_minutes_and_weights_are_handed_on() -> None:
    options = Options(Size(3, 4, 5), minutes=90, weights=Weights(civil=2))
    problem, index = problem_of([person("1")], options=options, on=ON)
    assert (problem.size, problem.minutes, problem.weights.civil) == (Size(3, 4, 5), 90, 2)
    assert index.minutes == 90


def test_nobody_is_a_problem_too() -> None:
    problem, _index = problem_of([], options=Options(), on=ON)
    assert len(problem) == 0


def test_weights_are_written_as_names_and_numbers() -> None:
    weights, features = parse_weights("Difference=2, ties=0.25, Shoe size=1.5")
    assert (weights.difference, weights.ties, weights.civil) == (2, 0.25, Weights().civil)
    assert features == {"Shoe size": 1.5}


@pytest.mark.parametrize("text", ["ties", "ties=", "ties=much", "ties=-1", "=1"])
def test_weights_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(OptionsError):
        parse_weights(text)
