"""One desires of the demo: a ten in the midst of composing, tens and their hundred that agreed, the whole with one.

Everybody acts for themselves, by the same actions as real people.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.desires.actions import respond, write_desire
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.one_desire import actions
from tenfold.fellowship.one_desire.actions.rounds import plan_round
from tenfold.fellowship.one_desire.models import Composition, Consent
from tenfold.fellowship.one_desire.reach import FORMED, may_carry, seats_of

from .company import company

FOUND = (
    (
        "an hour every week in which nobody has to be right",
        "to hear from each of us before anybody speaks twice",
        "An hour every week in which nobody has to be right, and to hear from each of us before anybody speaks twice.",
    ),
    (
        "that nobody here celebrates a holiday alone",
        "one song that all of us know by heart",
        "We desire that nobody here celebrates a holiday alone, and one song that all of us know by heart.",
    ),
)
"""For each of the first tens two desires and the one desire made of them; the parts of it are traced by themselves."""
IN_WORK = (
    "to learn one word a week of each other's language",
    "more patience with those who come late",
    "to help one family in our town, whoever they are",
)
IN_WORK_TEXT = (
    "We desire to learn one word a week of each other's language, and more patience with those who come late."
)
OF_THE_HUNDRED = (
    "Nobody celebrates a holiday alone; each of us is heard before anybody speaks twice; "
    "and an hour every week in which nobody has to be right."
)
OF_THE_WHOLE = "Each of us is heard before anybody speaks twice, and nobody celebrates a holiday alone."
GRADES = (Consent.Grade.HEART, Consent.Grade.HEART, Consent.Grade.LIVE, Consent.Grade.HEART, Consent.Grade.ASIDE)


def find_one_desire(*, steward: Account) -> None:
    """Let some circles find their one desire, on different points of the way, within a round of the whole."""
    now = timezone.now()
    plan_round(
        actor=steward,
        title="One desire this season",
        opens_at=now - timedelta(minutes=1),
        composes_at=now + timedelta(days=14),
        closes_at=now + timedelta(days=35),
    )
    tens = whole_tens()
    parent = next((ten.parent for ten in tens if ten.parent is not None), None)
    if parent is None or len(tens) < len(FOUND) + 1:
        return
    beside = [ten for ten in tens if ten.parent_id == parent.pk]
    agreed = [found for ten, texts in zip(beside, FOUND, strict=False) if (found := a_ten_agrees(ten, *texts))]
    carried = [desire for composition in agreed if (desire := carry(composition)) is not None]
    higher = composed(parent, carried, OF_THE_HUNDRED) if carried else None
    while higher is not None and higher.circle is not None:
        desire = carry(higher)
        higher = composed(desire.circle, [desire], OF_THE_WHOLE) if desire is not None else None
    at_the_door = [one.member.seats.get(level=1, left_at=None).circle for one in company() if one.kind == "seated"]
    in_work(next(ten for ten in (*at_the_door, *tens) if ten not in beside[: len(FOUND)]))


def whole_tens() -> list[Circle]:
    """Living tens with a delegate in a living hundred."""
    found = Circle.objects.filter(level=1, standing=Circle.Standing.ALIVE).select_related("parent__parent__parent")
    tens = [ten for ten in found.order_by("number") if any(may_carry(one, ten) for one in people_of(ten))]
    return [ten for ten in tens if ten.parent is not None and ten.parent.standing in FORMED]


def people_of(circle: Circle | None) -> list[Member]:
    seats: list[Seat] = list(seats_of(circle).select_related("member__account").order_by("pk"))
    return [seat.member for seat in seats if seat.member.account is not None]


def a_ten_agrees(ten: Circle, first: str, second: str, text: str) -> Composition | None:
    """Two desires, answered by all, and the text that is made of them."""
    people = people_of(ten)
    if len(people) < len(FOUND):
        return None
    desires = [
        write_desire(actor=account_of(author), circle=ten, text=words, language="en")
        for author, words in zip(people, (first, second), strict=False)
    ]
    for person in people:
        for desire in desires:
            respond(actor=account_of(person), desire=desire, value=1)
    return composed(ten, desires, text)


def composed(circle: Circle | None, desires: Sequence[Desire], text: str) -> Composition | None:
    """Somebody takes up the pen, those whose words stand there agree, and all answer."""
    people = people_of(circle)
    if not people:
        return None
    writer = account_of(people[-1])
    composition = actions.begin(actor=writer, circle=circle, language="en")
    for desire in desires:
        actions.take_in(actor=writer, composition=composition, desire=desire)
    actions.write(actor=writer, composition=composition, text=text)
    for taking in composition.takings.filter(standing="asked").select_related("member__account"):
        if taking.member is not None:
            actions.agree(actor=account_of(taking.member), taking=taking, may_be_walked=taking.pk % 2 == 1)
    actions.ask_circle(actor=writer, composition=composition)
    version = composition.versions.order_by("-number")[0].number
    for place, person in enumerate(people):
        grade = GRADES[place % len(GRADES)]
        actions.say_grade(actor=account_of(person), composition=composition, version=version, grade=grade)
    composition.refresh_from_db()
    return composition if composition.standing == Composition.Standing.STANDS else None


def carry(composition: Composition) -> Desire | None:
    """The circle's delegate carries it up, where it has one."""
    circle = composition.circle
    if circle is None:
        return None
    delegate = next((one for one in people_of(circle) if may_carry(one, circle)), None)
    if delegate is None:
        return None
    return actions.carry_up(actor=account_of(delegate), composition=composition).desire


def in_work(ten: Circle) -> None:
    """A ten whose text is being written: one has agreed to their words, another is asked."""
    people = people_of(ten)
    authors = people[: len(IN_WORK)]
    desires = [
        write_desire(actor=account_of(author), circle=ten, text=words, language="en")
        for author, words in zip(authors, IN_WORK, strict=False)
    ]
    for person in people:
        for desire in desires:
            respond(actor=account_of(person), desire=desire, value=1)
    composition = actions.begin(actor=account_of(people[-1]), circle=ten, language="en")
    for desire in desires[:2]:
        actions.take_in(actor=account_of(people[-1]), composition=composition, desire=desire)
    actions.write(actor=account_of(people[-1]), composition=composition, text=IN_WORK_TEXT)
    taking = composition.takings.filter(desire=desires[0]).select_related("member").get()
    if taking.standing == "asked":
        actions.agree(actor=account_of(authors[0]), taking=taking, may_be_walked=True)


def account_of(member: Member) -> Account:
    if member.account is None:
        raise ValueError(f"{member} has not come in")
    return member.account
