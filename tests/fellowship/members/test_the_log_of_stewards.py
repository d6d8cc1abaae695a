"""What stewards do stands in one log, whoever of them did it, and in the record of everybody it concerns."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

import tenfold
from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.audit.queries import Acts, entries_concerning
from tenfold.fellowship.audit.words import described, discreet, everybody, office, office_words
from tenfold.fellowship.circles.actions import publish_formation
from tenfold.fellowship.conduct.actions import block, write_rules
from tenfold.fellowship.members import actions, queries
from tenfold.fellowship.members.models import Member, Role
from tests.cast import Cast
from tests.fellowship.circles.stories import proposal_for
from tests.fellowship.conduct.stories import decided
from tests.fellowship.members.door import account_of, browser_of

ROOMS = Path(tenfold.__path__[0], "fellowship")
NAMES = [path.parent.name for path in ROOMS.glob("*/apps.py")]


def log(cast: Cast, **search: object) -> list[str]:
    found = queries.stewards_log(viewer=account_of(cast.miriam), search=Acts(**search))  # type: ignore[arg-type]
    return [entry.verb for entry in found]


def test_one_act_is_one_line_however_many_it_concerns(cast: Cast) -> None:
    publish_formation(actor=account_of(cast.miriam), formation=proposal_for([cast.noa, cast.pavel, cast.ruth]))
    assert log(cast) == ["circles.publish"]
    html = browser_of(cast.miriam).get(reverse("log")).content.decode()
    assert "published a proposal of circles" in html
    assert "3 people" in html
    assert all(list(entries_concerning(person)) for person in (cast.noa, cast.pavel, cast.ruth))


def test_it_is_narrowed_by_what_by_whom_concerning_whom_and_when(cast: Cast) -> None:
    miriam = account_of(cast.miriam)
    actions.grant_role(actor=miriam, member=cast.noa, role=Role.STEWARD)
    actions.grant_role(actor=account_of(cast.noa), member=cast.pavel, role=Role.TEACHER)
    assert log(cast, by="Noa") == ["members.grant_teacher"]
    assert log(cast, concerning="noa") == ["members.grant_steward"]
    assert log(cast, verb="members.grant_steward") == ["members.grant_steward"]
    today = timezone.now().date()
    assert len(log(cast, since=today, until=today)) == 2
    assert log(cast, until=today.replace(year=today.year - 1)) == []
    page = browser_of(cast.miriam).get(reverse("log"), {"by": "Noa"}).content.decode()
    assert "gave the role of a teacher" in page
    assert "gave the role of a steward</bdi></td>" not in page


def test_what_a_steward_does_for_themselves_is_not_in_it(cast: Cast) -> None:
    actions.export(actor=account_of(cast.miriam))
    block(actor=account_of(cast.miriam), other=cast.noa)
    assert log(cast) == []


def test_a_decided_matter_is_in_it_without_its_people(cast: Cast) -> None:
    decided(cast)
    browser = browser_of(cast.miriam)
    html = browser.get(reverse("log")).content.decode()
    rows = html.split("<tbody>")[1]
    assert "decided a reported matter" in rows
    assert "Pavel" not in rows
    assert "Noa" not in rows
    assert log(cast, concerning="Pavel") == []
    told = browser.get(reverse("api:log")).json()["acts"]
    assert [(act["verb"], act["whom"], act["people"]) for act in told] == [
        ("conduct.decide", "", 0),
        ("conduct.tell", "", 0),
    ]


def test_only_stewards_read_it(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        queries.stewards_log(viewer=account_of(cast.noa), search=Acts())


def test_a_forged_filter_narrows_nothing_and_breaks_nothing(cast: Cast) -> None:
    actions.grant_role(actor=account_of(cast.miriam), member=cast.noa, role=Role.TEACHER)
    browser = browser_of(cast.miriam)
    answer = browser.get(reverse("log"), {"verb": "no.such", "since": "yesterday", "page": "x"})
    assert answer.status_code == 200
    assert "gave the role of a teacher" in answer.content.decode()


def test_a_long_log_is_turned_page_by_page_in_a_bounded_number_of_statements(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    Entry.objects.bulk_create(
        Entry(verb="members.invite", actor=account_of(cast.miriam), details={"uses": number}) for number in range(60)
    )
    browser = browser_of(cast.miriam)
    browser.get(reverse("log"))
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        html = browser.get(reverse("log")).content.decode()
    assert "Page 1 of 2" in html


def test_what_concerns_everybody_is_read_by_everybody_who_was_there(cast: Cast) -> None:
    write_rules(actor=account_of(cast.miriam), language="en", text="Be kind.")
    late = Member.objects.create(name="Late", created_at=timezone.now() + timedelta(days=1))
    assert [entry.verb for entry in entries_concerning(cast.noa)] == ["conduct.write_rules"]
    assert list(entries_concerning(late)) == []
    html = browser_of(cast.noa).get(reverse("record")).content.decode()
    assert "The rules of conduct were changed." in html
    assert "Miriam" in html


def test_a_program_reads_its_members_record(cast: Cast) -> None:
    actions.grant_role(actor=account_of(cast.miriam), member=cast.noa, role=Role.TEACHER)
    told = browser_of(cast.noa).get(reverse("api:my_record")).json()
    assert [(entry["verb"], entry["by"]) for entry in told["entries"]] == [("members.grant_teacher", "Miriam")]


@dataclass(frozen=True)
class Written:
    """One function of a room's actions: whom it calls, and the verbs it records."""

    place: str
    calls: frozenset[str]
    verbs: frozenset[str]


