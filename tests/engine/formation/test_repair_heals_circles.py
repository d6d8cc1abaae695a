"""What a re-forming does for circles in trouble, one story each."""

from __future__ import annotations

from tenfold.engine.formation.reform import Case, Ill, Renewal, ailments, bundles, repair
from tests.engine.formation.small_cases import HOURS, case, people


def test_whole_circles_are_left_alone() -> None:
    whole = case(people([[0]] * 5, [[0], [0], [1], [1], [1]]), [0, 0, 1, 1, 1], [(0, 0), (0, 1)])
    found = repair(whole)
    assert (found.before, found.after, found.moved, found.arrived, found.rehoured) == (0, 0, (), (), ())


def test_somebody_who_can_no_longer_come_is_proposed_a_circle_where_they_can() -> None:
    broken = case(people([[0]] * 6, [[0], [0], [1], [1], [1], [1]]), [0, 0, 0, 1, 1, 1], [(0, 0), (0, 1)])
    assert [(one.ill, one.circle, one.people) for one in ailments(broken)] == [(Ill.HOUR, 0, (2,))]
    found = repair(broken)
    assert (found.moved, found.rehoured, found.after) == ((2,), (), 0)
    assert found.circle[2] == 1
    assert bundles(broken, found) == []


def test_people_of_the_line_come_before_anybody_is_moved() -> None:
    short = case(people([[0]] * 4, [[0], [0, 1], [1], [1]]), [0, -1, 1, 1], [(0, 0), (0, 1)], least=[2, 2])
    found = repair(short)
    assert (found.arrived, found.moved, found.after) == ((1,), (), 0)


def test_an_hour_that_suits_all_is_proposed_where_somebody_fits_nowhere_else() -> None:
    lost = case(people([[0]] * 3, [[0, 2], [0, 2], [2]]), [0, 0, 0], [(0, 0)])
    found = repair(lost)
    assert (found.rehoured, found.moved, found.after) == ((0,), (), 0)
    assert found.start[0] == HOURS[2]
    (together,) = bundles(lost, found)
    assert (together.hours, together.people, together.needed) == ((0,), (0, 1, 2), 3)


def test_a_language_can_change_as_an_hour_can() -> None:
    mute = case(people([[0, 1], [0, 1], [1]], [[0]] * 3), [0, 0, 0], [(0, 0)])
    found = repair(mute)
    assert (found.rehoured, int(found.language[0]), found.after) == ((0,), 1, 0)


def test_two_shrunken_circles_join_and_the_smaller_one_moves() -> None:
    size = {"least": [3, 3], "most": [4, 4]}
    shrunken = case(people([[0]] * 3, [[0, 1], [1], [1]]), [0, 1, 1], [(0, 0), (0, 1)], **size)
    found = repair(shrunken)
    assert (found.moved, found.after) == ((0,), 0)
    assert found.circle.tolist() == [1, 1, 1]


def test_a_circle_is_left_by_all_together_or_by_nobody() -> None:
    shrunken = case(
        people([[0]] * 5, [[0, 1], [0, 1], [1], [1], [1]]),
        [0, 0, 1, 1, 1],
        [(0, 0), (0, 1)],
        least=[3, 3],
        most=[5, 5],
    )
    found = repair(shrunken)
    assert (found.moved, found.after) == ((0, 1), 0)
    (together,) = bundles(shrunken, found)
    assert (together.people, together.needed, together.hours) == ((0, 1), 2, ())


def test_a_circle_whose_people_fit_nowhere_else_stays_as_it_is() -> None:
    shrunken = case(people([[0]] * 3, [[0], [1], [1]]), [0, 1, 1], [(0, 0), (0, 1)])
    found = repair(shrunken)
    assert found.moved == ()
    assert [(one.ill, one.circle, one.missing) for one in found.remaining] == [(Ill.SHORT, 0, 1)]


def test_who_is_away_keeps_the_seat_and_is_asked_nothing() -> None:
    away = case(
        people([[0]] * 5, [[0], [0], [1], [1], [1]]),
        [0, 0, 0, 1, 1],
        [(0, 0), (0, 1)],
        paused=[False, False, True, False, False],
    )
    assert ailments(away) == []
    assert repair(away).moved == ()


def test_a_new_hour_leaves_room_for_those_who_will_be_back() -> None:
    away = case(
        people([[0]] * 4, [[0, 1, 2], [0, 1, 2], [1, 2], [0, 2]]),
        [0, 0, 0, 0],
        [(0, 0)],
        paused=[False, False, False, True],
    )
    assert repair(away).start[0] == HOURS[2]


