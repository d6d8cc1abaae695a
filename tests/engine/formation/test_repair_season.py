"""In a season those who wish it change places with others who wish it; everybody else keeps what they have."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from tenfold.engine.formation import Pairs
from tenfold.engine.formation.reform import Case, season
from tests.engine.formation.small_cases import as_it_is, case, cases, people


def met_in(seat: list[int], fresh: float = 1.0) -> Pairs:
    pairs = [(a, b) for a in range(len(seat)) for b in range(a) if seat[a] == seat[b]]
    return Pairs(np.array(pairs, np.int32), np.full(len(pairs), fresh, np.float32))


def test_two_who_wish_it_change_places_and_nobody_else_moves() -> None:
    seat = [0, 0, 0, 1, 1, 1]
    case_ = case(people([[0]] * 6, [[0, 1]] * 6, met=met_in(seat)), seat, [(0, 0), (0, 1)])
    (exchange,) = season(case_, np.array([True, False, False, False, True, False]))
    assert (exchange.go, exchange.come) == ((0,), (4,))


def test_nobody_goes_where_they_cannot_come() -> None:
    seat = [0, 0, 0, 1, 1, 1]
    case_ = case(people([[0]] * 6, [[0], [0], [0], [1], [0, 1], [1]], met=met_in(seat)), seat, [(0, 0), (0, 1)])
    assert season(case_, np.ones(6, bool)) == []


def test_new_people_are_people_one_has_not_met() -> None:
    """Once Noa sat with those of the second circle: she goes to the third."""
    seat = [0, 0, 1, 1, 2, 2]
    before = [(0, 2), (0, 3)]
    met = met_in(seat)
    met = Pairs(np.concatenate((met.who, np.array(before, np.int32))), np.ones(len(met.value) + 2, np.float32))
    case_ = case(people([[0]] * 6, [[0]] * 6, met=met), seat, [(0, 0)] * 3)
    found = season(case_, np.array([True, False, True, False, True, False]))
    assert [exchange.people for exchange in found] == [(0, 4)]


def test_those_who_wish_to_stay_together_go_together_or_stay() -> None:
    seat = [0, 0, 0, 1, 1, 1]
    bound = np.array([7, 7, 2, 3, 4, 5], np.int32)
    case_ = case(people([[0]] * 6, [[0]] * 6, met=met_in(seat), together=bound), seat, [(0, 0), (0, 0)])
    everybody = np.array([True, True, False, True, True, False])
    (exchange,) = season(case_, everybody)
    assert (exchange.go, exchange.come) == ((0, 1), (3, 4))
    assert season(case_, np.array([True, False, False, True, True, False])) == []


@settings(max_examples=40)
@given(case=cases())
def test_every_circle_keeps_its_size_and_what_was_whole_stays_whole(case: Case) -> None:
    start, circle = as_it_is(case), case.seat.tolist()
    exchanges = season(case, np.ones(len(case.seat), bool))
    everybody = [person for exchange in exchanges for person in exchange.people]
    assert len(everybody) == len(set(everybody))
    for exchange in exchanges:
        assert len(exchange.go) == len(exchange.come)
        for one, other, people_ in (
            (exchange.one, exchange.other, exchange.go),
            (exchange.other, exchange.one, exchange.come),
        ):
            for person in people_:
                assert circle[person] == one
                assert not case.paused[person]
                assert start.fits(person, start.times[other])
                start.circle[person] = other
    for c in range(len(case)):
        before = [p for p, s in enumerate(circle) if s == c]
        if start.structural(c, before, start.began[c]) == 0:
            assert start.structural(c, start.inside(c), start.began[c]) == 0
