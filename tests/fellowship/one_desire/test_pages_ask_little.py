"""Pages of this room ask the database a bounded number of things, however much there is."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tenfold.fellowship.members.models import Member
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Composition
from tenfold.fellowship.one_desire.queries.ground import brief, seen
from tenfold.fellowship.one_desire.queries.texts import desk_of
from tenfold.fellowship.one_desire.queries.today import waiting_for
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.one_desire.stories import begun, living_ten, owners_agree, stands, wish


def in_work(people: list[Member]) -> Composition:
    """A ten with a history, in the midst of composing of everybody's words."""
    ten = living_ten(people, seats_max=12)
    for turn in range(2):
        stands(ten, [wish(people[turn], f"Number{turn} bread{turn} salt{turn} peace{turn}", ten)])
    desires = [wish(person, f"one{at} two{at} three{at} four{at}", ten) for at, person in enumerate(people)]
    composition = begun(people[0], ten)
    for desire in desires:
        actions.take_in(actor=account_of(people[0]), composition=composition, desire=desire)
    owners_agree(composition)
    return composition


@pytest.mark.parametrize("many", [3, 8])
def test_a_page_of_a_text(cast: Cast, many: int, django_assert_max_num_queries: Any) -> None:
    people = crowd(many)
    composition = in_work(people)
    with django_assert_max_num_queries(34):
        desk_of(Composition.objects.select_related("circle__parent").get(pk=composition.pk), viewer=people[0])
    with django_assert_max_num_queries(75):
        page = browser_of(people[0]).get(reverse("composition", args=[composition.key]))
    assert page.content.decode().count("agreed") >= many - 1


@pytest.mark.parametrize("many", [3, 8])
def test_the_page_of_a_one_desire_and_its_panels(cast: Cast, many: int, django_assert_max_num_queries: Any) -> None:
    people = crowd(many)
    circle = in_work(people).circle
    with django_assert_max_num_queries(22):
        found = seen(circle, viewer=people[1])
    assert len(found.history) == 1
    with django_assert_max_num_queries(12):
        brief(circle, viewer=people[1], count=3)
    with django_assert_max_num_queries(5):
        waiting_for(people[1])
    with django_assert_max_num_queries(34):
        browser_of(people[1]).get(reverse("my_words"))
