"""Promise 8: what is done to a member by others, stewards included, is written down and open to that member."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import tenfold
from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.audit.queries import entries_concerning
from tenfold.fellowship.audit.words import described
from tenfold.fellowship.members import actions
from tenfold.fellowship.members.models import Account, Attribute, Member
from tenfold.people.sheet import read_people
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of

SHEET = b"id,name,languages,timezone,availability\n7,Lea,en,Europe/Paris,Mon 19:00-21:00\n"


def lea() -> Member:
    return Member.objects.get_or_create(external_id="7", defaults={"name": "Lea", "email": "lea@x.org"})[0]


def a_question_that_noa_answered(cast: Cast) -> Attribute:
    question = Attribute.objects.create(key="craft", label="Craft")
    cast.noa.attribute_values.create(attribute=question, value="baker")
    return question


DONE: dict[str, tuple[Callable[[Cast, Account], object], Callable[[Cast], Member]]] = {
    "gives a role": (
        lambda cast, actor: actions.grant_role(actor=actor, member=cast.noa, role="teacher"),
        lambda cast: cast.noa,
    ),
    "takes a role": (
        lambda cast, actor: actions.revoke_role(actor=actor, member=cast.daniel, role="teacher"),
        lambda cast: cast.daniel,
    ),
    "brings in a sheet": (
        lambda cast, actor: actions.import_people(actor=actor, sheet=read_people(SHEET, on=date(2026, 1, 5))),
        lambda cast: lea(),
    ),
    "invites by name": (
        lambda cast, actor: actions.create_invitation(actor=actor, member=lea()),
        lambda cast: lea(),
    ),
    "makes a list of links": (
        lambda cast, actor: lea() and actions.create_personal_links(actor=actor),
        lambda cast: lea(),
    ),
    "writes letters": (lambda cast, actor: lea() and actions.send_letters(actor=actor), lambda cast: lea()),
    "drops a question": (
        lambda cast, actor: actions.remove_attribute(actor=actor, attribute=a_question_that_noa_answered(cast)),
        lambda cast: cast.noa,
    ),
}


@pytest.mark.parametrize("what", DONE)
def test_what_a_steward_does_is_in_the_record_of_whom_it_concerns(cast: Cast, what: str) -> None:
    do, whom = DONE[what]
    do(cast, account_of(cast.miriam))
    entries = list(entries_concerning(whom(cast)))
    assert [entry.actor for entry in entries] == [cast.miriam.account]


def test_the_member_reads_what_was_done_and_by_whom(cast: Cast) -> None:
    actions.grant_role(actor=account_of(cast.miriam), member=cast.noa, role="teacher")
    html = browser_of(cast.noa).get(reverse("record")).content.decode()
    assert "You were given the role of a teacher." in html
    assert "Miriam" in html


def test_nobody_reads_the_record_of_another(cast: Cast) -> None:
    actions.grant_role(actor=account_of(cast.miriam), member=cast.noa, role="teacher")
    assert "You were given" not in browser_of(cast.ruth).get(reverse("record")).content.decode()


def test_it_stays_open_to_who_left(cast: Cast) -> None:
    actions.grant_role(actor=account_of(cast.miriam), member=cast.noa, role="teacher")
    actions.leave(actor=account_of(cast.noa))
    assert "You were given the role" in browser_of(cast.noa).get(reverse("record")).content.decode()


def test_a_long_record_is_turned_page_by_page(cast: Cast) -> None:
    Entry.objects.bulk_create(Entry(verb="members.export", concerns=cast.noa) for _number in range(51))
    assert "Page 1 of 2" in browser_of(cast.noa).get(reverse("record")).content.decode()


def test_every_verb_that_is_recorded_has_words(cast: Cast) -> None:
    folders = Path(tenfold.__path__[0], "fellowship").glob("*/actions*")
    files = [file for path in folders for file in ([path] if path.is_file() else path.glob("*.py"))]
    verbs = {verb for file in files for verb in re.findall(r'"((?:members|circles)\.[a-z_]+)"', file.read_text())}
    assert {"members.enter", "members.return", "circles.accept"} <= verbs
    assert verbs - described() == set(), "say in AppConfig.ready what it means: audit.words.describe"


@pytest.mark.parametrize("name", actions.__all__)
def test_every_action_of_this_room_writes_the_record_whoever_calls_it(name: str) -> None:
    source = inspect.getsource(inspect.unwrap(getattr(actions, name)))
    assert "record(" in source or "_send(" in source


def test_what_is_rolled_back_was_never_recorded(cast: Cast) -> None:
    invitation, _token = actions.create_invitation(actor=account_of(cast.miriam))
    type(invitation).objects.update(expires_at=timezone.now() - timedelta(days=1))
    before = Entry.objects.count()
    with pytest.raises(Exception, match="ended"):
        actions.enter(actor=cast.sam, name="Sam", invitation=invitation)
    assert Entry.objects.count() == before
