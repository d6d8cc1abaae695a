"""Thirty simulated members of three tens: a process beside the site, in which those act who do not sit at the browser.

``python -m tests.browser.thirty`` makes the fellowship in ``TENFOLD_HOME``, says where everybody is, and then does what
each line of its input asks: ``["name of a function below", arguments…]``. Everybody acts by
the same actions as on the pages.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

ENGLISH = (
    "An hour every week in which nobody has to be right",
    "That we hear from each of us before anybody speaks twice",
    "More songs at our meetings",
    "A letter by hand to somebody lonely, once a month",
    "That we finish on time",
    "To learn to say no kindly",
    "A meal together on a screen, each in their own kitchen",
    "Fewer words, and slower ones",
    "That nobody is ashamed to be tired",
    "To read one good book together",
)
HEBREW = (
    "שאף אחד מאיתנו לא יישאר לבד בחג",
    "שנלמד לשתוק יחד פעם בשבוע",
    "יותר שירה במפגשים",
    "שנספר זה לזה על הסבים שלנו",
    "שנסיים בזמן",
    "לבשל זה לזה",
    "שנכיר את הילדים זה של זה",
    "פחות ויכוחים על פוליטיקה",
    "שכל אחד יביא שאלה",
    "לעזור למשפחה אחת בעיר",
)
BOTH = (
    "To plant one tree for every one of us",
    "ללמוד מילה אחת בשבוע משפתו של האחר",
    "That the old among us teach the young",
    "לטייל יחד פעם בשנה",
    "A common purse for hard times",
    "שנקשיב עד הסוף",
    "To forgive one another before the evening",
    "יותר הומור",
    "That we answer letters",
    "להתפלל או לשתוק, כל אחד כדרכו",
)
TENS = (("en", "Anna", ENGLISH), ("he", "Boaz", HEBREW), ("en", "Clara", BOTH))


def main() -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(made()), flush=True)  # noqa: T201 - it talks to the test
    known: dict[str, Callable[..., Any]] = {
        one.__name__: one for one in (text_of, owners_agree, others_answer, found_one, all_mine, hundreds, words_now)
    }
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(known[name](*arguments)), flush=True)  # noqa: T201


def made() -> dict[str, Any]:
    """Three tens under a hundred, a desire of everybody, and everybody's answers; who sits where, by their keys."""
    from django.conf import settings

    from tenfold.fellowship.desires.models import Desire
    from tests.cast import meet_the_cast, member
    from tests.fellowship.desires.stories import answers, hundred_above, living_ten, wish

    meet_the_cast()
    tens, people = [], []
    for language, name, texts in TENS:
        tongues = (language, "en") if language != "en" else ("en", "he")
        these = [member(f"{name}{number}", languages=tongues) for number in range(len(texts))]
        ten = living_ten(these, language=language)
        for person, text in zip(these, texts, strict=True):
            wish(person, text, ten, language="he" if "א" <= text[0] <= "ת" else "en")
        for place, desire in enumerate(Desire.objects.filter(circle=ten).order_by("pk")):
            answers(desire, these if place < 2 else these[place % 3 :: 2])
        tens.append(ten)
        people.append([person.key for person in these])
    from tenfold.fellowship.members.models import Member

    hundred_above(tens, delegates=[Member.objects.get(key=keys[0]) for keys in people])
    _reckon(*(ten.pk for ten in tens))
    database = settings.DATABASES["default"]
    which = " ".join(str(database.get(part, "")) for part in ("ENGINE", "HOST", "PORT", "NAME"))
    Path(settings.HOME, "demo").write_text(f"filled\n{which}")
    return {"people": people, "tens": [ten.number for ten in tens]}


def text_of(level: int, number: int) -> str:
    """The key of what a circle composes or is asked about (level 0: the whole)."""
    return str(_open(level, number).key)


