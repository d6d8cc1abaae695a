"""From answers to figures: what unites is found, what would speak of a few is not told."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
import time_machine
from django.utils import timezone

from tenfold.engine.unity import Pooled
from tenfold.fellowship.desires import bridge
from tenfold.fellowship.desires.actions import withdraw_desire
from tenfold.fellowship.desires.keepers import keep_reckoning
from tenfold.fellowship.desires.models import Desire, Figure, Fit, FitArrays, Response
from tenfold.fellowship.desires.queries.ground import common_ground_of, reckoned
from tenfold.fellowship.desires.telling import alike
from tenfold.fellowship.members.actions import leave
from tenfold.fellowship.members.models import Member
from tests.cast import Cast
from tests.fellowship.desires.stories import answers, crowd, living_ten, many_answers, reckon, wish
from tests.fellowship.members.door import account_of


def two_sides(cast: Cast) -> tuple[list[Desire], list[Member]]:
    """Forty people in two sides: each side has three desires of its own, and two desires are everybody's."""
    people = crowd(40)
    texts = ["Meet in the north", "North first", "Snow", "Meet in the south", "South first", "Sun", "Songs", "Peace"]
    desires = [wish(cast.miriam, text) for text in texts]
    chance = np.random.default_rng(1)
    side = np.arange(40) % 2
    table = np.ones((40, 8), int)
    table[:, :3] = np.where(side[:, None] == 0, 1, -1)
    table[:, 3:6] = np.where(side[:, None] == 1, 1, -1)
    table[chance.random(table.shape) < 0.05] *= -1
    table[chance.random(table.shape) < 0.1] = 9
    many_answers(desires, people, table)
    return desires, people


def test_what_both_sides_desire_comes_first_and_what_divides_is_not_common_ground(cast: Cast) -> None:
    desires, people = two_sides(cast)
    reckon()
    found = common_ground_of(None, viewer=people[0])
    assert {ground.desire.text for ground in found} == {"Songs", "Peace"}
    assert all(0.5 <= ground.figure.bound <= ground.figure.level for ground in found)
    snow = Figure.objects.get(desire=desires[2])
    assert snow.bound < 0.5
    assert (
        (snow.agreed + snow.disagreed + snow.passed)
        == snow.people
        == Response.objects.filter(desire=desires[2]).count()
    )
    state = reckoned(None)
    assert (state.people, state.waiting, state.camps) == (40, False, 2)
    assert state.alike is not None
    assert 0.5 <= state.alike[0] <= state.alike[1] <= 1.0


def test_the_next_fit_starts_from_the_last_one_and_the_map_stays_where_it_was(cast: Cast) -> None:
    desires, people = two_sides(cast)
    reckon()
    first = Fit.objects.get(circle=None)
    places = {int(key): x for key, x, _y in first.picture["desires"]}
    late = wish(cast.miriam, "More light")
    answers(late, people[:12])
    reckon()
    second = Fit.objects.get(circle=None)
    assert second.responses == first.responses + 12
    moved = {int(key): x for key, x, _y in second.picture["desires"]}
    for desire in desires[:6]:
        assert moved[desire.pk] * places[desire.pk] > 0
    assert Figure.objects.get(desire=late).agreed == 12


def test_a_model_of_an_earlier_form_is_left_aside_and_the_map_stays(
    monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    two_sides(cast)
    monkeypatch.setattr(bridge, "_KEPT_FROM", 10)
    reckon()
    content = bytes(FitArrays.objects.get().content)
    now = bridge.unpacked(content)
    monkeypatch.setattr(bridge, "FORM", bridge.FORM + 1)
    later = bridge.unpacked(content)
    assert now.posterior is not None
    assert later.posterior is None
    assert np.array_equal(later.placed, now.placed)
    Fit.objects.update(wanted_at=timezone.now())
    reckon()
    assert Figure.objects.count() == 8


def test_nothing_is_told_of_four_answers(cast: Cast) -> None:
    desire = wish(cast.miriam, "Songs")
    people = crowd(20)
    answers(desire, people[:4])
    reckon()
    assert not Figure.objects.filter(desire=desire).exists()
    answers(desire, people[4:5])
    reckon()
    assert Figure.objects.get(desire=desire).agreed == 5


def test_two_figures_told_after_one_another_never_differ_by_a_few(cast: Cast) -> None:
    desire = wish(cast.miriam, "Songs")
    people = crowd(20)
    answers(desire, people[:6])
    reckon()
    for person in people[6:10]:
        answers(desire, [person], -1)
        reckon()
        assert Figure.objects.get(desire=desire).people == 6
    answers(desire, [people[10]], -1)
    reckon()
    assert Figure.objects.get(desire=desire).people == 11


def test_in_a_ten_a_figure_waits_for_everybody_or_for_a_day_of_rest(cast: Cast) -> None:
    people = [cast.noa, cast.pavel, *crowd(7)]
    ten = living_ten(people)
    songs, peace = wish(cast.noa, "Songs", ten), wish(cast.noa, "Peace", ten)
    answers(songs, people[:6])
    answers(peace, people)
    reckon(ten)
    assert set(Figure.objects.values_list("desire__text", flat=True)) == {"Peace"}
    assert Figure.objects.get(desire=peace).agreed == 9
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        keep_reckoning(timezone.now())  # asks a worker, who is here at once
        assert Figure.objects.get(desire=songs).people == 6


def test_who_left_speaks_no_more_and_what_is_withdrawn_is_nobodys(cast: Cast) -> None:
    desires, people = two_sides(cast)
    for person in people[:20]:
        leave(actor=account_of(person))
    withdraw_desire(actor=account_of(cast.miriam), desire=desires[7])
    reckon()
    state = Fit.objects.get(circle=None)
    assert state.people == 20
    assert [ground.desire for ground in common_ground_of(None, viewer=people[30])] == [desires[6]]


def test_common_ground_is_for_those_who_belong_to_the_circle(cast: Cast) -> None:
    people = crowd(8)
    ten = living_ten(people)
    answers(wish(people[0], "Songs", ten), people)
    reckon(ten)
    assert len(common_ground_of(ten, viewer=people[1])) == 1
    assert common_ground_of(ten, viewer=cast.ruth) == []


def test_how_far_from_one_is_an_interval_that_is_wider_where_less_is_known(cast: Cast) -> None:
    def interval(share: float, width: float) -> tuple[float, float]:
        half = np.full(6, width)
        told = alike(Pooled(np.full(6, share), share - half, share + half, 20), np.ones(6, bool))
        assert told is not None
        return told

    assert interval(0.5, 0.0) == (0.5, 0.5)  # as a coin would
    assert interval(1.0, 0.0) == (1.0, 1.0)  # one heart
    narrow, wide = interval(0.8, 0.05), interval(0.8, 0.3)
    assert narrow[0] <= 0.68 <= narrow[1] + 0.025
    assert wide[1] - wide[0] > narrow[1] - narrow[0]
    nothing = Pooled(np.full(2, 0.5), np.full(2, 0.4), np.full(2, 0.6), 20)
    assert alike(nothing, np.ones(2, bool)) is None


def test_reckoning_a_circle_in_which_nobody_answered_tells_nothing(cast: Cast) -> None:
    wish(cast.miriam, "Songs")
    reckon()
    state = reckoned(None)
    assert (state.people, state.responses, state.alike) == (0, 0, None)


def test_pages_of_common_ground_take_a_bounded_number_of_statements(
    cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    _desires, people = two_sides(cast)
    reckon()
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        common_ground_of(None, viewer=people[0])
