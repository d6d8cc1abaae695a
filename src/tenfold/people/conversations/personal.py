"""Which statements tell of the person who answers, not of what they want: “I live in a town”, “I always vote”.

Nobody can unite on them or refuse them. Organisers put them among the others to learn who came; Polis' moderators can
mark them as such. Where nobody marked any, they are known by how they begin, rather one too few than one too many.
"""

from __future__ import annotations

import re

LONGEST = 120
"""Whoever says more than this tells more than a fact about themselves."""

_OFTEN = r"(?:(?:always|never|usually|often|regularly|sometimes|currently|already|just|still) )*"
_ENGLISH = (
    rf"i {_OFTEN}(?:work|rent|voted|drive|cycle|commute|study|watch|educate myself)\b",
    rf"i {_OFTEN}(?:own|speak|identify as|consider myself|was born|grew up|can explain|can speak)\b",
    rf"i {_OFTEN}(?:understand (?:how|what)|live(?! in (?:fear|hope))|vote(?! for| against))\b",
    r"i have a good understanding of\b",
    rf"i have {_OFTEN}(?:voted|written|read|moved|lived|worked|studied|used)\b",
    r"i have (?:no |an? |\d+ )?(?:(?:young|good|small) )?(?:child|children|kids|dependents|degree|car|licen[cs]e)\b",
    r"i (?:have|'ve) changed my mind\b|i've changed my mind\b",
    r"(?:i am|i'm) (?:(?:either|aged|under|over|between) )*\d+\b",
    r"(?:i am|i'm) (?:male|female|an? (?:man|woman)|eligible|retired|married|single)\b",
    r"(?:i am|i'm) (?:unemployed|employed|self-employed)\b",
    r"(?:i am|i'm) an? (?:\w+ )?(?:citizen|resident|student|pensioner|parent|tenant|landlord|homeowner|driver)\b",
    r"(?:i am|i'm) of (?:\w+ )+descent\b",
    r"my (?:own |annual |household'?s? )*(?:income|age|gender|highest qualification) is\b",
)
_GERMAN = (
    r"ich (?:wohne|lebe|arbeite|studiere|wähle|fahre|besitze|miete)\b",
    r"ich bin (?:\d+|unter|über|zwischen|männlich|weiblich|arbeitslos|selbstständig|in pension|pensionist|student)",
    r"ich habe (?:keine? |\d+ )?(?:kinder|kind|auto)\b",
    r"mein (?:haushalts)?einkommen (?:ist|liegt|beträgt)\b",
)
_HEBREW = (
    r"אני (?:גר|גרה|עובד|עובדת|לומד|לומדת|בן|בת|נשוי|נשואה|רווק|רווקה|סטודנט|סטודנטית|נוהג|נוהגת)\b",
    r"אני (?:מצביע|מצביעה)\b(?! בעד| נגד)",
    r"יש לי (?:ילדים|ילד|ילדה|רישיון|רכב|תואר)\b",
    r"אין לי (?:ילדים|רישיון|רכב|תואר)\b",
    r"(?:הצבעתי|נולדתי|גדלתי)\b",
)
_RUSSIAN = (
    r"я (?:всегда |никогда не |обычно |часто )?(?:живу|работаю|учусь|голосовала?|снимаю|владею|езжу)\b",
    r"я (?:всегда |никогда не |обычно |часто )?голосую\b(?! за| против)",
    r"я родил(?:ся|ась)\b",
    r"я (?:мужчина|женщина|студент|студентка|пенсионер|пенсионерка|замужем|женат)\b",
    r"мне (?:меньше |больше |от )?\d+\b",
    r"у меня (?:есть |нет )?(?:дети|детей|ребёнок|машина|машины|права)\b",
)
_CHINESE = (r"我(?:是|住在|有(?:用|搭|在|以)|有.{0,6}(?:執照|駕照))",)
_TELLS = re.compile("|".join((*_ENGLISH, *_GERMAN, *_HEBREW, *_RUSSIAN, *_CHINESE)))

_WISHES = re.compile(
    r"[.!?。！？].*\w|\b(?:should|must|ought|need|needs|want|because|so|soll|sollte|muss|weil|צריך|צריכים|חייבים|כי|"
    r"надо|нужно|должны|должен|должна|потому)\b|覺得|認為|應該|希望"
)
"""A second sentence, a demand or a reason: then it is no bare fact."""


def tells_of_oneself(text: str) -> bool:
    """Whether a statement only says what its reader is, has or does.

    >>> tells_of_oneself("I live in an urban (not a rural) area")
    True
    >>> tells_of_oneself("I am worried about security issues with online voting.")
    False
    >>> tells_of_oneself("I live here, so the road must be mended.")
    False
    """
    said = " ".join(text.casefold().replace("’", "'").split()).lstrip("\"“„«'")
    return len(said) <= LONGEST and _TELLS.match(said) is not None and _WISHES.search(said) is None
