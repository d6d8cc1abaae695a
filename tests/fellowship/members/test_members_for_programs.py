"""What the pages do, programs can do too, with the same rights and errors of one shape."""

from __future__ import annotations

import io
import zipfile

from django.test import Client
from django.urls import reverse

from tenfold.fellowship.members.models import Invitation, Standing
from tests.cast import Cast
from tests.fellowship.members.door import browser_of


def test_one_reads_and_changes_ones_profile(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    assert browser.get("/api/me").json()["name"] == "Noa"
    answer = browser.patch("/api/me", {"gift": "order", "hours": "Mon 9-10pm"}, content_type="application/json")
    assert answer.status_code == 200
    assert (answer.json()["gift"], answer.json()["hours"], answer.json()["name"]) == ("order", "Mon 21:00-22:00", "Noa")


def test_a_mistake_is_said_field_by_field_and_nothing_is_written(cast: Cast) -> None:
    said = {"gift": "order", "zone": "Nowhere", "languages": []}
    answer = browser_of(cast.noa).patch("/api/me", said, content_type="application/json")
    assert answer.status_code == 422
    assert set(answer.json()) == {"detail", "fields"}
    assert set(answer.json()["fields"]) == {"zone", "languages"}
    cast.noa.refresh_from_db()
    assert cast.noa.gift == "music"


def test_every_error_has_the_same_shape(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    answers = [
        Client().get("/api/me"),
        browser.get("/api/members"),
        browser.get("/api/nowhere-at-all"),
        browser.patch("/api/me", {"languages": "he"}, content_type="application/json"),
        browser_of(cast.miriam).post("/api/invitations", {"uses": 0}, content_type="application/json"),
    ]
    assert [answer.status_code for answer in answers] == [401, 403, 404, 422, 422]
    for answer in answers:
        if answer["Content-Type"].startswith("application/json"):
            assert isinstance(answer.json()["detail"], str)


def test_stewards_read_the_list_page_by_page(cast: Cast) -> None:
    answer = browser_of(cast.miriam).get("/api/members", {"language": "ru"}).json()
    assert (answer["count"], [member["name"] for member in answer["members"]]) == (1, ["Pavel"])
    assert "hours" not in answer["members"][0]


def test_a_link_is_made_told_once_and_closed(cast: Cast) -> None:
    browser = browser_of(cast.miriam)
    made = browser.post("/api/invitations", {"uses": 3, "note": "Lyon"}, content_type="application/json").json()
    path = made["link"].removeprefix("http://localhost:8000")
    assert Client().get(path).status_code == 200
    assert "link" not in browser.get("/api/invitations").json()[0]
    assert browser.delete(f"/api/invitations/{made['id']}").status_code == 204
    assert Client().get(path).status_code == 404
    assert Invitation.objects.get().revoked_at


def test_taking_along_and_leaving(cast: Cast) -> None:
    browser = browser_of(cast.noa)
    archive = zipfile.ZipFile(io.BytesIO(browser.get(reverse("api:me_export")).content))
    assert "everything.json" in archive.namelist()
    assert browser.post("/api/me/leave").status_code == 204
    cast.noa.refresh_from_db()
    assert cast.noa.standing == Standing.LEFT


def test_a_form_of_another_site_cannot_act_through_the_api(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.noa.account)  # type: ignore[arg-type]
    assert client.post("/api/me/leave").status_code == 403
    cast.noa.refresh_from_db()
    assert cast.noa.standing == Standing.ENTERED
