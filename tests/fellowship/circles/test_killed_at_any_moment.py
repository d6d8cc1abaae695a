"""A process is killed in the midst of an act, at one SQL statement after the other: all of it is done, or nothing.

The child is a fork of this process that kills itself (SIGKILL, no clean-up whatever) right before its n-th statement.
"""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from tenfold.fellowship.circles.actions import accept_placement, publish_formation, start_again, start_formation
from tenfold.fellowship.circles.actions.lapsing import lapse_offers
from tenfold.fellowship.circles.actions.runs import keep_proposal, take_up_run
from tenfold.fellowship.circles.jobs import run_formation
from tenfold.fellowship.circles.letters.sending import CLAIM_ENDS, send_due
from tenfold.fellowship.circles.models import Circle, Formation, Letter, Placement, Seat
from tenfold.fellowship.circles.options import RunOptions, Size
from tenfold.fellowship.circles.rows import propose
from tests.cast import Cast, meet_the_cast
from tests.fellowship.circles.at_once import a_database_for_several
from tests.fellowship.circles.stories import crowd, offered, placement_of, proposal_for
from tests.fellowship.invariants import check_invariants

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPTIONS = RunOptions(size=Size(3, 4, 5))


@pytest.fixture
def company(tmp_path: Path, transactional_db: None) -> Iterator[Cast]:
    with a_database_for_several(tmp_path):
        yield meet_the_cast()


def killed_before(statement: int, act: Callable[[], object]) -> bool:
    """Do something in a child process that is killed before its n-th statement. False when it came to its end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        left = statement

        def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal left
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(count):
                act()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def at_every_statement(act: Callable[[], object], *, step: int = 1) -> Iterator[int]:
    """Kill the act before its first statement, before its second, and so on, until it comes to its end."""
    statement = 1
    while killed_before(statement, act):
        yield statement
        statement += step


def test_a_yes_is_given_whole_or_not_at_all(company: Cast) -> None:
    former, coming = offered([company.noa, company.ruth]), None
    accept_placement(actor=company.noa.account, placement=placement_of(company.noa, former))
    coming = offered([company.noa, company.pavel])
    placement = placement_of(company.noa, coming)

    moments = 0
    for _moment in at_every_statement(lambda: accept_placement(actor=company.noa.account, placement=placement)):
        moments += 1
        check_invariants()
        assert Seat.objects.get(left_at__isnull=True).circle == former

    assert moments > 5
    check_invariants()
    assert Seat.objects.get(left_at__isnull=True).circle == coming


def test_a_proposal_is_published_whole_or_not_at_all_and_each_letter_is_owed_with_it(company: Cast) -> None:
    formation = proposal_for([company.noa, company.ruth, company.pavel])

    def publish() -> int:
        return publish_formation(actor=company.miriam.account, formation=formation)

    for _moment in at_every_statement(publish):
        check_invariants()
        formation.refresh_from_db()
        assert formation.standing == Formation.Standing.PROPOSED or Letter.objects.count() == 3
        if formation.standing == Formation.Standing.PUBLISHED:
            break  # from here on it is the letters that are killed: see below

    formation.refresh_from_db()
    check_invariants()
    assert formation.standing == Formation.Standing.PUBLISHED
    assert Placement.objects.filter(standing=Placement.Standing.OFFERED).count() == 3


def test_a_formation_is_written_whole_or_not_at_all_and_can_be_started_again(company: Cast) -> None:
    crowd(9)
    formation = start_formation(actor=company.miriam.account, options=OPTIONS)
    formation = Formation.objects.get(standing=Formation.Standing.PROPOSED)  # the tests' jobs run at once
    found = propose(formation, progress=lambda _share, _stage: False)
    Formation.objects.filter(pk=formation.pk).update(standing=Formation.Standing.QUEUED)
    formation.placements.all().delete()
    formation.circles.all().delete()
    formation.unplaced.all().delete()
    assert take_up_run(formation.pk)

    for _moment in at_every_statement(lambda: keep_proposal(formation.pk, found), step=5):
        check_invariants()
        formation.refresh_from_db()
        assert formation.standing == Formation.Standing.RUNNING
        assert not Circle.objects.exists()

    formation.refresh_from_db()
    assert formation.standing == Formation.Standing.PROPOSED
    check_invariants()


def test_a_run_whose_worker_was_killed_is_started_again(company: Cast) -> None:
    crowd(9)
    formation = Formation.objects.create(for_date=DAY.date(), options=OPTIONS.as_json())
    assert killed_before(4, lambda: run_formation.call(formation.pk))
    formation.refresh_from_db()
    assert formation.standing == Formation.Standing.RUNNING

    again = start_again(actor=company.miriam.account, formation=formation)

    again.refresh_from_db()
    assert again.standing == Formation.Standing.PROPOSED, again.failure
    check_invariants()


def test_offers_lapse_one_by_one_and_the_next_keeper_goes_on(company: Cast) -> None:
    ten = offered([company.noa, company.ruth, company.pavel])
    Placement.objects.update(expires_at=DAY)

    for _moment in at_every_statement(lambda: lapse_offers(DAY), step=2):
        check_invariants()

    lapse_offers(DAY)
    check_invariants()
    ten.refresh_from_db()
    assert ten.standing == Circle.Standing.CLOSED


def test_no_letter_is_lost_and_one_goes_out_again_only_when_death_came_between_the_post_and_the_note(
    company: Cast, tmp_path: Path, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "post")
    people = [company.noa, company.ruth, company.pavel]
    formation = offered(people).formation
    Letter.objects.bulk_create(Letter(member=person, formation=formation, due_at=DAY) for person in people)

    a_while = CLAIM_ENDS + timedelta(minutes=1)
    for statement in range(1, 21):
        killed_before(statement, lambda turn=statement: send_due(DAY + turn * a_while))  # type: ignore[misc]
        check_invariants()
    send_due(DAY + 21 * a_while)

    posted = Counter(re.findall(r"^Message-ID: (\S+)", post(tmp_path / "post"), re.MULTILINE))
    assert len(posted) == len(people)
    assert not Letter.objects.filter(sent_at__isnull=True).exists()
    tries = sum(Letter.objects.values_list("tries", flat=True))
    assert sum(posted.values()) <= tries


def post(folder: Path) -> str:
    return "\n".join(file.read_text() for file in sorted(folder.glob("*")))
