"""One circle as its people see it: who, what unites, what differs, when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tenfold.fellowship.members.models import Member, MemberLanguage
from tenfold.fellowship.members.visibility import Card, cards_of
from tenfold.fellowship.once import once

from ..models import Circle, Placement, Seat


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who sits in the circle, with what they show to it. ``carries`` is the child whose voice they carry."""

    card: Card
    mine: bool
    delegate: bool
    carries: Circle | None = None
    back: date | None = None
    """Somebody who is away, until this day; their seat is kept."""


@dataclass(frozen=True, slots=True)
class Variety:
    """One question to which the people of a circle have one answer, or several.

    ``question`` is "origin", "country" or the label of an attribute; ``own`` tells the last from the first two.
    """

    question: str
    answers: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """A circle in numbers, for those who do not sit in it. ``missing``: so many more and it comes alive."""

    seated: int
    open_seats: int
    offered: int
    missing: int


def companions(circle: Circle, *, viewer: Member | None) -> list[Companion]:
    """The people of a circle, the viewer first, then by name. Five queries, however many they are."""
    seats = list(Seat.objects.filter(circle=circle, left_at__isnull=True).select_related("member"))
    people = [seat.member for seat in seats]
    above = Seat.objects.filter(circle__children=circle, member__in=people, left_at__isnull=True)
    delegates = set(above.values_list("member_id", flat=True))
    below = Seat.objects.filter(circle__parent=circle, member__in=people, left_at__isnull=True)
    carried = {seat.member_id: seat.circle for seat in below.select_related("circle")} if circle.level > 1 else {}
    found = [
        Companion(
            card=card,
            mine=viewer is not None and person.pk == viewer.pk,
            delegate=person.pk in delegates,
            carries=carried.get(person.pk),
            back=seat.paused_until,
        )
        for seat, person, card in zip(seats, people, cards_of(people), strict=True)
    ]
    return sorted(found, key=lambda companion: (not companion.mine, companion.card.name.casefold()))


def shared_languages(companions: Sequence[Companion]) -> list[str]:
    """The languages that everybody in the circle speaks, in the order of the first one's liking."""
    if not companions:
        return []
    spoken = [set(companion.card.languages) for companion in companions]
    return [code for code in companions[0].card.languages if all(code in codes for codes in spoken)]


def varieties(companions: Sequence[Companion]) -> list[Variety]:
    """What the people of a circle answer to each question, every answer once, by the alphabet: nobody comes first."""
    answers: dict[tuple[str, bool], set[str]] = {}
    for companion in companions:
        _add(answers, ("origin", False), companion.card.origin)
        _add(answers, ("country", False), companion.card.country)
        for label, value in companion.card.attributes:
            _add(answers, (label, True), value)
    return [Variety(question, tuple(sorted(given)), own) for (question, own), given in answers.items()]


def _add(answers: dict[tuple[str, bool], set[str]], question: tuple[str, bool], answer: str) -> None:
    if answer:
        answers.setdefault(question, set()).add(answer)


@once
def figures(circle: Circle) -> Figures:
    """How many sit in a circle, are asked, and could still come."""
    seated = Seat.objects.filter(circle=circle, left_at__isnull=True).count()
    offered = circle.placements.filter(standing=Placement.Standing.OFFERED).count()
    missing = max(circle.seats_min - seated, 0) if circle.standing == Circle.Standing.FORMING else 0
    return Figures(seated, max(circle.seats_max - seated, 0), offered, missing)


def common_and_different(found: Iterable[Variety], people: int) -> tuple[list[Variety], list[Variety]]:
    """The questions with one answer for all, and those with several. One person alone has nothing in common."""
    common, different = [], []
    for variety in found:
        if len(variety.answers) > 1:
            different.append(variety)
        elif people > 1:
            common.append(variety)
    return common, different


def spoken_in(members: Iterable[Member]) -> list[str]:
    """All languages of some people, the most spoken first."""
    counts: dict[str, int] = {}
    codes = MemberLanguage.objects.filter(member__in=[member.pk for member in members]).values_list("code", flat=True)
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    return sorted(counts, key=lambda code: (-counts[code], code))


FEWEST_OTHERS = 3
"""What fewer people are together is not told before one sits with them."""


@dataclass(frozen=True, slots=True)
class Others:
    """The others of a proposed circle, together and without names: only in a circle one sees who is who."""

    people: int
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    origins: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether they are so many that what they are together does not tell what one of them is."""
        return self.people >= FEWEST_OTHERS


def others_asked(placement: Placement) -> Others:
    """Those who are asked for the same circle, or have said yes. Three queries."""
    asked = [Placement.Standing.OFFERED, Placement.Standing.ACCEPTED]
    found = Placement.objects.filter(circle_id=placement.circle_id, standing__in=asked)
    members = [other.member for other in found.exclude(pk=placement.pk).select_related("member")]
    return Others(
        people=len(members),
        languages=tuple(spoken_in(members)),
        countries=tuple(sorted({member.country for member in members if member.country})),
        origins=tuple(sorted({member.origin for member in members if member.origin})),
    )


def alternative_to(placement: Placement) -> Circle | None:
    """The ten that would have been the next best, as the formation found it."""
    number = placement.explanation.get("alternative")
    if placement.level > 1 or not number:
        return None
    return Circle.objects.filter(level=1, number=number).exclude(standing=Circle.Standing.PROPOSED).first()
