"""Entry is opened for countries, origins and cities one after the other; everybody else may ask and wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.models import RuleKind, Wave
from tenfold.fellowship.threshold.queries.entry import own_states
from tenfold.fellowship.threshold.queries.waves import density, wave_by_code
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.threshold.stories import application, asks, browser, member, rules, tells


def wave(cast: Cast, kind: str = "country", value: str = "FR", **more: object) -> Wave:
    return actions.make_wave(actor=account_of(cast.miriam), kind=kind, value=value, **more)  # type: ignore[arg-type]


def test_somebody_of_a_wave_that_is_not_open_asks_waits_and_sees_why(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE)
    lea = asks("Lea", country="FR")
    page = browser(lea).get(reverse("threshold")).content.decode()
    assert "The stewards open entry step by step." in page
    assert "Nobody who asked before you waits for this." in page
    assert member(lea).standing == Standing.APPLYING


@pytest.mark.parametrize(("kind", "value"), [("country", "FR"), ("origin", "harbour")])
def test_opening_a_wave_lets_in_those_of_it_and_nobody_else(cast: Cast, kind: str, value: str) -> None:
    rules(cast, RuleKind.WAVE)
    lea = asks("Lea", country="FR", origin="harbour")
    omar = asks("Omar", country="GE", origin="hills")
    made = wave(cast, kind, value, is_open=False)
    assert member(lea).standing == Standing.APPLYING
    actions.turn_wave(actor=account_of(cast.miriam), wave=made, is_open=True)
    assert member(lea).standing == Standing.ENTERED
    assert member(omar).standing == Standing.APPLYING


def test_closing_a_wave_puts_nobody_out(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE)
    made = wave(cast)
    lea = asks("Lea", country="FR")
    actions.turn_wave(actor=account_of(cast.miriam), wave=made, is_open=False)
    assert member(lea).standing == Standing.ENTERED
    assert member(asks("Omar", country="FR")).standing == Standing.APPLYING


def test_a_city_is_known_by_its_code_however_it_is_typed(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE)
    made = wave(cast, "city", "Haifa")
    lea = asks("Lea", country="IL")
    typed = made.code.lower().replace("-", " ")
    response = browser(lea).post(reverse("threshold_code"), {"code": typed})
    assert response.status_code == 302
    assert member(lea).standing == Standing.ENTERED


def test_a_code_of_a_wave_that_is_not_open_waits_with_it(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE)
    made = wave(cast, "city", "Haifa", is_open=False)
    lea = asks()
    actions.give_code(actor=lea, code=made.code)
    assert [state.met for state in own_states(application(lea))] == [False]
    actions.turn_wave(actor=account_of(cast.miriam), wave=made, is_open=True)
    assert member(lea).standing == Standing.ENTERED


def test_a_code_is_for_so_many_people_and_until_a_day(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE)
    made = wave(cast, "city", "Haifa", uses=1)
    actions.give_code(actor=asks("Lea"), code=made.code)
    with pytest.raises(ValidationError, match="not known, or it has ended"):
        actions.give_code(actor=asks("Omar"), code=made.code)
    yesterday = timezone.localdate() - timedelta(days=1)
    ended = wave(cast, "city", "Acre", until=yesterday)
    assert wave_by_code(ended.code) is None


def test_a_new_code_makes_the_former_worthless(cast: Cast) -> None:
    made = wave(cast, "city", "Haifa")
    former = made.code
    actions.renew_code(actor=account_of(cast.miriam), wave=made, uses=3)
    assert wave_by_code(former) is None
    assert wave_by_code(made.code) == made


def test_whoever_guesses_codes_gets_tired(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE)
    made = wave(cast, "city", "Haifa")
    lea = asks()
    client = browser(lea)
    for _times in range(10):
        assert (
            "not known, or it has ended"
            in client.post(reverse("threshold_code"), {"code": "AAAA-AAAA"}).content.decode()
        )
    assert "Please wait an hour" in client.post(reverse("threshold_code"), {"code": made.code}).content.decode()
    assert member(lea).standing == Standing.APPLYING


def test_everybody_reads_for_whom_entry_is_open(cast: Cast, client: Client) -> None:
    rules(cast, RuleKind.WAVE)
    wave(cast)
    wave(cast, "country", "DE", is_open=False)
    page = client.get(reverse("way_in")).content.decode()
    assert "France" in page
    assert "Germany" not in page
    assert client.get(reverse("api:entry")).json()["waves"] == ["FR"]


def test_stewards_see_how_dense_it_is(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE)
    Member.objects.create(name="Invited", country="IL")
    asks("Lea", country="FR")
    asks("Omar", country="IL")
    wave(cast, "country", "GE")
    found = {
        one.value: (one.members, one.waiting, one.invited)
        for one in density(viewer=account_of(cast.miriam), kind="country")
    }
    assert found == {
        "IL": (2, 1, 1),
        "GB": (1, 0, 0),
        "RU": (1, 0, 0),
        "US": (1, 0, 0),
        "FR": (0, 1, 0),
        "GE": (0, 0, 0),
    }
    page = browser_of(cast.miriam).get(reverse("waves")).content.decode()
    assert "Georgia" in page
    told = browser_of(cast.miriam).get(reverse("api:density", args=["origin"])).json()
    assert {"kind": "origin", "value": "kibbutz", "members": 1, "waiting": 0, "invited": 0, "is_open": None} in told
    with pytest.raises(PermissionDenied):
        density(viewer=account_of(cast.noa), kind="country")


def test_density_takes_two_statements_however_many_there_are(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    Member.objects.bulk_create(Member(name=f"M{at}", country=code) for at, code in enumerate(["FR", "DE", "IT"] * 20))
    with django_assert_num_queries(3):  # one of them asks for the permission
        density(viewer=account_of(cast.miriam), kind="country")


@pytest.mark.parametrize(
    ("kind", "value", "more"),
    [
        ("country", "XX", {}),
        ("planet", "Mars", {}),
        ("city", "  ", {}),
        ("city", "a" * 121, {}),
        ("city", "Haifa", {"uses": 0}),
    ],
)
def test_what_cannot_be_a_wave_is_said(cast: Cast, kind: str, value: str, more: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        wave(cast, kind, value, **more)


def test_there_is_one_wave_for_each(cast: Cast) -> None:
    wave(cast)
    with pytest.raises(ValidationError, match="already"):
        wave(cast)


def test_the_last_place_of_a_code_is_taken_once(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE, RuleKind.CONVERSATION)
    made = wave(cast, "city", "Haifa", uses=2)
    lea = asks("Lea")
    for _times in range(3):
        actions.give_code(actor=lea, code=made.code)
    made.refresh_from_db()
    assert made.used == 1, "giving the same code again takes no further place"


def test_where_somebody_lives_is_said_in_the_profile_and_counts_at_once(cast: Cast) -> None:
    rules(cast, RuleKind.WAVE)
    wave(cast)
    lea = asks()
    tells(lea, country="FR")
    assert member(lea).standing == Standing.ENTERED
