"""How the stories of this room begin: a ten with desires, a text in which their words stand, one that stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.members.models import Member
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.models import Composition, Taking
from tenfold.fellowship.one_desire.queries.texts import newest
from tests.fellowship.desires.stories import hundred_above, living_ten, wish
from tests.fellowship.members.door import account_of

__all__ = [
    "all_say",
    "begun",
    "hundred_above",
    "living_ten",
    "owners_agree",
    "people_of",
    "reads",
    "stands",
    "taking_of",
    "wish",
    "words_of",
]


def begun(writer: Member, circle: Circle | None, language: str = "en") -> Composition:
    """Somebody takes up the pen."""
    return actions.begin(actor=account_of(writer), circle=circle, language=language)


def taking_of(composition: Composition, desire: Desire) -> Taking:
    return Taking.objects.get(composition=composition, desire=desire)


def owners_agree(composition: Composition, *, walk: bool = False) -> None:
    """All who are asked for their words agree."""
    for taking in composition.takings.filter(standing=Taking.Standing.ASKED):
        assert taking.member is not None
        actions.agree(actor=account_of(taking.member), taking=taking, may_be_walked=walk)


def people_of(circle: Circle) -> list[Member]:
    seats = Seat.objects.filter(circle=circle, left_at__isnull=True).select_related("member__account")
    return [seat.member for seat in seats.order_by("pk")]


def all_say(composition: Composition, people: Iterable[Member], grade: str = "heart") -> None:
    """All of ``people`` give one answer to the newest version."""
    for person in people:
        now = Composition.objects.get(pk=composition.pk)
        number = now.versions.order_by("-number")[0].number
        actions.say_grade(actor=account_of(person), composition=now, version=number, grade=grade)


def stands(circle: Circle, desires: Sequence[Desire], *, walk: bool = False, text: str = "") -> Composition:
    """A circle whose first person writes, takes these desires in, and whose people all agree."""
    people = people_of(circle)
    writer = account_of(people[0])
    composition = begun(people[0], circle)
    for desire in desires:
        actions.take_in(actor=writer, composition=composition, desire=desire)
    if text:
        actions.write(actor=writer, composition=composition, text=text)
    owners_agree(composition, walk=walk)
    actions.ask_circle(actor=writer, composition=composition)
    all_say(composition, people)
    composition.refresh_from_db()
    assert composition.standing == Composition.Standing.STANDS
    return composition


def reads(composition: Composition) -> str:
    """The newest text."""
    return composition.versions.order_by("-number")[0].text


def words_of(composition: Composition) -> dict[str, str]:
    """Whose words stand in the newest text: the desire's text → the words."""
    (text,) = newest([composition])
    return {part.piece.taking.desire.text: part.words for part in text.parts if part.piece is not None}