def functions() -> dict[Path, dict[str, Written]]:
    """The functions of every file of every room's actions, by name."""
    found: dict[Path, dict[str, Written]] = {}
    for folder in ROOMS.glob("*/actions*"):
        for file in [folder] if folder.is_file() else folder.rglob("*.py"):
            nodes = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)]
            found[file] = {node.name: _written(f"{file.relative_to(ROOMS)}:{node.name}", node) for node in nodes}
    return found


def _written(place: str, node: ast.FunctionDef) -> Written:
    calls = [found for found in ast.walk(node) if isinstance(found, ast.Call) and isinstance(found.func, ast.Name)]
    named = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    texts = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    verbs = {text for text in texts if re.fullmatch(rf"({'|'.join(NAMES)})\.[a-z_]+", text)}
    return Written(place, frozenset(named), frozenset(verbs))


def acts_of_office() -> dict[str, str]:
    """The verbs of all acts that ask for a permission, themselves or through a helper, with where they are written."""
    files = functions()
    gates = {"require"} | {
        name for file in files.values() for name, one in file.items() if "require" in one.calls and not one.verbs
    }
    acts = {}
    for file in files.values():
        for one in file.values():
            if one.calls & gates:
                helpers = [file[name] for name in one.calls if name.startswith("_") and name in file]
                acts.update(dict.fromkeys({verb for part in (one, *helpers) for verb in part.verbs}, one.place))
    return acts


TO_THE_OTHER_SIDE = {"conduct.decide_reported", "conduct.go_on", "members.grant_", "members.revoke_", "threshold.say"}
"""Written for the other side by the same function, or when it is no steward who acts; or the beginning of a verb."""


def test_every_act_that_needs_a_permission_has_words_for_the_log() -> None:
    acts = acts_of_office()
    assert {"circles.publish", "conduct.decide", "members.import"} <= set(acts)
    missing = {verb: place for verb, place in acts.items() if verb not in office() | TO_THE_OTHER_SIDE}
    assert not missing, f"say in AppConfig.ready what stewards do: describe(WORDS, office=…): {missing}"


def test_the_words_of_the_log_speak_of_verbs_that_members_can_read_too() -> None:
    assert office() <= described()
    assert discreet() <= office()
    assert everybody() <= office()
    assert all(office_words(Entry(verb=verb)) != verb for verb in office())