def test_a_circle_that_asks_to_divide_becomes_two_when_both_are_large_enough() -> None:
    large = case(people([[0]] * 4, [[0]] * 4, origin=[0, 0, 1, 1]), [0] * 4, [(0, 0)], divides=[True])
    found = repair(large)
    assert (found.after, len(found.moved), found.parted.tolist()) == (0, 2, [-1, 0])
    assert sorted(large.problem.features[0].values[list(found.moved)].tolist()) == [0, 1]
    (together,) = bundles(large, found)
    assert (together.people, together.needed) == (found.moved, 2)


def test_it_does_not_divide_below_the_smallest_circle() -> None:
    small = case(people([[0]] * 3, [[0]] * 3), [0] * 3, [(0, 0)], divides=[True])
    found = repair(small)
    assert (found.moved, found.after) == ((), 1)


def test_who_asks_to_move_is_moved_where_their_circle_can_spare_them() -> None:
    seats, times = [0, 0, 0, 1, 1], [(0, 0), (0, 1)]
    asked = case(people([[0]] * 5, [[0, 1]] * 5), seats, times, asks=[True, False, False, False, False])
    found = repair(asked)
    assert (found.moved, found.disturbed, found.after) == ((0,), 0.0, 0)
    small = case(people([[0]] * 4, [[0, 1]] * 4), [0, 0, 1, 1], times, asks=[True, False, False, False])
    assert repair(small).moved == ()


def test_a_circle_gets_as_many_new_people_as_it_asks_for() -> None:
    asking = case(people([[0]] * 5, [[0]] * 5), [0, 0, -1, -1, -1], [(0, 0)], wanted=[1])
    found = repair(asking)
    assert (len(found.arrived), found.after) == (1, 0)


def test_a_circle_that_asks_for_another_hour_is_proposed_one_that_suits_all() -> None:
    asking = case(people([[0]] * 3, [[0, 1], [0, 1], [0, 1, 2]]), [0] * 3, [(0, 0)], rehours=[True])
    found = repair(asking)
    assert (found.rehoured, int(found.start[0]), found.after) == ((0,), HOURS[1], 0)


def test_who_said_no_to_a_circle_is_not_asked_again() -> None:
    import numpy as np

    broken = case(
        people([[0]] * 5, [[0], [0], [1], [1], [1]]),
        [0, 0, 0, 1, 1],
        [(0, 0), (0, 1)],
        shut=np.array([[2, 1]], np.int32),
    )
    assert repair(broken).moved == ()


def test_those_who_can_come_nowhere_begin_anew_together() -> None:
    lost = case(people([[0]] * 6, [[0], [0], [2], [1], [1], [2]]), [0, 0, 0, 1, 1, 1], [(0, 0), (0, 1)])
    found = repair(lost)
    assert (found.moved, found.after, found.parted.tolist()) == ((2, 5), 0, [-1, -1, -1])
    (together,) = bundles(lost, found)
    assert (together.people, together.needed) == ((2, 5), 2)


def test_a_price_on_seats_weighs_against_difference() -> None:
    """For nothing, two who can no longer come go where they differ most; nobody else is moved for difference."""
    from tests.engine.formation.small_cases import with_price

    problem = people([[0]] * 7, [[0], [0], [1, 2], [1], [1], [2], [2]], origin=[0, 0, 1, 1, 1, 0, 0], kept=1.0)
    broken = case(problem, [0, 0, 0, 1, 1, 2, 2], [(0, 0), (0, 1), (0, 2)])
    assert repair(broken).circle[2] == 2
    assert repair(with_price(broken, 0.0)).circle[2] == 2


def test_who_finds_a_seat_elsewhere_needs_no_new_circle() -> None:
    seats = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2]
    hours = [[0], [0], [2], [2], [1], [1], [2], [2], [2], [2], [2]]
    size = {"least": [2, 2, 2], "most": [9, 9, 9]}
    found = repair(case(people([[0]] * 11, hours), seats, [(0, 0), (0, 1), (0, 2)], **size))
    assert (found.after, sorted(found.moved), len(found.language)) == (0, [2, 3, 6, 7], 3)
    assert {int(found.circle[person]) for person in found.moved} == {2}


def test_several_circles_hold_together_only_where_that_takes_few() -> None:
    """One of the first circle could only go to the second, and both change their hours: all would have to agree."""

    def two(many: int) -> tuple[Case, Renewal]:
        hours = [*[[2]] * (many - 1), [3], *[[3]] * (many - 1)]
        seats = [*[0] * many, *[1] * (many - 1)]
        lost = case(people([[0]] * len(seats), hours), seats, [(0, 0), (0, 1)], most=[12, 12])
        return lost, repair(lost)

    lost, found = two(5)
    (together,) = bundles(lost, found)
    assert (found.after, together.hours, together.needed) == (0, (0, 1), 9)

    lost, found = two(10)
    assert (found.after, sorted(one.needed for one in bundles(lost, found))) == (1, [9, 10])
