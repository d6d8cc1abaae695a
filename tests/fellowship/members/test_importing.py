"""Miriam brings in her spreadsheet: she sees what was understood, says yes, and nobody is overruled."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from tenfold.fellowship.members.actions import define_attribute, import_people, leave
from tenfold.fellowship.members.bridge import person_of
from tenfold.fellowship.members.models import Attribute, Member, Standing, Upload
from tenfold.fellowship.members.profile import profile_of
from tenfold.people.sheet import Sheet, read_people
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of

ROWS = [
    ["id", "name", "email", "languages", "timezone", "availability", "country", "origin", "age", "together", "notes"],
    [
        "1",
        "Lea",
        "lea@x.org",
        "fr, en",
        "Europe/Paris",
        "Mon 19:00-21:00",
        "FR",
        "harbour",
        "34",
        "2",
        "call her first",
    ],
    ["2", "Omar", "omar@x.org", "ar", "Africa/Cairo", "Tue 20:00-22:00", "EG", "hills", "41", "", "was here twice"],
    ["3", "Iris", "", "en", "Europe/Nowhere", "Wed 20:00-22:00", "", "hills", "29", "", "no answer so far, ask again"],
]


def as_csv(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode()


def as_excel(rows: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(rows: list[list[str]]) -> Sheet:
    return read_people(as_csv(rows), on=date(2026, 1, 5))


def upload(browser: Client, content: bytes, name: str = "people.csv") -> str:
    response = browser.post(reverse("import_members"), {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return str(response.url)  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", [as_csv, as_excel])
def test_nothing_is_written_before_the_yes(cast: Cast, form: object) -> None:
    browser = browser_of(cast.miriam)
    before = Member.objects.count()
    url = upload(browser, form(ROWS))  # type: ignore[operator]
    html = browser.get(url).content.decode()
    assert "2 people can be brought in." in html
    assert "1 line waits for a correction" in html
    assert "Europe/Nowhere" in html
    assert Member.objects.count() == before
    browser.post(url)
    assert Member.objects.filter(standing=Standing.INVITED).count() == 2
    assert not Upload.objects.exists()


def test_those_who_are_brought_in_are_invited_with_all_that_was_said(cast: Cast) -> None:
    import_people(actor=account_of(cast.miriam), sheet=read(ROWS))
    lea = Member.objects.get(external_id="1")
    profile = profile_of(lea)
    assert (lea.standing, lea.account, lea.email) == (Standing.INVITED, None, "lea@x.org")
    assert (profile.languages, profile.zone, profile.hours) == (("fr", "en"), "Europe/Paris", "Mon 19:00-21:00")
    assert profile.together == ("2",)
    assert profile.attributes == {"age": "34"}
    assert Attribute.objects.get().kind == "numeric"


def test_free_words_about_people_are_not_brought_in(cast: Cast) -> None:
    import_people(actor=account_of(cast.miriam), sheet=read(ROWS))
    assert not Attribute.objects.filter(label="notes").exists()


def test_the_same_sheet_again_brings_the_invited_up_to_date(cast: Cast) -> None:
    import_people(actor=account_of(cast.miriam), sheet=read(ROWS))
    moved = [row.copy() for row in ROWS]
    moved[1][4] = "Europe/Lisbon"
    done = import_people(actor=account_of(cast.miriam), sheet=read(moved))
    assert (done.added, done.updated, done.left_alone) == (0, 2, 0)
    assert Member.objects.get(external_id="1").zone == "Europe/Lisbon"
    assert profile_of(Member.objects.get(external_id="1")).languages == ("fr", "en")


def test_what_a_member_says_of_themselves_is_never_overwritten(cast: Cast) -> None:
    leave(actor=account_of(cast.pavel))
    rows = [
        ROWS[0],
        ["n1", "Noa X", "NOA@example.org", "fr", "Europe/Paris", "Mon 09:00-10:00", "FR", "changed", "", "", ""],
        ["p1", "Pavel X", "pavel@example.org", "fr", "Europe/Paris", "Mon 09:00-10:00", "FR", "changed", "", "", ""],
    ]
    before = {member: profile_of(member) for member in (cast.noa, cast.pavel)}
    done = import_people(actor=account_of(cast.miriam), sheet=read(rows))
    assert (done.added, done.left_alone) == (0, 2)
    for member, profile in before.items():
        member.refresh_from_db()
        assert profile_of(member) == profile


def test_a_number_that_only_counts_lines_takes_nobody_for_somebody_else(cast: Cast) -> None:
    actor = account_of(cast.miriam)
    hers = [["name", "languages", "timezone", "availability", "together"]]
    hers += [
        ["Lea", "fr", "Europe/Paris", "Mon 19:00-21:00", "Omar"],
        ["Omar", "ar", "Africa/Cairo", "Mon 19:00-21:00", ""],
    ]
    his = [hers[0], ["Iris", "en", "Europe/London", "Tue 19:00-21:00", ""]]
    assert import_people(actor=actor, sheet=read(hers)).added == 2
    assert import_people(actor=actor, sheet=read(his)).added == 1
    again = import_people(actor=actor, sheet=read(hers))
    assert (again.added, again.updated) == (0, 2)
    lea = Member.objects.get(name="Lea")
    assert lea.external_id is None
    assert person_of(lea).together == (Member.objects.get(name="Omar").key,)


def test_two_who_share_an_address_stay_two(cast: Cast) -> None:
    rows = [
        ROWS[0],
        ["1", "Lea", "home@x.org", "fr", "Europe/Paris", "Mon 19:00-21:00", "", "", "", "", ""],
        ["2", "Max", "home@x.org", "fr", "Europe/Paris", "Mon 19:00-21:00", "", "", "", "", ""],
    ]
    for _times in range(2):
        import_people(actor=account_of(cast.miriam), sheet=read(rows))
    assert {member.name for member in Member.objects.filter(email="home@x.org")} == {"Lea", "Max"}


def test_a_column_answers_a_question_that_is_there_already(cast: Cast) -> None:
    define_attribute(actor=account_of(cast.miriam), label="Age", kind="numeric")
    import_people(actor=account_of(cast.miriam), sheet=read(ROWS))
    assert Attribute.objects.get().label == "Age"
    assert profile_of(Member.objects.get(external_id="1")).attributes == {"age": "34"}


def test_a_thousand_people_come_in_with_few_statements(cast: Cast) -> None:
    rows = [ROWS[0]] + [
        [str(n), f"P{n}", f"p{n}@x.org", "en, fr", "Europe/Paris", "Mon 19:00-21:00", "FR", "a", str(n), "", ""]
        for n in range(1, 1001)
    ]
    sheet = read(rows)
    with CaptureQueriesContext(
        connection,
    ) as spent:
        import_people(actor=account_of(cast.miriam), sheet=sheet)
    assert Member.objects.filter(standing=Standing.INVITED).count() == 1000
    assert len(spent) < 45


def test_a_file_that_is_no_list_of_people_is_refused_with_what_to_do(cast: Cast) -> None:
    browser = browser_of(cast.miriam)
    for content in (b"", b"\x00\x01\x02\xff", b"colour;taste\nred;sweet\n", b"PK\x03\x04 not really a workbook"):
        response = browser.post(reverse("import_members"), {"file": SimpleUploadedFile("people.csv", content)})
        assert response.status_code == 422
        assert 'class="errorlist' in response.content.decode()
    assert not Upload.objects.exists()


def test_a_spreadsheet_can_be_forgotten_and_belongs_to_who_brought_it(cast: Cast) -> None:
    browser = browser_of(cast.miriam)
    url = upload(browser, as_csv(ROWS))
    account_of(cast.daniel).member.roles.create(role="steward")
    assert browser_of(cast.daniel).get(url).status_code == 404
    browser.post(f"{url}forget/")
    assert not Upload.objects.exists()
    assert not Member.objects.filter(standing=Standing.INVITED).exists()
