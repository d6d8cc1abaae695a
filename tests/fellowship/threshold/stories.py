"""Short ways to what a story begins with: Lea, who has an account and no name here yet, and rules of entry."""

from __future__ import annotations

from django.test import Client

from tenfold.fellowship.members.actions import update_profile
from tenfold.fellowship.members.models import Account, Member
from tenfold.fellowship.members.profile import Profile, profile_of
from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.models import Application, Gate, RuleKind
from tenfold.fellowship.threshold.queries.entry import own_states
from tenfold.fellowship.threshold.queries.path import lessons
from tests.cast import Cast
from tests.fellowship.members.door import account_of


def rules(cast: Cast, *kinds: str, asking: bool = True, stands_for: tuple[str, ...] = tuple(RuleKind.values)) -> Gate:
    """Miriam sets the rules of entry."""
    return actions.set_entry(actor=account_of(cast.miriam), asking=asking, rules=kinds, stands_for=stands_for)


def comes_by(name: str = "Lea") -> Account:
    """Somebody who has an account and is nobody here yet."""
    return Account.objects.create_user(f"{name.lower()}@example.org")


def begins(name: str = "Lea") -> Account:
    """Somebody who has given a name at the threshold."""
    account = comes_by(name)
    actions.begin(actor=account, name=name)
    return account


def asks(name: str = "Lea", **said: str) -> Account:
    """Somebody who has asked to enter, with a country or an origin if one is said."""
    account = begins(name)
    if said:
        tells(account, **said)
    actions.ask(actor=account)
    return account


def tells(account: Account, **said: str) -> None:
    """They say who they are: a language, hours, and what is said here."""
    first = Profile(**{**vars_of(profile_of(member(account))), "languages": ("he",), "zone": "Asia/Jerusalem"})
    update_profile(actor=account, profile=Profile(**{**vars_of(first), "hours": "Tue 19:00-21:00", **said}))


def vars_of(profile: Profile) -> dict[str, object]:
    return {name: getattr(profile, name) for name in Profile.__dataclass_fields__}


def walks_the_path(account: Account) -> None:
    for lesson in lessons():
        actions.take_step(actor=account, number=lesson.number)


def member(account: Account) -> Member:
    return Member.objects.get(account=account)


def application(account: Account) -> Application:
    return Application.objects.get(member__account=account)


def still_open(account: Account) -> list[str]:
    """The rules that somebody has not met yet."""
    return [state.kind for state in own_states(application(account)) if not state.met]


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client
