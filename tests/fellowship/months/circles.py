"""What people and stewards do with circles, in any order."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tenfold.fellowship.circles import actions
from tenfold.fellowship.circles.jobs import run_formation
from tenfold.fellowship.circles.models import LIVE, Circle, Formation, Placement, Reason, Seat
from tenfold.fellowship.circles.options import RunOptions, Size, Who
from tenfold.fellowship.circles.proposal import CircleDraft, PlacementDraft, Proposal
from tenfold.fellowship.conduct.actions import block, unblock
from tenfold.fellowship.members.models import Standing
from tests.fellowship.months.world import World, some

OFFERED = Placement.Standing.OFFERED
SIZE = Size(3, 4, 5)
ANSWERS = ("no", "another", "wait", "wait until")

if_asked = precondition(lambda _self: Placement.objects.filter(standing=OFFERED).exists())
if_answered = precondition(lambda _self: Placement.objects.exclude(standing=OFFERED).exists())
if_seated = precondition(lambda _self: Seat.objects.filter(left_at__isnull=True).exists())
if_left = precondition(lambda _self: Seat.objects.filter(left_at__isnull=False).exists())
if_away = precondition(lambda _self: Seat.objects.filter(paused_until__isnull=False).exists())
if_proposed = precondition(lambda _self: Formation.objects.filter(standing=Formation.Standing.PROPOSED).exists())


class Circles(World):
    """Forming, publishing, every answer, pausing, leaving, coming back, moving, joining, keeping away."""

    def _placement(self, which: int, **having: object) -> Placement | None:
        found = Placement.objects.filter(member__standing=Standing.ENTERED, **having)
        return self.one_of(list(found.select_related("member__account").order_by("pk")), which)

    def _seat(self, which: int, **having: object) -> Seat | None:
        found = Seat.objects.filter(left_at__isnull=True, **having)
        return self.one_of(list(found.select_related("member__account", "circle").order_by("pk")), which)

    def _ten(self, which: int) -> Circle | None:
        return self.one_of(list(Circle.objects.filter(level=1, standing__in=LIVE).order_by("pk")), which)

    def _proposal(self, which: int) -> Formation | None:
        return self.one_of(list(Formation.objects.filter(standing=Formation.Standing.PROPOSED).order_by("pk")), which)

    def _offer(self, kind: str, circles: list[Circle], drafts: list[PlacementDraft]) -> None:
        """Propose seats in circles that are there, and ask at once."""
        formation = actions.propose(
            kind=kind,
            by_itself=True,
            proposal=Proposal(tuple(CircleDraft.of(circle) for circle in circles), tuple(drafts)),
        )
        actions.publish_by_itself(formation=formation)

    @initialize(people=st.integers(6, 12), yes=st.integers(0, 2**12 - 1))
    def begin(self, people: int, yes: int) -> None:
        """Tens and a hundred are proposed at once, and those whose bit is set say yes."""
        super().begin(people)
        self.a_formation_runs(who=Who.WITHOUT_A_SEAT, seed=0)
        self.a_proposal_is_published(which=0)
        for placement in Placement.objects.filter(standing=OFFERED).order_by("level", "pk"):
            if yes >> placement.member_id % 12 & 1:
                person = self.account(placement.member)
                self.attempt(lambda p=placement, a=person: actions.accept_placement(actor=a, placement=p))  # type: ignore[misc]

    # What stewards do

    @rule(who=st.sampled_from((Who.WITHOUT_A_SEAT, Who.WITHOUT_A_SEAT, Who.ALL)), seed=st.integers(0, 3))
    def a_formation_runs(self, who: str, seed: int) -> None:
        if self.steward:
            options = RunOptions(who=who, size=SIZE, seed=seed)
            run_formation.call(actions.start_formation(actor=self.steward, options=options).pk)

    @if_proposed
    @rule(which=some)
    def a_proposal_is_published(self, which: int) -> None:
        formation = self._proposal(which)
        if formation and self.steward:
            actions.publish_formation(actor=self.steward, formation=formation)

    @if_proposed
    @rule(which=some)
    def a_proposal_is_set_aside(self, which: int) -> None:
        formation = self._proposal(which)
        if formation and self.steward:
            actions.set_aside_formation(actor=self.steward, formation=formation)

    @if_proposed
    @rule(which=some, where=some)
    def a_steward_moves_somebody_in_a_proposal(self, which: int, where: int) -> None:
        formation = self._proposal(which)
        if formation is None or self.steward is None:
            return
        draft = self.one_of(list(formation.placements.filter(standing="draft", level=1).order_by("pk")), which)
        target = self.one_of(list(formation.circles.filter(level=1).order_by("pk")), where)
        steward = self.steward
        if draft:
            move = lambda: actions.move_member(  # noqa: E731
                actor=steward, formation=formation, member=draft.member, circle=target, anyway=True
            )
            self.attempt(move)

    # What people answer

    @if_asked
    @rule(which=some)
    def somebody_says_yes(self, which: int) -> None:
        placement = self._placement(which, standing=OFFERED)
        if placement:
            person = self.account(placement.member)
            self.attempt(lambda: actions.accept_placement(actor=person, placement=placement))

    @if_asked
    @rule(which=some, level=st.sampled_from((1, 1, 2)))
    def many_say_yes(self, which: int, level: int) -> None:
        """Everybody who is asked for one circle."""
        asking = Circle.objects.filter(level=level, placements__standing=OFFERED).distinct()
        circle = self.one_of(list(asking.order_by("pk")), which)
        if circle:
            asked = circle.placements.filter(standing=OFFERED, member__standing=Standing.ENTERED)
            for placement in asked.order_by("pk"):
                person = self.account(placement.member)
                self.attempt(lambda p=placement, a=person: actions.accept_placement(actor=a, placement=p))  # type: ignore[misc]

    @if_answered
    @rule(which=some)
    def somebody_says_yes_late(self, which: int) -> None:
        placement = self._placement(which, standing__in=["declined", "lapsed", "withdrawn", "draft"])
        if placement:
            person = self.account(placement.member)
            self.attempt(lambda: actions.accept_placement(actor=person, placement=placement))

    @rule(which=some, how=st.sampled_from(ANSWERS), reason=st.sampled_from(Reason.values))
    def somebody_says_something_else(self, which: int, how: str, reason: str) -> None:
        placement = self._placement(which)
        if placement is None:
            return
        person, in_a_month = self.account(placement.member), timezone.now().date() + timedelta(days=30)
        say = {
            "no": lambda: actions.decline_placement(actor=person, placement=placement),
            "another": lambda: actions.ask_for_another(actor=person, placement=placement, reasons=[reason]),
            "wait": lambda: actions.rather_wait(actor=person, placement=placement),
            "wait until": lambda: actions.rather_wait(actor=person, placement=placement, until=in_a_month),
        }
        self.attempt(say[how])

    # How people live in their circles

    @if_seated
    @rule(which=some)
    def somebody_leaves_a_circle(self, which: int) -> None:
        seat = self._seat(which)
        if seat:
            actions.leave_circle(actor=self.account(seat.member), seat=seat)

    @if_seated
    @rule(which=some, days=st.sampled_from((2, 20)))
    def somebody_pauses(self, which: int, days: int) -> None:
        seat = self._seat(which)
        if seat:
            until = timezone.now().date() + timedelta(days=days)
            self.attempt(lambda: actions.pause_seat(actor=self.account(seat.member), seat=seat, until=until))

    @if_away
    @rule(which=some)
    def somebody_is_back(self, which: int) -> None:
        seat = self._seat(which, paused_until__isnull=False)
        if seat:
            actions.resume_seat(actor=self.account(seat.member), seat=seat)

    @if_left
    @rule(which=some)
    def somebody_comes_back_into_a_ten(self, which: int) -> None:
        left = Seat.objects.filter(left_at__isnull=False, level=1).select_related("member__account", "circle")
        seat = self.one_of(list(left.order_by("pk")), which)
        if seat:
            self.attempt(lambda: actions.come_back(actor=self.account(seat.member), circle=seat.circle))

    @rule(which=some, wishes=st.booleans())
    def somebody_wishes_for_a_ten_or_not(self, which: int, wishes: bool) -> None:
        person = self.somebody(which, standing=Standing.ENTERED)
        if person:
            wish = actions.wish_for_a_ten if wishes else actions.wish_for_no_ten
            self.attempt(lambda: wish(actor=self.account(person)))

    @rule(one=some, other=some, apart=st.sampled_from((True, True, False)))
    def somebody_keeps_away(self, one: int, other: int, apart: bool) -> None:
        first, second = (self.somebody(which, standing=Standing.ENTERED) for which in (one, other))
        if first and second and first != second:
            act = block if apart else unblock
            act(actor=self.account(first), other=second)

    # What the fellowship proposes by itself

    @if_seated
    @rule(who=some, where=some)
    def an_open_seat_is_offered(self, who: int, where: int) -> None:
        person, ten = self.somebody(who, standing=Standing.ENTERED), self._ten(where)
        if person and ten:
            self._offer(Formation.Kind.OFFER, [ten], [PlacementDraft(0, person.pk, {})])

    @if_seated
    @rule(who=some, where=some)
    def a_move_is_proposed(self, who: int, where: int) -> None:
        seat, ten = self._seat(who, level=1), self._ten(where)
        if seat and ten and seat.circle != ten:
            self._offer(Formation.Kind.REPAIR, [ten], [PlacementDraft(0, seat.member_id, {}, replaces=seat.pk)])

    @if_seated
    @rule(which=some)
    def tens_join_into_a_hundred(self, which: int) -> None:
        """A new hundred above two tens that stand alone, with somebody of each for its voice."""
        alone = Circle.objects.filter(level=1, standing__in=LIVE, parent__isnull=True, seats__left_at__isnull=True)
        tens = list(alone.filter(seats__isnull=False).distinct().order_by("pk")[:2])
        if len(tens) < 2:
            return
        voices = [self._seat(which, circle=ten) for ten in tens]
        below = [CircleDraft.of(ten, parent=2) for ten in tens]
        above = CircleDraft(2, "en", "Europe/London", 2, tens[0].starts_at, 60, 1, 2)
        drafts = [PlacementDraft(2, seat.member_id, {"of": place}) for place, seat in enumerate(voices) if seat]
        formation = actions.propose(
            kind=Formation.Kind.LINE, by_itself=True, proposal=Proposal((*below, above), tuple(drafts))
        )
        actions.publish_by_itself(formation=formation)

    @if_seated
    @rule(which=some, whom=some)
    def a_voice_is_passed_on(self, which: int, whom: int) -> None:
        """Somebody of a ten is asked to carry its voice, in the place of who carries it now, if anybody does."""
        seat = self._seat(whom, level=1, circle__parent__standing__in=LIVE)
        if seat is None or seat.circle.parent is None:
            return
        now = Seat.objects.filter(
            left_at__isnull=True,
            circle=seat.circle.parent,
            member__in=seat.circle.seats.filter(left_at__isnull=True).values("member"),
        ).first()
        draft = PlacementDraft(0, seat.member_id, {"of": 1}, replaces=now.pk if now else None)
        if now is None or now.member_id != seat.member_id:
            self._offer(Formation.Kind.VOICE, [seat.circle.parent, seat.circle], [draft])

    @rule(who=some)
    def somebody_says_whether_letters_come(self, who: int) -> None:
        person = self.somebody(who, standing=Standing.ENTERED)
        if person:
            actions.choose_letters(actor=self.account(person), proposals=bool(who % 2))
