"""Nobody sees how another person answered: not on a page, not for programs, not in the record, not by reckoning."""

from __future__ import annotations

import json

import numpy as np
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.engine.unity import may_be_told
from tenfold.engine.unity.pooling import SMALLEST
from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.desires.models import Figure
from tenfold.fellowship.desires.queries.reading import ranged
from tenfold.fellowship.desires.telling import _may_be_told
from tests.cast import Cast
from tests.fellowship.desires.stories import answers, crowd, living_ten, reckon, wish
from tests.fellowship.members.door import browser_of


def test_the_record_says_that_one_answered_and_not_what(cast: Cast) -> None:
    desire = wish(cast.noa, "Songs")
    before = Entry.objects.count()
    answers(desire, [cast.ruth], -1)
    answers(wish(cast.noa, "Peace"), [cast.ruth], 1)
    told = list(Entry.objects.filter(verb="desires.answer").values_list("target", "details"))
    assert told == [("", {})]  # one entry for a sitting, which names no desire and no answer
    assert Entry.objects.count() == before + 2  # and one for writing the second desire


def test_an_export_holds_ones_own_answers_and_nobody_elses(cast: Cast) -> None:
    desire = wish(cast.noa, "Songs")
    answers(desire, [cast.ruth], -1)
    answers(desire, [cast.pavel], 1)
    from tenfold.fellowship.members.export import everything_about

    assert [row["answer"] for row in everything_about(cast.ruth)["desire_answers"]] == ["not mine"]
    assert everything_about(cast.noa)["desire_answers"] == []
    assert [row["text"] for row in everything_about(cast.noa)["desires"]] == ["Songs"]


def test_pages_and_programs_show_no_split_of_few_answers_stewards_neither(cast: Cast) -> None:
    people = crowd(9)
    ten = living_ten([cast.noa, *people])
    desire = wish(cast.noa, "Songs", ten)
    answers(desire, people[:4], -1)
    reckon(ten)
    for viewer in (cast.noa, cast.miriam, people[8]):
        told = browser_of(viewer).get(reverse("api:desire", args=[desire.key])).json()
        assert (told["answered"], told["figure"], told["my_answer"]) == (4, None, "")
        page = browser_of(viewer).get(reverse("desire", args=[desire.key])).content.decode()
        assert "4 people have answered" in page
        assert "not mine 4" not in page


def test_where_all_agree_nobody_can_tell_of_one_that_they_did(cast: Cast) -> None:
    people = crowd(10)
    ten = living_ten(people)
    desire = wish(people[0], "Songs", ten)
    answers(desire, people)
    reckon(ten)
    told = browser_of(people[0]).get(reverse("api:desire", args=[desire.key])).json()["figure"]
    assert told["mine_too"] == {"low": 8, "high": 10}
    assert told["not_mine"] == {"low": 0, "high": 2}
    assert told["share"] <= 0.95
    assert "agreed" not in json.dumps(told)


@given(st.integers(5, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_told_count_never_says_nobody_or_everybody(pair: tuple[int, int]) -> None:
    count, of = pair
    told = ranged(count, of)
    assert told.low <= count <= told.high
    assert told.low < of
    assert told.high > 0


@settings(max_examples=60)
@given(st.lists(st.sets(st.integers(1, 14)), min_size=1, max_size=6))
def test_two_figures_told_one_after_the_other_never_isolate_a_few(states: list[set[int]]) -> None:
    """Whatever order people answer and take back in, what is told obeys the engine's rule at every step."""
    told: Figure | None = None
    for now in states:
        behind = np.array(sorted(now), np.int64)
        if _may_be_told(behind, told):
            if told is not None:
                before = frozenset(np.frombuffer(bytes(told.behind), np.int64).tolist())
                assert may_be_told(frozenset(now), [before])
                for part in (now - before, set(before) - now):
                    assert not part or len(part) >= SMALLEST
            told = Figure(people=len(now), behind=behind.tobytes())
