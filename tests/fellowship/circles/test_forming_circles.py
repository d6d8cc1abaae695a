"""A steward starts a formation; a worker forms circles; the result is kept all or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tenfold.fellowship.circles.actions import set_aside_formation, start_again, start_formation
from tenfold.fellowship.circles.actions.runs import keep_proposal, report_progress, take_up_run
from tenfold.fellowship.circles.jobs import reporter, run_formation
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.options import RunOptions, Size, Who
from tenfold.fellowship.circles.proposal import Proposal
from tenfold.fellowship.circles.queries.proposals import SILENT_AFTER, fell_silent
from tenfold.fellowship.members.models import Member, Standing
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd, offered

FEW = RunOptions(size=Size(3, 4, 5))


def formed(cast: Cast, options: RunOptions = FEW) -> Formation:
    """A formation that ran to its end."""
    formation = start_formation(actor=cast.miriam.account, options=options)
    run_formation.call(formation.pk)
    formation.refresh_from_db()
    return formation


def test_everybody_gets_a_draft_or_a_reason_and_nobody_a_seat(cast: Cast) -> None:
    crowd(20)

    formation = formed(cast)

    assert formation.standing == Formation.Standing.PROPOSED, formation.failure
    placed = set(formation.placements.filter(level=1).values_list("member", flat=True))
    without = set(formation.unplaced.values_list("member", flat=True))
    assert placed | without == set(Member.objects.values_list("pk", flat=True))
    assert not placed & without
    assert not Seat.objects.exists()
    assert set(formation.placements.values_list("standing", flat=True)) == {Placement.Standing.DRAFT}


def test_every_ten_has_an_hour_a_language_and_a_place_above(cast: Cast) -> None:
    crowd(20)

    formation = formed(cast)

    tens = Circle.objects.filter(formation=formation, level=1)
    assert len(tens) >= 4
    for ten in tens:
        speakers = ten.placements.filter(member__languages__code=ten.language)
        assert speakers.count() == ten.placements.count() >= 3
        assert ten.parent is not None
        assert ten.parent.level == 2
    delegates = Placement.objects.filter(formation=formation, level=2)
    assert delegates.count() == len(tens)
    assert all(tens.filter(placements__member=delegate.member).exists() for delegate in delegates)


def test_the_same_seed_gives_the_same_proposal(cast: Cast) -> None:
    crowd(20)

    first, second = (
        sorted(sorted(circle.placements.values_list("member", flat=True)) for circle in found.circles.filter(level=1))
        for found in (formed(cast), formed(cast))
    )

    assert first == second


def test_who_left_is_not_seated_and_who_sits_is_left_in_peace(cast: Cast) -> None:
    people = crowd(12)
    Member.objects.filter(pk=people[0].pk).update(standing=Standing.LEFT, waits_since=None)
    offered([people[1]])

    formation = formed(cast)

    assert not formation.placements.filter(member__in=people[:2]).exists()
    assert formed(cast, RunOptions(who=Who.ALL, size=FEW.size)).placements.filter(member=people[1]).exists()


def test_too_few_people_are_told_so(cast: Cast) -> None:
    formation = formed(cast, RunOptions())

    assert formation.standing == Formation.Standing.FAILED
    assert "too few people" in formation.failure


def test_only_stewards_start_formations(cast: Cast) -> None:
    for actor in (cast.noa.account, cast.daniel.account, cast.sam):
        with pytest.raises(PermissionDenied):
            start_formation(actor=actor, options=FEW)


def test_a_run_that_was_set_aside_writes_nothing_any_more(cast: Cast) -> None:
    formation = start_formation(actor=cast.miriam.account, options=FEW)
    assert take_up_run(formation.pk)
    set_aside_formation(actor=cast.miriam.account, formation=formation)

    assert report_progress(formation.pk, 0.5, "improve") is False
    assert keep_proposal(formation.pk, Proposal((), ())) is False
    formation.refresh_from_db()
    assert formation.standing == Formation.Standing.SET_ASIDE


def test_a_run_is_taken_up_by_one_worker_only(cast: Cast) -> None:
    formation = start_formation(actor=cast.miriam.account, options=FEW)

    assert take_up_run(formation.pk) is not None
    assert take_up_run(formation.pk) is None


def test_a_worker_that_died_is_noticed_and_the_run_started_again(cast: Cast) -> None:
    formation = start_formation(actor=cast.miriam.account, options=FEW)
    take_up_run(formation.pk)
    formation.refresh_from_db()
    assert not fell_silent(formation)
    assert fell_silent(formation, now=timezone.now() + SILENT_AFTER + timedelta(seconds=1))

    again = start_again(actor=cast.miriam.account, formation=formation)

    formation.refresh_from_db()
    assert (formation.standing, again.standing) == (Formation.Standing.FAILED, Formation.Standing.QUEUED)
    assert again.options == formation.options
    assert keep_proposal(formation.pk, Proposal((), ())) is False


def test_progress_is_written_twice_a_second_at_most(cast: Cast) -> None:
    formation = start_formation(actor=cast.miriam.account, options=FEW)
    take_up_run(formation.pk)
    moment = [0.0]
    report = reporter(formation.pk, clock=lambda: moment[0])

    written = []
    for at, share in ((0.0, 0.1), (0.2, 0.2), (0.4, 0.3), (0.6, 0.4)):
        moment[0] = at
        assert report(share, "improve") is False
        formation.refresh_from_db()
        written.append(formation.progress)

    assert written == [0.1, 0.1, 0.1, 0.4]


def test_setting_a_proposal_aside_erases_its_drafts(cast: Cast) -> None:
    crowd(12)
    formation = formed(cast)

    set_aside_formation(actor=cast.miriam.account, formation=formation)

    assert not Circle.objects.exists()
    assert not Placement.objects.exists()


def test_an_error_in_the_program_is_told_and_nothing_is_half_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(12)
    formation = start_formation(actor=cast.miriam.account, options=FEW)

    def breaks(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(Placement.objects, "bulk_create", breaks)
    with pytest.raises(RuntimeError):
        run_formation.call(formation.pk)

    formation.refresh_from_db()
    assert formation.standing == Formation.Standing.FAILED
    assert "went wrong" in formation.failure
    assert not Circle.objects.exists()