def words_now(level: int, number: int) -> str:
    """The words that stand in a circle, or in the whole."""
    from tenfold.fellowship.one_desire.queries.texts import standing_of

    found = standing_of(_circle(level, number))
    return found.version.text if found is not None else ""


def owners_agree(level: int, number: int, but: str = "") -> int:
    """All who are asked for their words agree, but for one; how many of them they are."""
    from tenfold.fellowship.one_desire import actions

    asked = [
        taking
        for taking in _open(level, number).takings.filter(standing="asked").select_related("member__account")
        if taking.member is not None and taking.member.key != but
    ]
    for taking in asked:
        actions.agree(actor=taking.member.account, taking=taking)
    return len(asked)


def others_answer(level: int, number: int, but: str = "", grade: str = "live") -> str:
    """All who are asked answer, but for one; how the text stands then."""
    from tests.fellowship.one_desire.stories import all_say

    composition = _open(level, number)
    all_say(composition, [one for one in _composers(level, number) if one.key != but], grade)
    composition.refresh_from_db()
    return str(composition.standing)


def found_one(level: int, number: int, texts: list[str], joined: str) -> str:
    """A circle composes, agrees and carries up what it found; the words that stand."""
    from tenfold.fellowship.desires.models import Desire
    from tenfold.fellowship.one_desire import actions
    from tests.fellowship.one_desire.stories import owners_agree as agree

    circle, people = _circle(level, number), _composers(level, number)
    writer = people[0].account
    composition = actions.begin(actor=writer, circle=circle, language=circle.language if circle else "en")
    for text in texts:
        desire = Desire.objects.get(circle=circle, text__startswith=text, standing="open")
        actions.take_in(actor=writer, composition=composition, desire=desire)
    if joined:
        actions.write(actor=writer, composition=composition, text=joined)
    agree(composition, walk=True)
    actions.ask_circle(actor=writer, composition=composition)
    others_answer(level, number)
    composition.refresh_from_db()
    if circle is not None:
        actions.carry_up(actor=writer, composition=composition)
    return words_now(level, number)


def all_mine(level: int, number: int) -> int:
    """All thirty answer all that is desired in a circle or the whole: mine too. How many answers that are."""
    from tenfold.fellowship.desires.models import Desire
    from tenfold.fellowship.desires.reach import people_of
    from tests.fellowship.desires.stories import answers

    circle = _circle(level, number)
    people = list(people_of(circle).filter(name__regex=r"\d$").select_related("account"))
    desires = Desire.objects.filter(circle=circle, standing="open")
    for desire in desires:
        answers(desire, people)
    _reckon(circle.pk if circle else None)
    return len(people) * len(desires)


def hundreds() -> list[int]:
    from tenfold.fellowship.circles.models import Circle

    return list(Circle.objects.filter(level=2).values_list("number", flat=True))


def _circle(level: int, number: int) -> Any:
    from tenfold.fellowship.circles.models import Circle

    return Circle.objects.select_related("parent").get(level=level, number=number) if level else None


def _open(level: int, number: int) -> Any:
    from tenfold.fellowship.one_desire.queries.texts import open_of

    return open_of(_circle(level, number))


def _composers(level: int, number: int) -> list[Any]:
    from tenfold.fellowship.one_desire.reach import seats_of

    seats = seats_of(_circle(level, number)).select_related("member__account").order_by("pk")
    return [seat.member for seat in seats]


def _reckon(*circles: int | None) -> None:
    """Have the figures made, as the worker does, and as if everybody had answered two days ago."""
    from datetime import timedelta

    from django.db.models import F
    from django.utils import timezone

    from tenfold.fellowship.desires.models import Fit, Response
    from tenfold.fellowship.desires.reckoning import reckon_now

    Response.objects.update(responded_at=F("responded_at") - timedelta(days=2))
    for circle in circles:
        Fit.objects.filter(circle=circle).update(wanted_at=timezone.now())
        reckon_now(circle)


if __name__ == "__main__":
    main()
