"""What stewards may do: find people, give roles, ask questions, name the fellowship. And what they may not."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenfold.fellowship.members.actions import (
    create_invitation,
    define_attribute,
    edit_attribute,
    grant_role,
    import_people,
    leave,
    remove_attribute,
    revoke_role,
    send_letters,
)
from tenfold.fellowship.members.models import Attribute, Fellowship, Member, MemberLanguage
from tenfold.fellowship.members.permissions import Permission, allowed
from tenfold.fellowship.members.queries import Search, find_members
from tests import cast as people
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of


def test_members_are_found_by_name_address_language_country_and_origin(cast: Cast) -> None:
    def found(**search: str) -> set[str]:
        return {member.name for member in find_members(viewer=account_of(cast.miriam), search=Search(**search))}

    assert found(words="pav") == {"Pavel"}
    assert found(words="ruth@example") == {"Ruth"}
    assert found(language="he") == {"Miriam", "Daniel", "Noa"}
    assert found(language="he", country="IL", origin="kibbutz") == {"Noa"}
    assert found(standing="left") == set()


def test_the_list_takes_the_same_statements_for_five_as_for_sixty(cast: Cast) -> None:
    browser = browser_of(cast.miriam)
    browser.get(reverse("members"))
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("members"))
    for n in range(60):
        people.member(f"Person{n}", languages=("en", "he"))
    with CaptureQueriesContext(connection) as many:
        assert "Page 1 of 3" in browser.get(reverse("members")).content.decode()
    assert len(many) == len(few)


def test_a_steward_sees_no_hours_and_no_wishes_of_a_member(cast: Cast) -> None:
    cast.noa.hours = "Fri 03:15-04:45"
    cast.noa.save()
    cast.noa.wishes.create(kind="apart", written="Somebody Unloved")
    html = browser_of(cast.miriam).get(reverse("member", args=[cast.noa.key])).content.decode()
    assert "noa@example.org" in html
    assert "03:15" not in html
    assert "Somebody Unloved" not in html


def test_roles_are_given_and_taken_back(cast: Cast) -> None:
    browser = browser_of(cast.miriam)
    browser.post(reverse("member_role", args=[cast.noa.key]), {"role": "steward", "verb": "grant"})
    assert allowed(cast.noa.account, Permission.INVITE)
    browser.post(reverse("member_role", args=[cast.noa.key]), {"role": "steward", "verb": "revoke"})
    assert not allowed(cast.noa.account, Permission.INVITE)


def test_the_last_steward_keeps_the_role(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="needs a steward"):
        revoke_role(actor=account_of(cast.miriam), member=cast.miriam, role="steward")
    grant_role(actor=account_of(cast.miriam), member=cast.ruth, role="steward")
    leave(actor=account_of(cast.ruth))
    response = browser_of(cast.miriam).post(
        reverse("member_role", args=[cast.miriam.key]), {"role": "steward", "verb": "revoke"}, follow=True
    )
    assert "needs a steward" in response.content.decode(), "a steward who left does not count"


def test_who_left_and_came_back_is_no_steward_by_the_way(cast: Cast) -> None:
    grant_role(actor=account_of(cast.miriam), member=cast.ruth, role="steward")
    leave(actor=account_of(cast.ruth))
    browser_of(cast.ruth).post(reverse("enter"), {"name": "Ruth"})
    assert not allowed(cast.ruth.account, Permission.INVITE)


@pytest.mark.parametrize("who", ["noa", "daniel"])
def test_members_and_teachers_do_none_of_it(cast: Cast, who: str) -> None:
    actor = account_of(getattr(cast, who))
    question = Attribute.objects.create(key="age", label="Age")
    refused = [
        lambda: create_invitation(actor=actor),
        lambda: define_attribute(actor=actor, label="Age"),
        lambda: remove_attribute(actor=actor, attribute=question),
        lambda: grant_role(actor=actor, member=cast.noa, role="steward"),
        lambda: revoke_role(actor=actor, member=cast.miriam, role="steward"),
        lambda: import_people(actor=actor, sheet=None),  # type: ignore[arg-type]
        lambda: send_letters(actor=actor),
        lambda: find_members(viewer=actor, search=Search()),
    ]
    for attempt in refused:
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_question_gets_a_key_of_its_own_in_any_language(cast: Cast) -> None:
    actor = account_of(cast.miriam)
    keys = [define_attribute(actor=actor, label=label).key for label in ("Age group", "Age group", "גיל", "?!")]
    assert keys == ["age-group", "age-group-2", "גיל", "question"]


def test_answers_given_in_confidence_are_never_opened(cast: Cast) -> None:
    actor = account_of(cast.miriam)
    question = define_attribute(actor=actor, label="Age", kind="numeric")
    cast.noa.attribute_values.create(attribute=question, value="37")
    with pytest.raises(ValidationError, match="believing that their circle does not see it"):
        edit_attribute(actor=actor, attribute=question, label="Age", shown=True, weight=1)
    edit_attribute(actor=actor, attribute=question, label="Your age", shown=False, weight=2)
    assert Attribute.objects.get().label == "Your age"


def test_the_fellowship_is_named_and_impossible_sizes_are_refused_with_words(cast: Cast) -> None:
    browser = browser_of(cast.miriam)
    said = {"name": "Evening Star", "language": "he", "minutes": 90}
    sizes = {"size_min": 8, "size_target": 10, "size_max": 12, "answer_days": 14}
    response = browser.post(reverse("fellowship_edit"), {**said, **sizes, "size_min": 11})
    assert "lies between the smallest" in response.content.decode()
    assert (
        "quarter hours" in browser.post(reverse("fellowship_edit"), {**said, **sizes, "minutes": 50}).content.decode()
    )
    assert Fellowship.objects.get().name == "Morning Star"
    assert browser.post(reverse("fellowship_edit"), {**said, **sizes}).status_code == 302
    assert Fellowship.objects.get().minutes == 90


def test_names_of_people_cannot_break_a_page(cast: Cast) -> None:
    cast.noa.name = "<script>alert(1)</script>"
    cast.noa.save()
    MemberLanguage.objects.create(member=cast.noa, code="zz", rank=5)
    for name in ("members", "member"):
        args = [cast.noa.key] if name == "member" else []
        assert "<script>alert" not in browser_of(cast.miriam).get(reverse(name, args=args)).content.decode()
    assert Member.objects.get(pk=cast.noa.pk).name.startswith("<script>")
