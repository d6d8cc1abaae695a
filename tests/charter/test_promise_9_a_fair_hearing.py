"""Promise 9: nobody loses a seat, or their membership, but by a decision with a reason that they can see and answer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

import tenfold
from tenfold.fellowship.audit.queries import entries_concerning
from tenfold.fellowship.circles.actions.ending import end_seat
from tenfold.fellowship.circles.models import Seat
from tenfold.fellowship.conduct import actions
from tenfold.fellowship.conduct.models import Case, Decision
from tenfold.fellowship.members.actions.ending import end_membership
from tenfold.fellowship.members.export import everything_about
from tenfold.fellowship.members.models import Standing
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.conduct.stories import answered, decided, reported, seated, second_steward, told, where
from tests.fellowship.members.door import account_of, browser_of

GRAVE = (Decision.Finding.REST, Decision.Finding.END)


def sits(cast: Cast) -> bool:
    return Seat.objects.filter(member=cast.pavel, left_at=None).exists()


def decide(cast: Cast, case: Case, finding: str, reason: str = "It was grave.") -> None:
    place = where(Seat.objects.get(member=cast.pavel).circle)
    actions.decide(actor=account_of(cast.miriam), case=case, finding=finding, reason=reason, where=place)


@pytest.mark.parametrize("finding", GRAVE)
def test_nothing_is_taken_from_whom_nobody_heard(cast: Cast, finding: str) -> None:
    case = reported(cast)
    with pytest.raises(Refused):
        decide(cast, case, finding)
    with pytest.raises(Refused):
        decide(cast, told(cast, case), finding)
    assert sits(cast)


@pytest.mark.parametrize("finding", GRAVE)
def test_nothing_is_taken_without_a_reason(cast: Cast, finding: str) -> None:
    case = answered(cast)
    with pytest.raises(ValidationError):
        decide(cast, case, finding, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(case=case, finding=finding, reason="", where="1-1")
    assert sits(cast)


@pytest.mark.parametrize("finding", GRAVE)
def test_they_read_the_reason_and_who_decided_and_can_ask_for_another_decision(cast: Cast, finding: str) -> None:
    case = answered(cast)
    decide(cast, case, finding, reason="Because of the threats.")
    assert not sits(cast)
    page = browser_of(cast.pavel).get(reverse("my_matter", args=[case.key])).content.decode()
    assert "Because of the threats." in page
    assert "Miriam" in page
    assert "another steward decides anew" in page
    answer = browser_of(cast.pavel).post(
        reverse("my_matter", args=[case.key]), {"verb": "appeal", "words": "There were none."}
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.stage == Case.Stage.APPEALED


@pytest.mark.parametrize("finding", GRAVE)
def test_what_the_second_decision_takes_back_stands_in_nobodys_way(cast: Cast, finding: str) -> None:
    second_steward(cast)
    case = answered(cast)
    decide(cast, case, finding)
    actions.appeal(actor=account_of(cast.pavel), case=case, words="It was not I.")
    actions.decide(actor=account_of(cast.daniel), case=case, finding="nothing", reason="It was somebody else.")
    assert not Decision.objects.filter(case=case, lifted_at=None, finding__in=GRAVE).exists()


def test_who_decides_has_no_part_in_it(cast: Cast) -> None:
    seated([cast.noa, cast.pavel, cast.miriam])
    case = reported(cast)
    with pytest.raises(PermissionDenied):
        actions.tell(actor=account_of(cast.miriam), case=case, matter="You hear.")


def test_it_stands_in_their_record(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    decided(cast, Decision.Finding.REST, where=where(ten))
    entries = {entry.verb: entry.actor for entry in entries_concerning(cast.pavel)}
    assert entries["circles.end_seat"] == entries["conduct.decide"] == cast.miriam.account


def test_the_reporter_is_not_told_to_whom_it_concerns(cast: Cast) -> None:
    case = decided(cast)
    browser = browser_of(cast.pavel)
    for address in (reverse("my_matter", args=[case.key]), reverse("my_matters"), reverse("record")):
        assert "Noa" not in browser.get(address).content.decode().split("<main")[1]
    assert "Noa" not in str(browser.get(reverse("api:my_matter", args=[case.key])).json())
    told_along = everything_about(cast.pavel)
    assert "Noa" not in str({name: rows for name, rows in told_along.items() if name.startswith(("matter", "record"))})
    assert "shouted" not in str(told_along)


def test_members_and_machines_end_nobodys_seat(cast: Cast) -> None:
    seat = Seat.objects.get(member=cast.pavel) if seated([cast.noa, cast.pavel]) else None
    assert seat is not None
    for actor in (account_of(cast.noa), account_of(cast.daniel), cast.sam):
        with pytest.raises(PermissionDenied):
            end_seat(actor=actor, seat=seat)
        with pytest.raises(PermissionDenied):
            end_membership(actor=actor, member=cast.pavel)
    cast.pavel.refresh_from_db()
    assert (sits(cast), cast.pavel.standing) == (True, Standing.ENTERED)


def test_only_a_decision_calls_what_ends_a_seat_or_a_membership() -> None:
    callers: dict[str, set[str]] = {"end_seat": set(), "end_membership": set()}
    root = Path(tenfold.__path__[0])
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in callers:
                    callers[name].add(str(file.relative_to(root / "fellowship")))
    assert callers == {
        "end_seat": {"circles/conduct_places.py"},
        "end_membership": {"conduct/actions/deciding.py"},
    }
