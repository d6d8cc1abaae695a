"""Members become people on paper: what a formation needs to know, wishes resolved, in few statements."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenfold.engine.hours import parse_stretches
from tenfold.fellowship.members.actions import leave
from tenfold.fellowship.members.bridge import people_for_formation, person_of
from tenfold.fellowship.members.models import Attribute, Member, MemberLanguage
from tests import cast as people
from tests.cast import Cast
from tests.fellowship.members.door import account_of


def test_a_member_as_a_formation_needs_to_know_them(cast: Cast) -> None:
    age = Attribute.objects.create(key="age", label="Age", kind="numeric")
    cast.pavel.attribute_values.create(attribute=age, value="37")
    person = person_of(cast.pavel)
    assert (person.id, person.name, person.languages) == (cast.pavel.key, "Pavel", ("ru", "en"))
    assert person.hours == parse_stretches("Mon 19:00-21:00")
    assert person.attributes == {"age": "37"}
    assert person.email == "pavel@example.org"


def test_who_left_is_not_among_them(cast: Cast) -> None:
    leave(actor=account_of(cast.ruth))
    Member.objects.create(name="Invited")
    names = {person.name for person in people_for_formation()}
    assert "Ruth" not in names
    assert "Invited" in names


def test_a_wish_counts_when_exactly_one_person_is_meant(cast: Cast) -> None:
    Member.objects.create(name="Twin")
    Member.objects.create(name="Twin", external_id="T-2")
    for written in ("PAVEL", "ruth@example.org", "t-2", "Twin", "Nobody Here", "noa"):
        cast.noa.wishes.create(kind="together", written=written)
    cast.noa.wishes.create(kind="apart", written="Daniel")
    person = person_of(cast.noa)
    twin = Member.objects.get(external_id="T-2")
    assert person.together == (cast.pavel.key, cast.ruth.key, twin.key)
    assert person.apart == (cast.daniel.key,)


def test_the_statements_do_not_grow_with_the_people(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        people_for_formation()
    for n in range(40):
        member = people.member(f"Person{n}")
        MemberLanguage.objects.create(member=member, code="he", rank=1)
        member.wishes.create(kind="together", written="Noa")
    with CaptureQueriesContext(connection) as many:
        assert len(people_for_formation()) == 45
    assert len(many) == len(few) <= 6


def test_a_chosen_few_in_the_same_way(cast: Cast) -> None:
    assert {person.name for person in people_for_formation([cast.noa, cast.ruth])} == {"Noa", "Ruth"}
