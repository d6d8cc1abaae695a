"""Publishing offers every draft to its member, once, and leaves out who has found a place since."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.circles.actions import (
    accept_placement,
    decline_placement,
    publish_formation,
    set_aside_formation,
)
from tenfold.fellowship.circles.models import Circle, Formation, Placement, Seat
from tenfold.fellowship.circles.options import RunOptions, Who
from tenfold.fellowship.circles.refusals import Refused
from tenfold.fellowship.members.models import Member, Standing
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of, proposal_for, ten_of

Browser = Callable[[Member], Client]


def test_drafts_become_offers_and_nobody_sits_yet(cast: Cast) -> None:
    formation = proposal_for([cast.noa, cast.pavel])

    assert publish_formation(actor=cast.miriam.account, formation=formation) == 0

    assert set(formation.placements.values_list("standing", flat=True)) == {Placement.Standing.OFFERED}
    assert formation.circles.get().standing == Circle.Standing.FORMING
    assert not Seat.objects.exists()
    told = Entry.objects.filter(verb="circles.publish").values_list("concerns", flat=True)
    assert set(told) == {cast.noa.pk, cast.pavel.pk}


def test_publishing_again_changes_nothing(cast: Cast) -> None:
    formation = proposal_for([cast.noa])
    publish_formation(actor=cast.miriam.account, formation=formation)
    decline_placement(actor=cast.noa.account, placement=Placement.objects.get())

    publish_formation(actor=cast.miriam.account, formation=formation)

    assert Placement.objects.get().standing == Placement.Standing.DECLINED


def test_who_found_a_place_or_left_since_is_left_out(cast: Cast) -> None:
    formation = proposal_for([cast.noa, cast.pavel, cast.ruth])
    ten = offered([cast.noa])
    accept_placement(actor=cast.noa.account, placement=placement_of(cast.noa, ten))
    Member.objects.filter(pk=cast.ruth.pk).update(standing=Standing.LEFT, waits_since=None)

    assert publish_formation(actor=cast.miriam.account, formation=formation) == 2

    standings = dict(formation.placements.values_list("member", "standing"))
    assert standings == {
        cast.noa.pk: Placement.Standing.WITHDRAWN,
        cast.pavel.pk: Placement.Standing.OFFERED,
        cast.ruth.pk: Placement.Standing.WITHDRAWN,
    }


def test_a_proposal_for_everybody_takes_the_place_of_unanswered_offers(cast: Cast) -> None:
    old = offered([cast.noa])
    formation = proposal_for([cast.noa, cast.pavel], options=RunOptions(who=Who.ALL))

    publish_formation(actor=cast.miriam.account, formation=formation)

    assert placement_of(cast.noa, old).standing == Placement.Standing.WITHDRAWN
    assert formation.placements.get(member=cast.noa).standing == Placement.Standing.OFFERED
    old.refresh_from_db()
    assert old.standing == Circle.Standing.CLOSED


def test_a_ten_in_which_nobody_is_asked_closes(cast: Cast) -> None:
    formation = proposal_for([cast.noa])
    empty = ten_of([], formation=formation)

    publish_formation(actor=cast.miriam.account, formation=formation)

    empty.refresh_from_db()
    assert empty.standing == Circle.Standing.CLOSED


def test_a_proposal_without_a_seat_is_not_published_but_set_aside(cast: Cast, browser_of: Browser) -> None:
    formation = Formation.objects.create(standing=Formation.Standing.PROPOSED, for_date="2026-06-01")

    with pytest.raises(Refused, match="no seat to offer"):
        publish_formation(actor=cast.miriam.account, formation=formation)

    page = browser_of(cast.miriam).get(f"/formations/{formation.pk}/").content.decode()
    assert "No ten can be formed" in page
    assert "/publish/" not in page
    set_aside_formation(actor=cast.miriam.account, formation=formation)


def test_what_was_set_aside_cannot_be_published_nor_the_published_set_aside(cast: Cast) -> None:
    aside = proposal_for([cast.noa])
    set_aside_formation(actor=cast.miriam.account, formation=aside)
    with pytest.raises(Refused, match="no proposal to publish"):
        publish_formation(actor=cast.miriam.account, formation=aside)

    published = proposal_for([cast.noa])
    publish_formation(actor=cast.miriam.account, formation=published)
    with pytest.raises(Refused, match="cannot be set aside"):
        set_aside_formation(actor=cast.miriam.account, formation=published)


def test_only_stewards_publish(cast: Cast) -> None:
    formation = proposal_for([cast.noa])

    for act in (publish_formation, set_aside_formation):
        with pytest.raises(PermissionDenied):
            act(actor=cast.noa.account, formation=formation)

    assert Formation.objects.get().standing == Formation.Standing.PROPOSED
