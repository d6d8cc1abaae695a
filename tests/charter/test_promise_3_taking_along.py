"""Promise 3: all of one's data can be taken along at any time, as JSON and CSV, complete and readable."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.members.actions import grant_role, leave
from tenfold.fellowship.members.export import contribute, csv_of
from tenfold.fellowship.members.models import Account, Attribute, Member
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of

TOLD: dict[type[models.Model] | str, str] = {
    "members.account": "account",
    "members.member": "profile",
    "members.memberlanguage": "languages",
    "members.attributevalue": "answers",
    "members.wish": "wishes",
    "members.rolegrant": "roles",
    "members.invitation": "invitations",
    "members.apitoken": "tokens",
    "audit.entry": "record",
    "account.emailaddress": "addresses",
    "mfa.authenticator": "passkeys",
    "socialaccount.socialaccount": "organisations",
    "conduct.block": "blocks",
    "conduct.case": "matters",
    "conduct.step": "matter_steps",
    "conduct.decision": "matters",
    "conduct.rulestext": "conduct_written",
    "circles.placement": "placements",
    "circles.seat": "seats",
    "circles.unplaced": "unplaced",
    "circles.letter": "letters",
    "circles.letterchoice": "letters",
    "line.outlook": "line",
    "renewal.ask": "asks",
    "renewal.support": "asks",
    "renewal.consent": "consents",
    "renewal.seasonwish": "season_wishes",
    "gatherings.attendance": "attendance",
    "desires.desire": "desires",
    "desires.rendering": "desire_renderings",
    "desires.response": "desire_answers",
    "desires.hiding": "desire_rules_kept",
    "desires.crowd": "desire_rules_kept",
    "desires.desirerules": "desire_rules_kept",
    "practice.sharing": "sharings",
    "one_desire.composition": "one_desire_versions",
    "one_desire.version": "one_desire_versions",
    "one_desire.carried": "one_desire_versions",
    "one_desire.wording": "one_desire_versions",
    "one_desire.taking": "one_desire_words",
    "one_desire.consent": "one_desire_consents",
    "one_desire.roundletter": "round_letters",
    "one_desire.askedletter": "asked_letters",
    "threshold.application": "threshold",
    "threshold.letters": "threshold",
    "threshold.step": "threshold_path",
    "threshold.message": "threshold_conversation",
    "threshold.purposeanswer": "threshold_purpose",
    "threshold.purpose": "threshold_written",
    "threshold.wave": "threshold_written",
    "threshold.pathtext": "threshold_written",
}
"""Every table of the database that knows about a person, and the table of the export that tells of it."""

PASSING = {
    "members.upload": "a steward's spreadsheet between upload and yes: about others, and gone within a day",
    "account.emailconfirmation": "a code on its way",
    "socialaccount.socialtoken": "a key of another site, of no use elsewhere",
    "circles.formation": "a run for everybody; who started it stands in the record",
    "desires.seasonround": "a time for everybody; who opened it stands in the record",
    "renewal.season": "a time for everybody; who opened it stands in the record",
}


def taken_along(client: Client) -> tuple[dict[str, Any], zipfile.ZipFile]:
    response = client.post(reverse("export"))
    assert response.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    return json.loads(archive.read("everything.json")), archive


def rich(cast: Cast) -> Member:
    """Noa, about whom something stands in every table of this room."""
    craft = Attribute.objects.create(key="craft", label="Craft")
    cast.noa.attribute_values.create(attribute=craft, value="=baker")
    cast.noa.wishes.create(kind="together", written="Pavel")
    grant_role(actor=account_of(cast.miriam), member=cast.noa, role="teacher")
    return cast.noa


def test_everything_that_is_kept_about_a_person_is_in_the_file(cast: Cast) -> None:
    told, archive = taken_along(browser_of(rich(cast)))
    (profile,) = told["profile"]
    assert (profile["name"], profile["email"], profile["hours"]) == ("Noa", "noa@example.org", "Mon 19:00-21:00")
    assert told["languages"] == [{"rank": 0, "language": "he"}]
    assert told["answers"] == [{"question": "Craft", "answer": "=baker"}]
    assert told["wishes"] == [{"kind": "together", "who": "Pavel"}]
    assert [role["role"] for role in told["roles"]] == ["teacher"]
    assert "You were given the role of a teacher." in [entry["what"] for entry in told["record"]]
    assert {f"{name}.csv" for name, rows in told.items() if rows} <= set(archive.namelist())


def test_csv_says_the_same_as_json_and_runs_nothing(cast: Cast) -> None:
    _told, archive = taken_along(browser_of(rich(cast)))
    rows = list(csv.DictReader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig"))))
    assert rows == [{"question": "Craft", "answer": "'=baker"}]
    for name in archive.namelist():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))) for cell in row]
            assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_a_note_explains_the_file_in_the_persons_language(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    _told, archive = taken_along(browser)
    assert "Noa" in archive.read("README.txt").decode()


def test_who_left_can_still_take_everything_along(cast: Cast) -> None:
    leave(actor=account_of(rich(cast)))
    told, _archive = taken_along(browser_of(cast.noa))
    assert told["profile"][0]["gift"] == "music"


def test_nothing_of_others_is_in_the_file(cast: Cast) -> None:
    rich(cast)
    told, _archive = taken_along(browser_of(cast.ruth))
    assert "noa@example.org" not in json.dumps(told)
    assert "kibbutz" not in json.dumps(told)


def test_no_table_that_knows_about_people_is_forgotten(db: None) -> None:
    knowing = {
        model._meta.label_lower
        for model in apps.get_models()
        if model in (Member, Account)
        or any(field.is_relation and field.related_model in (Member, Account) for field in model._meta.fields)
    }
    assert knowing <= set(TOLD) | set(PASSING), f"Say where it is told: {knowing - set(TOLD) - set(PASSING)}"


@pytest.mark.parametrize("name", sorted(set(TOLD.values())))
def test_every_table_of_the_export_has_its_rows(name: str, cast: Cast) -> None:
    told, _archive = taken_along(browser_of(cast.noa))
    assert name in told


def test_two_rooms_cannot_overwrite_each_others_table() -> None:
    with pytest.raises(ValueError, match="already has a table"):
        contribute("profile", lambda member: [])


def test_rows_of_different_shape_share_one_table() -> None:
    assert csv_of([{"a": 1}, {"b": None}]).decode("utf-8-sig").splitlines() == ["a,b", "1,", ","]
