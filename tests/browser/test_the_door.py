"""The door in a real browser: passkeys under the strict content policy, and the zone that the browser offers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Accessible, Visit

SHEET = b"""id;name;languages;timezone;availability
z1;Zelda;en, he;Europe/Paris;Mon 19:00-21:00
z2;Zeno;en;Europe/Nowhere;Mon 19:00-21:00
"""


def give_a_key(page: Page) -> None:
    """A phone that opens with a finger, played by the browser itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_opens_the_door_and_is_taken_away(visit: Visit) -> None:
    page = visit("seated", size=PHONE)
    give_a_key(page)
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Passkey 1")).to_be_visible()
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Come in with a passkey").click()
    page.wait_for_url("**/today/")
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="Take it away").click()
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("You have none yet")).to_be_visible()


def test_where_there_are_no_passkeys_nothing_speaks_of_them(visit: Visit) -> None:
    page = visit()
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/account/login/")
    expect(page.get_by_role("button", name="Come in with a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()


@pytest.mark.parametrize(
    ("browsers", "ours"),
    [("Europe/Berlin", "Europe/Berlin"), ("Asia/Calcutta", "Asia/Kolkata"), ("Europe/Kiev", "Europe/Kyiv")],
)
def test_the_zone_of_the_browser_is_offered_also_under_a_former_name(visit: Visit, browsers: str, ours: str) -> None:
    page = visit("seated", timezone_id=browsers)
    page.goto("/you/edit/")
    zone = page.get_by_label("Time zone")
    chosen = zone.input_value()
    zone.evaluate("select => select.value = ''")
    page.evaluate("async () => (await import('/static/js/zone.js')).offerZone(document)")
    assert chosen
    assert zone.input_value() == ours


@pytest.mark.parametrize("language", ["en", "he"])
def test_pages_about_doors_and_letters_are_for_everyone(visit: Visit, accessible: Accessible, language: str) -> None:
    page = visit("steward", language=language, size=PHONE, scheme="dark")
    found = []
    for path in ("/account/2fa/webauthn/add/", "/account/logout/", "/invitations/letters/"):
        page.goto(path)
        found += accessible(page)
    assert found == []


def test_a_spreadsheet_is_looked_at_and_brought_in(visit: Visit, accessible: Accessible) -> None:
    page = visit("steward", size=PHONE)
    page.goto("/members/import/")
    page.get_by_label("Spreadsheet").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": SHEET})
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("“Europe/Nowhere” is not a time zone known here.")).to_be_visible()
    assert accessible(page) == []
    page.get_by_role("button", name="Bring in 1 person").click()
    expect(page.get_by_text("Added: 1.")).to_be_visible()
    page.goto("/members/?words=Zelda")
    expect(page.get_by_role("link", name="Zelda")).to_be_visible()
