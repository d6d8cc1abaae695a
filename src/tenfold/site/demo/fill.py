"""A community that is alive, made by the same actions as a real one: it holds nothing a real one could not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from allauth.account.models import EmailAddress
from django.db import transaction

from tenfold.engine.formation import Size
from tenfold.engine.world import make_world
from tenfold.fellowship.circles.actions import accept_placement, decline_placement, publish_formation, start_formation
from tenfold.fellowship.circles.jobs import run_formation
from tenfold.fellowship.circles.models import Formation, Placement
from tenfold.fellowship.circles.options import RunOptions, Who
from tenfold.fellowship.members.actions.entering import enter
from tenfold.fellowship.members.actions.importing import import_people
from tenfold.fellowship.members.actions.invitations import create_first_steward_link, create_personal_links
from tenfold.fellowship.members.actions.stewarding import edit_fellowship, grant_role
from tenfold.fellowship.members.models import Account, Member, Role
from tenfold.fellowship.members.queries import fellowship, invitation_by_token
from tenfold.fellowship.threshold.actions import write_purpose
from tenfold.people.names import people_of
from tenfold.people.person import Person
from tenfold.people.sheet import Sheet

from .applicants import knock
from .desires import desire_things
from .one_desire import find_one_desire

PEOPLE = 320
NEWCOMERS = 60  # came after the first formation: a second one proposes seats for them
ENTERED = 0.93  # of those invited
ACCEPT, DECLINE = 0.9, 0.03  # the rest have not answered yet
NAME = "The Evening Star"
PURPOSE = {
    "en": "Scattered over many countries, we want to become one, each of our own will, and each still ourselves.",
    "he": "מפוזרים בארצות רבות, אנו רוצים להיות לאחד: כל אחד מרצונו, וכל אחד נשאר הוא עצמו.",
    "ru": "Рассеянные по многим странам, мы хотим стать одним целым: каждый по своей воле, и каждый остаётся собой.",
}

Progress = Callable[[float, str], None]


def fill(*, progress: Progress, seed: int = 7) -> None:
    """Fill an empty fellowship: people, tens with seats taken, and a proposal that waits for its steward."""
    rng = np.random.default_rng(seed)
    people = list(people_of(make_world(PEOPLE + NEWCOMERS, preset="dispersion", seed=seed)))
    with transaction.atomic():
        progress(0.0, "The first steward comes in")
        steward = first_steward()
        progress(0.05, "People are invited and come in")
        bring_in(steward, people[:PEOPLE], rng)
        grant_role(actor=steward, member=a_teacher(), role=Role.TEACHER)
    progress(0.35, "Tens, hundreds and the whole are formed")
    form(steward, Who.ALL, publish=True)
    progress(0.6, "People answer")
    with transaction.atomic():
        for level in (1, 2, 3, 4):  # a delegate first takes the seat in the circle whose voice they carry
            answer(level, rng)
        progress(0.8, "Newcomers arrive")
        bring_in(steward, people[PEOPLE:], rng)
        knock(steward=steward, account_for=account_for)
    progress(0.9, "A second formation proposes seats")
    form(steward, Who.WITHOUT_A_SEAT, publish=False)
    progress(0.97, "People say what they desire")
    with transaction.atomic():
        desire_things(seed=seed)
        find_one_desire(steward=steward)
    progress(1.0, "Ready")


def account_for(name: str) -> Account:
    """An account with an address that can receive the code for signing in (the console shows it)."""
    account = Account.objects.create_user(f"{name}@example.org")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def first_steward() -> Account:
    """Come in by the link that the console of a real, empty fellowship prints, and give the fellowship its name."""
    path = create_first_steward_link()
    if path is None:
        raise RuntimeError("the demo is made in an empty fellowship only")
    steward = account_for("steward")
    enter(actor=steward, name="Tamar", invitation=invitation_by_token(path.rstrip("/").rsplit("/", 1)[-1]))
    home = fellowship()
    home.name = NAME
    edit_fellowship(actor=steward, fellowship=home)
    write_purpose(actor=steward, texts=PURPOSE)
    return steward


def bring_in(steward: Account, people: Sequence[Person], rng: np.random.Generator) -> None:
    """Invite people as a steward does with a spreadsheet; most of them come in by their personal link."""
    known = set(Member.objects.values_list("pk", flat=True))
    import_people(actor=steward, sheet=sheet_of(people))
    for member, token in create_personal_links(actor=steward):
        if member.pk not in known and rng.random() < ENTERED:
            enter(actor=account_for(f"member-{member.pk}"), name=member.name, invitation=invitation_by_token(token))


def sheet_of(people: Iterable[Person]) -> Sheet:
    return Sheet(people=tuple(people), mistakes=(), notes=(), remarks=(), columns=(), attributes={"age": "numeric"})


def a_teacher() -> Member:
    """Somebody who came in and whose gift is teaching, or else the last who came in."""
    entered = Member.objects.filter(account__isnull=False, roles__isnull=True)
    return entered.filter(gift__icontains="teach").order_by("pk").first() or entered.order_by("-pk")[0]


def form(steward: Account, who: Who, *, publish: bool) -> None:
    """Run a formation here and now instead of waiting for the worker."""
    home = fellowship()
    size = Size(home.size_min, home.size_target, home.size_max)
    formation = start_formation(actor=steward, options=RunOptions(who=who, minutes=home.minutes, size=size, seed=1))
    run_formation.call(formation.pk)
    if publish:
        publish_formation(actor=steward, formation=Formation.objects.get(pk=formation.pk))


def answer(level: int, rng: np.random.Generator) -> None:
    """Everyone who came in answers for their own seat, as they would on the page; a few decline, a few wait."""
    offered = Placement.objects.filter(
        level=level, standing=Placement.Standing.OFFERED, member__account__isnull=False
    ).select_related("member__account")
    for placement in offered.order_by("pk"):
        account = placement.member.account
        drawn = rng.random()
        if account is None or not may_answer(placement):
            continue
        if drawn < ACCEPT:
            accept_placement(actor=account, placement=placement)
        elif drawn < ACCEPT + DECLINE:
            decline_placement(actor=account, placement=placement)


def may_answer(placement: Placement) -> bool:
    """A delegate of a circle in which they took no seat has nothing to answer."""
    below = placement.level - 1
    return below == 0 or placement.member.seats.filter(level=below, left_at__isnull=True).exists()


def is_empty() -> bool:
    """Whether nobody has come in yet."""
    return not Member.objects.exists()
