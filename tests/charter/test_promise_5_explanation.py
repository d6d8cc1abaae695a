"""Promise 5. Every placement can be explained to the person it is for, in words."""

from __future__ import annotations

import pytest
from django.utils import timezone, translation

from tenfold.fellowship.circles.actions import move_member, start_formation
from tenfold.fellowship.circles.explaining import words_for
from tenfold.fellowship.circles.jobs import run_formation
from tenfold.fellowship.circles.models import Formation, Placement, Unplaced
from tenfold.fellowship.circles.options import RunOptions, Size
from tenfold.fellowship.circles.views.proposal_words import reason
from tests.cast import Cast
from tests.fellowship.circles.stories import crowd


@pytest.fixture
def formation(cast: Cast) -> Formation:
    crowd(24)
    started = start_formation(actor=cast.miriam.account, options=RunOptions(size=Size(3, 4, 5)))
    run_formation.call(started.pk)
    return Formation.objects.get(pk=started.pk)


def explained(formation: Formation) -> list[tuple[Placement, list[str]]]:
    placements = formation.placements.select_related("member", "circle")
    return [(found, words_for(found, on=timezone.now().date())) for found in placements]


def test_every_seat_says_the_language_and_the_hour_on_ones_own_clock(formation: Formation) -> None:
    seats = [(found, lines) for found, lines in explained(formation) if found.level == 1]

    assert seats
    for found, lines in seats:
        spoken = {"en": "English", "he": "Hebrew"}[found.circle.language]
        assert lines[0] == f"Everyone in this circle speaks {spoken}."
        assert "as the clock shows it in" in lines[1]
        assert any("next best seat" in line or "No other circle" in line for line in lines)


def test_what_somebody_brings_across_is_said(formation: Formation) -> None:
    assert any("Most of the others differ in" in line for _, lines in explained(formation) for line in lines)


def test_a_delegate_reads_whose_voice_it_is_and_that_no_is_an_answer(formation: Formation) -> None:
    delegates = [lines for found, lines in explained(formation) if found.level == 2]

    assert delegates
    for lines in delegates:
        assert "You would carry the voice of" in lines[0]
        assert "You can say yes to your own circle and no to this." in lines


def test_a_place_given_by_hand_says_so(cast: Cast, formation: Formation) -> None:
    moved = formation.placements.filter(level=1).first()
    assert moved is not None
    target = formation.circles.filter(level=1).exclude(pk=moved.circle_id).first()
    move_member(actor=cast.miriam.account, formation=formation, member=moved.member, circle=target, anyway=True)

    (lines,) = [
        lines for found, lines in explained(formation) if found.member_id == moved.member_id and found.level == 1
    ]
    assert "A steward chose this place for you by hand." in lines


def test_who_has_no_seat_reads_why(formation: Formation) -> None:
    for row in Unplaced.objects.all():
        assert reason(row)
    placed = set(formation.placements.filter(level=1).values_list("member", flat=True))
    assert placed.isdisjoint(Unplaced.objects.values_list("member", flat=True))


@pytest.mark.parametrize("language", ["en", "he", "ru"])
def test_the_words_come_in_the_language_of_the_person(formation: Formation, language: str) -> None:
    with translation.override(language):
        assert all(len(lines) >= 3 and all(lines) for _, lines in explained(formation))
