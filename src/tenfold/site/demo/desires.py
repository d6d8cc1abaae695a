"""Invented desires and answers in three languages, so that the demo's pages of desires live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from django.conf import settings
from django.db.models import F

from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.desires.actions import render_desire, respond, write_desire
from tenfold.fellowship.desires.models import Desire, Fit, Response
from tenfold.fellowship.desires.reach import people_of
from tenfold.fellowship.desires.reckoning import reckon_now
from tenfold.fellowship.members.models import Account, Member

WHOLE: tuple[tuple[str, str, str, float, float], ...] = (
    # English, Hebrew, Russian; how welcome it is, and how much more so on one side than on the other
    (
        "One evening a week without screens, for everybody at the same hour",
        "ערב אחד בשבוע בלי מסכים, לכולם באותה שעה",
        "Один вечер в неделю без экранов, у всех в один час",
        1.2,
        0.2,
    ),
    (
        "That nobody among us spends a holiday alone",
        "שאף אחד מאיתנו לא יעביר חג לבד",
        "Чтобы никто из нас не проводил праздник в одиночестве",
        2.4,
        0.1,
    ),
    (
        "That we learn to listen to the end before we answer",
        "שנלמד להקשיב עד הסוף לפני שמשיבים",
        "Научиться дослушивать до конца, прежде чем отвечать",
        1.9,
        0.3,
    ),
    (
        "A house by the sea where every ten can spend a week a year",
        "בית ליד הים שבו כל עשירייה יכולה לשהות שבוע בשנה",
        "Дом у моря, где каждая десятка может жить неделю в году",
        0.8,
        -0.9,
    ),
    (
        "More silence in our gatherings, and fewer words",
        "יותר שקט במפגשים שלנו, ופחות מילים",
        "Больше тишины на наших встречах и меньше слов",
        0.1,
        2.0,
    ),
    (
        "More singing in our gatherings, and louder",
        "יותר שירה במפגשים שלנו, ובקול רם יותר",
        "Больше пения на наших встречах, и погромче",
        0.2,
        -2.1,
    ),
    (
        "That our children know one another by name across the countries",
        "שהילדים שלנו יכירו זה את זה בשם, מעבר לגבולות",
        "Чтобы наши дети знали друг друга по именам через границы",
        1.6,
        -0.2,
    ),
    (
        "That we decide slowly, and only when all were heard",
        "שנחליט לאט, ורק אחרי שכולם נשמעו",
        "Решать не спеша и только тогда, когда все услышаны",
        0.6,
        1.5,
    ),
    (
        "That we decide quickly and correct ourselves as we go",
        "שנחליט מהר, ונתקן את עצמנו תוך כדי דרך",
        "Решать быстро и исправляться на ходу",
        0.3,
        -1.6,
    ),
    (
        "To cook for a neighbour we do not know, once a month",
        "לבשל פעם בחודש לשכן שאיננו מכירים",
        "Раз в месяц готовить для незнакомого соседа",
        1.3,
        -0.3,
    ),
    (
        "A shared library of the stories our grandparents told",
        "ספרייה משותפת של הסיפורים שסבא וסבתא סיפרו",
        "Общая библиотека историй, которые рассказывали бабушки и дедушки",
        1.1,
        0.4,
    ),
    (
        "That the old among us teach a craft to the young",
        "שהמבוגרים שבינינו ילמדו את הצעירים מלאכה",
        "Чтобы старшие учили молодых ремеслу",
        1.5,
        0.6,
    ),
    (
        "A choir of three languages that travels",
        "מקהלה נודדת בשלוש שפות",
        "Странствующий хор на трёх языках",
        -0.6,
        -0.7,
    ),
    (
        "To plant a grove together and tend it for ten years",
        "לנטוע יחד חורשה ולטפח אותה עשר שנים",
        "Вместе посадить рощу и ухаживать за ней десять лет",
        0.9,
        0.1,
    ),
    (
        "That whoever is tired may be silent for a season, and stays one of us",
        "שמי שעייף יוכל לשתוק עונה שלמה, ויישאר אחד מאיתנו",
        "Чтобы уставший мог промолчать целый сезон и остаться одним из нас",
        1.4,
        0.7,
    ),
    (
        "A common purse for those among us who fall on hard times",
        "קופה משותפת למי מאיתנו שנקלע לקושי",
        "Общая касса для тех из нас, кому стало трудно",
        1.0,
        -0.6,
    ),
)
TEN: tuple[tuple[str, str, str], ...] = (
    ("That we begin with a minute of quiet", "שנפתח בדקה של שקט", "Начинать с минуты тишины"),
    (
        "That each of us brings a question to every meeting",
        "שכל אחד מאיתנו יביא שאלה לכל מפגש",
        "Чтобы каждый приносил на встречу вопрос",
    ),
    ("To visit one another at home this year", "לבקר זה את זה בבית השנה", "Побывать друг у друга дома в этом году"),
    (
        "That we finish on time, and stay who likes to",
        "שנסיים בזמן, ומי שרוצה יישאר",
        "Заканчивать вовремя, а кто хочет — остаётся",
    ),
)
LANGUAGES = ("en", "he", "ru")
WRITERS, ANSWERERS = 60, 140
TENS = 4


def desire_things(*, seed: int = 7) -> None:
    """Desires for the whole and for a few tens, some rendered into the other languages, many answered."""
    rng = np.random.default_rng(seed)
    people = [member for member in people_of(None).select_related("account").order_by("pk") if member.account]
    if len(people) < 10:
        return
    asked = settings.ANSWERS_A_DAY, settings.DESIRES_A_DAY
    settings.ANSWERS_A_DAY = settings.DESIRES_A_DAY = 10_000
    try:
        whole = [_written(people, None, said, rng) for said in WHOLE]
        _answer_whole(whole, people, rng)
        for ten in _tens():
            _fill_ten(ten, rng)
    finally:
        settings.ANSWERS_A_DAY, settings.DESIRES_A_DAY = asked
    # What was answered lately is still coming in; in the demo it came two days ago.
    Response.objects.update(responded_at=F("responded_at") - timedelta(days=2))
    for circle_id in list(Fit.objects.filter(wanted_at__isnull=False).values_list("circle_id", flat=True)):
        reckon_now(circle_id)


def _tens() -> list[Circle]:
    """Those of the people whom one comes in as first: the first who sit in a living ten."""
    alive = Seat.objects.filter(level=1, left_at__isnull=True, circle__standing=Circle.Standing.ALIVE)
    seats = alive.filter(member__account__isnull=False).select_related("circle").order_by("member_id")
    return list(dict.fromkeys(seat.circle for seat in seats))[:TENS]


def _written(
    people: Sequence[Member], circle: Circle | None, said: Sequence[object], rng: np.random.Generator
) -> Desire:
    """One desire by somebody, in one of the languages, and the others given by somebody else."""
    author, helper = (people[int(i)] for i in rng.choice(min(len(people), WRITERS), 2, replace=False))
    first = int(rng.choice(3, p=[0.5, 0.3, 0.2]))
    desire = write_desire(
        actor=_account(author),
        circle=circle,
        text=str(said[first]),
        language=LANGUAGES[first],
        anonymous=bool(rng.random() < 0.4),
    )
    for other in range(3):
        if other != first and rng.random() < 0.85:
            render_desire(actor=_account(helper), desire=desire, language=LANGUAGES[other], text=str(said[other]))
    return desire


def _answer_whole(desires: Sequence[Desire], people: Sequence[Member], rng: np.random.Generator) -> None:
    side = 0.4 * rng.normal(size=len(people)) + np.where(rng.random(len(people)) < 0.55, 1.5, -1.5)
    for i in rng.permutation(len(people))[:ANSWERERS]:
        for j in rng.choice(len(desires), int(rng.integers(5, len(desires))), replace=False):
            welcome, apart = WHOLE[j][3], WHOLE[j][4]
            passes = rng.random() < 0.08
            agrees = rng.random() < 1.0 / (1.0 + np.exp(-(welcome + apart * side[i])))
            value = 0 if passes else 1 if agrees else -1
            respond(actor=_account(people[i]), desire=desires[j], value=value)


def _fill_ten(ten: Circle, rng: np.random.Generator) -> None:
    people = [member for member in people_of(ten).select_related("account").order_by("pk") if member.account]
    if len(people) < 5:
        return
    for said in TEN:
        desire = _written(people, ten, said, rng)
        likes = rng.uniform(0.4, 1.0)
        for member in people[1:]:  # one of them has everything still before them
            if rng.random() < 0.95:
                respond(actor=_account(member), desire=desire, value=1 if rng.random() < likes else -1)


def _account(member: Member) -> Account:
    if member.account is None:
        raise ValueError(f"{member} has not come in")
    return member.account
