"""A few people who ask to enter, each at another point of the way, made by the same actions as real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tenfold.fellowship.members.actions.profile import update_profile
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.profile import Profile, profile_of
from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.models import Application, RuleKind, Wave
from tenfold.fellowship.threshold.queries.path import lessons
from tenfold.fellowship.threshold.queries.purpose import current_purpose

RULES = (RuleKind.PATH, RuleKind.PURPOSE, RuleKind.PROFILE, RuleKind.CONVERSATION, RuleKind.WAVE)
OPEN = ("IL", "US", "DE", "FR", "CA", "GB")
"""Countries for which entry is open in the demo; for the last one it was opened and closed again."""

COMING = (
    ("Lior", ("he", "en"), "Asia/Jerusalem", "IL", "Tue 20:00-22:00; Thu 20:00-22:00"),
    ("Camille", ("fr", "en"), "Europe/Paris", "FR", "Mon 19:00-21:00; Sun 10:00-12:00"),
    ("Ksenia", ("ru",), "Asia/Tbilisi", "GE", "Wed 19:00-21:30"),
    ("Mateo", ("es", "en"), "America/Argentina/Buenos_Aires", "AR", "Tue 18:00-20:00"),
    ("Ada", ("en",), "Europe/London", "GB", ""),
    ("Jonah", ("en", "he"), "America/New_York", "US", "Sun 16:00-19:00; Mon 20:00-22:00"),
)
WHY = "I moved three times in five years. I would like to belong somewhere that does not depend on where I live."
ASKED = "Good evening. I work in shifts, so my hour changes every second week. Is that a difficulty?"
ANSWERED = "Good evening, and no: give the hours you always have. Shall we speak for ten minutes on Thursday?"


def knock(*, steward: Account, account_for: Callable[[str], Account]) -> list[Account]:
    """Open the threshold and let a few people come to it; ``account_for`` makes an account of a name.

    :returns: their accounts: one at the beginning, some who wait, each for something else, and one who has entered.
    """
    actions.set_entry(actor=steward, asking=True, rules=RULES, stands_for=list(RuleKind.values))
    for country in OPEN:
        actions.make_wave(actor=steward, kind=Wave.Kind.COUNTRY, value=country, is_open=country != OPEN[-1], uses=200)
    actions.make_wave(actor=steward, kind=Wave.Kind.CITY, value="Haifa", uses=50)
    accounts = [come(account_for, *one) for one in COMING]
    lior, camille, ksenia, mateo, ada, jonah = accounts
    actions.take_step(actor=ada, number=1, answer="")
    for account in (lior, camille, ksenia, mateo, jonah):
        ask(account)
    actions.say(actor=lior, application=of(lior), text=ASKED)
    actions.say(actor=camille, application=of(camille), text=ASKED)
    actions.say(actor=steward, application=of(camille), text=ANSWERED)
    actions.mark_spoken(actor=steward, application=of(ksenia))
    actions.mark_spoken(actor=steward, application=of(jonah))
    return accounts


def come(
    account_for: Callable[[str], Account], name: str, languages: Sequence[str], zone: str, country: str, hours: str
) -> Account:
    """Give a name, and say who one is."""
    account = account_for(f"{name.lower()}-asks")
    actions.begin(actor=account, name=name)
    said: Profile = profile_of(Member.objects.get(account=account))
    profile = replace(said, languages=tuple(languages), zone=zone, country=country, hours=hours)
    update_profile(actor=account, profile=profile)
    return account


def ask(account: Account) -> None:
    """Walk the path, agree, say why, and ask to enter."""
    for lesson in lessons():
        actions.take_step(actor=account, number=lesson.number)
    purpose = current_purpose()
    if purpose is not None:
        actions.agree(actor=account, purpose=purpose)
    actions.say_why(actor=account, why=WHY)
    actions.ask(actor=account)


def of(account: Account) -> Application:
    return Application.objects.select_related("member").get(member__account=account)
