"""Tens join a hundred that has room, hundreds with too few join, one with too many divides; nobody's seat changes."""

from __future__ import annotations

import pytest

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.circles.models import Circle, Formation, Seat
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.renewal.nest import MOST, gather_nest
from tests.cast import Cast
from tests.fellowship.circles.stories import ten_of
from tests.fellowship.renewal.stories import people, small_tens, ten, wait_no_more


@pytest.fixture(autouse=True)
def a_small_fellowship(cast: Cast) -> None:
    small_tens()
    wait_no_more([cast.miriam, cast.daniel, cast.noa, cast.pavel, cast.ruth])


def hundred(*, language: str = "en", standing: str = Circle.Standing.ALIVE) -> Circle:
    """A hundred that meets on Monday at eight in London."""
    formation = Formation.objects.filter(standing=Formation.Standing.PUBLISHED).first()
    assert formation is not None
    return ten_of([], formation=formation, level=2, language=language, standing=standing)


def tens(count: int, **said: str) -> list[Circle]:
    pairs = [people(f"{name}{at} {name}{at}b", **said) for at in range(count) for name in ["P"]]
    return [ten(pair) for pair in pairs]


def parents(circles: list[Circle]) -> list[Circle | None]:
    return [Circle.objects.get(pk=circle.pk).parent for circle in circles]


def test_a_new_ten_joins_a_hundred_in_which_somebody_of_it_can_speak(cast: Cast) -> None:
    first, second, third = tens(3)
    above = hundred()
    Circle.objects.filter(pk__in=[first.pk, second.pk]).update(parent=above)
    before = set(Seat.objects.values_list("pk", "circle", "left_at"))
    assert gather_nest() == 1
    assert parents([first, second, third]) == [above] * 3
    assert set(Seat.objects.values_list("pk", "circle", "left_at")) == before
    told = Entry.objects.filter(verb="renewal.attach").values_list("concerns", flat=True)
    assert set(told) == set(Member.objects.filter(seats__circle=third).values_list("pk", flat=True))
    assert gather_nest() == 0


def test_tens_that_belong_nowhere_begin_a_hundred(cast: Cast) -> None:
    circles = tens(3)
    assert gather_nest() == 3
    (above,) = set(parents(circles))
    assert above is not None
    assert (above.level, above.language, above.standing) == (2, "en", Circle.Standing.FORMING)


def test_a_ten_that_shares_no_language_stands_alone(cast: Cast) -> None:
    circles = tens(2)
    (alone,) = [ten(people("Noemi Nurit", languages=("he",)), language="he")]
    gather_nest()
    assert None not in parents(circles)
    assert parents([alone]) == [None]


def test_a_hundred_with_one_ten_joins_another(cast: Cast) -> None:
    circles = tens(3)
    large, small = hundred(), hundred()
    Circle.objects.filter(pk__in=[circle.pk for circle in circles[:2]]).update(parent=large)
    Circle.objects.filter(pk=circles[2].pk).update(parent=small)
    assert gather_nest() == 1
    assert parents(circles) == [large] * 3
    small.refresh_from_db()
    assert small.standing == Circle.Standing.CLOSED


def test_a_hundred_with_too_many_tens_divides(cast: Cast) -> None:
    circles = tens(MOST + 1)
    above = hundred()
    Circle.objects.filter(pk__in=[circle.pk for circle in circles]).update(parent=above)
    gather_nest()
    found = parents(circles)
    assert len(set(found)) == 2
    assert above in found
    assert max(found.count(one) for one in set(found)) <= MOST
    assert all(one is not None and one.level == 2 for one in found)


def test_two_hundreds_come_under_one_thousand(cast: Cast) -> None:
    circles = tens(4)
    one, other = hundred(), hundred()
    Circle.objects.filter(pk__in=[circle.pk for circle in circles[:2]]).update(parent=one)
    Circle.objects.filter(pk__in=[circle.pk for circle in circles[2:]]).update(parent=other)
    gather_nest()
    above = {found.parent for found in Circle.objects.filter(level=2)}
    assert len(above) == 1
    assert {found.level for found in above if found is not None} == {3}
