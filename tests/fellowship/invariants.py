"""What must hold whatever happens, looked up anew in the database: ``check_invariants()``.

A room adds its own with ``@invariant``: a sentence for everything that is wrong, nothing when all is well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import Count, F, Q

from tenfold.fellowship.circles.actions.settling import standing_for
from tenfold.fellowship.circles.models import LIVE, Circle, Formation, Letter, Placement, Seat
from tenfold.fellowship.conduct.models import Block
from tenfold.fellowship.members.models import Standing

Wrong = Iterator[str]
_invariants: list[Callable[[], Wrong]] = []


def invariant(found: Callable[[], Wrong]) -> Callable[[], Wrong]:
    _invariants.append(found)
    return found


def check_invariants() -> None:
    """Fail with all that is wrong."""
    wrong = [f"{found.__name__}: {sentence}" for found in _invariants for sentence in found()]
    assert not wrong, "\n".join(wrong)


@invariant
def never_two_seats_in_one_level() -> Wrong:
    for row in Seat.objects.filter(left_at__isnull=True).values("member", "level").annotate(n=Count("pk")):
        if row["n"] > 1:
            yield str(row)


@invariant
def never_over_the_maximum_and_one_person_on_a_chair() -> Wrong:
    here = Q(seats__left_at__isnull=True)
    circles = Circle.objects.annotate(
        taken=Count("seats", filter=here), chairs=Count("seats__chair", filter=here, distinct=True)
    )
    for circle in circles.exclude(taken__lte=F("seats_max"), taken=F("chairs")):
        yield f"{circle} has {circle.taken} of {circle.seats_max} on {circle.chairs} chairs"


@invariant
def every_seat_rests_on_its_members_own_yes() -> Wrong:
    same = Q(
        circle=F("placement__circle"),
        member=F("placement__member"),
        level=F("placement__level"),
        placement__standing=Placement.Standing.ACCEPTED,
    )
    for seat in Seat.objects.exclude(same & Q(level=F("circle__level"))):
        yield f"seat {seat.pk}: {seat}"


@invariant
def no_consent_is_lost() -> Wrong:
    for placement in Placement.objects.filter(standing=Placement.Standing.ACCEPTED, seat__isnull=True):
        yield f"placement {placement.pk}: {placement}"


@invariant
def who_said_nothing_or_no_has_no_seat() -> Wrong:
    for seat in Seat.objects.exclude(placement__standing=Placement.Standing.ACCEPTED):
        yield f"{seat}: {seat.placement.standing}"


@invariant
def only_members_sit() -> Wrong:
    for seat in Seat.objects.filter(left_at__isnull=True).exclude(member__standing=Standing.ENTERED):
        yield f"{seat}: {seat.member.standing}"


@invariant
def who_waits_has_no_ten() -> Wrong:
    for seat in Seat.objects.filter(left_at__isnull=True, level=1, member__waits_since__isnull=False):
        yield str(seat)


@invariant
def delegates_sit_below_and_each_circle_has_one_voice() -> Wrong:
    seats = list(Seat.objects.filter(left_at__isnull=True).select_related("circle", "member"))
    at = {(seat.member_id, seat.level): seat for seat in seats}
    carried: set[tuple[int, int]] = set()
    for voice in (seat for seat in seats if seat.level > 1):
        below = at.get((voice.member_id, voice.level - 1))
        if below is None or below.circle.parent_id != voice.circle_id:
            yield f"{voice} without a seat below"
        elif (voice.circle_id, below.circle_id) in carried:
            yield f"{voice} is the second voice of {below.circle}"
        else:
            carried.add((voice.circle_id, below.circle_id))


@invariant
def a_circles_standing_follows_its_people() -> Wrong:
    here = Q(seats__left_at__isnull=True)
    circles = Circle.objects.exclude(standing=Circle.Standing.PROPOSED).annotate(
        seated=Count("seats", filter=here, distinct=True),
        present=Count("seats", filter=here & Q(seats__paused_until__isnull=True), distinct=True),
        asked=Count("placements", filter=Q(placements__standing=Placement.Standing.OFFERED), distinct=True),
    )
    for circle in circles:
        counts = f"{circle}: {circle.standing} with {circle.seated}, {circle.present} present, {circle.asked} asked"
        if circle.standing == Circle.Standing.CLOSED:
            if circle.seated or circle.asked:
                yield counts
        elif circle.standing != standing_for(
            circle, seated=circle.seated, present=circle.present, asked=bool(circle.asked)
        ):
            yield counts


@invariant
def nobody_sits_in_what_is_only_proposed() -> Wrong:
    for seat in Seat.objects.filter(left_at__isnull=True).exclude(circle__standing__in=LIVE):
        yield f"{seat}: {seat.circle.standing}"


@invariant
def the_nest_is_a_nest() -> Wrong:
    for circle in Circle.objects.filter(parent__isnull=False).exclude(parent__level=F("level") + 1):
        yield f"{circle} in {circle.parent}"


@invariant
def drafts_belong_to_proposals_and_offers_to_what_is_published() -> Wrong:
    drafts = Placement.objects.filter(standing=Placement.Standing.DRAFT)
    for draft in drafts.exclude(formation__standing=Formation.Standing.PROPOSED):
        yield f"draft {draft.pk} of a formation that is {draft.formation.standing}"
    offers = Placement.objects.filter(standing=Placement.Standing.OFFERED)
    for offer in offers.exclude(formation__standing=Formation.Standing.PUBLISHED, circle__standing__in=LIVE):
        yield f"offer {offer.pk}: formation {offer.formation.standing}, circle {offer.circle.standing}"
    for offer in offers.filter(member__standing=Standing.LEFT):
        yield f"offer {offer.pk} to somebody who left"


@invariant
def only_a_held_ten_is_paused() -> Wrong:
    for seat in Seat.objects.filter(paused_until__isnull=False).exclude(left_at__isnull=True, level=1):
        yield str(seat)


@invariant
def who_keeps_away_is_not_placed_together() -> Wrong:
    blocks = list(Block.objects.all())
    concerned = {pk for block in blocks for pk in (block.member_id, block.other_id)}
    seats = Seat.objects.filter(left_at__isnull=True, member__in=concerned).select_related("member", "circle")
    beside: dict[tuple[int, int], Seat] = {(seat.member_id, seat.circle_id): seat for seat in seats}
    for block in blocks:
        for (member, circle), seat in beside.items():
            other = beside.get((block.other_id, circle)) if member == block.member_id else None
            if other is not None and max(seat.since, other.since) > block.since:
                yield f"{seat} beside {other}, since the block"


@invariant
def letters_are_about_something_and_sent_once() -> Wrong:
    for letter in Letter.objects.exclude(formation__standing=Formation.Standing.PUBLISHED):
        yield f"{letter} about a formation that is {letter.formation.standing}"
    for letter in Letter.objects.filter(sent_at__isnull=False, tries=0):
        yield f"{letter} sent without a claim"
