"""The pages of the conduct path: from the circle to a report, from the report to a decision, and the written rules."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.conduct import actions
from tenfold.fellowship.conduct.actions.deciding import APPEAL_DAYS
from tenfold.fellowship.conduct.actions.reporting import ANSWER_DAYS
from tenfold.fellowship.conduct.models import Block, Case, RulesText, Step
from tenfold.fellowship.conduct.rules_text import FOLDER, rules_in
from tenfold.fellowship.members.actions import erase, leave
from tenfold.fellowship.members.models import Role, RoleGrant
from tests.cast import Cast
from tests.fellowship.conduct.stories import answered, decided, reported, seated, told, where
from tests.fellowship.members.door import account_of, browser_of


def main_of(html: str) -> str:
    return html.split("<main")[1].split("</main")[0]


def test_from_the_circle_to_the_person_to_a_report(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    noa = browser_of(cast.noa)
    circle = noa.get(reverse("circle", args=[1, ten.number])).content.decode()
    assert reverse("person", args=[cast.pavel.key]) in circle
    assert f"{reverse('report')}?circle={where(ten)}" in circle
    person = noa.get(reverse("person", args=[cast.pavel.key])).content.decode()
    assert "newcomers" in person
    address = f"{reverse('report')}?person={cast.pavel.key}"
    assert address in person
    asked = main_of(noa.get(address).content.decode())
    assert "Stewards who have no part in the matter read this. Nobody else does." in asked
    sent = noa.post(address, {"words": "He shouted."}, follow=True)
    case = Case.objects.get()
    assert (case.about, case.reporter, case.kind) == (cast.pavel, cast.noa, "person")
    assert "He shouted." in sent.content.decode()


def test_who_does_not_sit_there_is_not_led_to_the_people(cast: Cast) -> None:
    ten = seated([cast.noa, cast.pavel])
    steward = browser_of(cast.miriam).get(reverse("circle", args=[1, ten.number])).content.decode()
    assert reverse("person", args=[cast.pavel.key]) not in steward


def test_a_report_about_a_circle_that_nobody_may_know_of_is_none(cast: Cast) -> None:
    noa = browser_of(cast.noa)
    for forged in ("1-99", "x", "1-", "-1", "1-2-3", "9" * 30):
        assert noa.get(reverse("report"), {"circle": forged}).status_code == 404


def test_a_steward_goes_on_with_it_page_by_page(cast: Cast) -> None:
    case = reported(cast)
    miriam, pavel = browser_of(cast.miriam), browser_of(cast.pavel)
    assert "waits for a steward" in miriam.get(reverse("matters")).content.decode()
    address = reverse("matter", args=[case.key])
    assert miriam.post(address, {"verb": "tell", "matter": " "}).status_code == 422
    assert miriam.post(address, {"verb": "tell", "matter": "You are said to have shouted."}).status_code == 302
    mine = reverse("my_matter", args=[case.key])
    read = pavel.get(mine).content.decode()
    assert "You are said to have shouted." in read
    assert "He shouted" not in read
    assert pavel.post(mine, {"verb": "answer", "words": "I did not."}).status_code == 302
    assert "I did not." in miriam.get(address).content.decode()
    assert "I did not." not in browser_of(cast.noa).get(mine).content.decode()
    empty = miriam.post(address, {"verb": "decide", "finding": "advice", "reason": ""})
    assert empty.status_code == 422
    done = miriam.post(address, {"verb": "decide", "finding": "advice", "reason": "Speak softly."})
    assert done.status_code == 302
    for side in (pavel, browser_of(cast.noa)):
        assert "Speak softly." in side.get(mine).content.decode()


def test_only_what_can_be_decided_is_offered(cast: Cast) -> None:
    case = told(cast)
    html = browser_of(cast.miriam).get(reverse("matter", args=[case.key])).content.decode()
    assert 'value="nothing"' in html
    assert 'value="end"' not in html
    actions.answer(actor=account_of(cast.pavel), case=case, words="No.")
    html = browser_of(cast.miriam).get(reverse("matter", args=[case.key])).content.decode()
    assert all(f'value="{finding}"' in html for finding in ("nothing", "advice", "apart", "rest", "end"))


def test_forged_acts_on_a_matter_are_none(cast: Cast) -> None:
    case = answered(cast)
    miriam, noa = browser_of(cast.miriam), browser_of(cast.noa)
    address, mine = reverse("matter", args=[case.key]), reverse("my_matter", args=[case.key])
    assert miriam.post(address, {"verb": "burn"}).status_code == 404
    assert noa.post(mine, {"verb": "burn", "words": "x"}).status_code == 404
    assert miriam.post(address, {"verb": "decide", "finding": "exile", "reason": "x"}).status_code == 422
    assert noa.post(mine, {"verb": "answer", "words": "I am not asked."}).status_code == 403


def test_both_sides_see_every_step_with_its_time(cast: Cast) -> None:
    case = decided(cast)
    steps = list(Step.objects.filter(case=case))
    for side in (cast.noa, cast.pavel):
        html = browser_of(side).get(reverse("my_matter", args=[case.key])).content.decode()
        assert html.count("<time") >= len(steps)
        assert all(step.get_kind_display() in html for step in steps)


def test_who_reported_is_told_when_nobody_can_decide(cast: Cast) -> None:
    seated([cast.noa, cast.pavel, cast.miriam])
    case = reported(cast)
    page = browser_of(cast.noa).get(reverse("my_matter", args=[case.key])).content.decode()
    assert "there is no steward who has no part in it" in page
    RoleGrant.objects.create(member=cast.daniel, role=Role.STEWARD)
    page = browser_of(cast.noa).get(reverse("my_matter", args=[case.key])).content.decode()
    assert "there is no steward who has no part in it" not in page


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_rules_are_there_in_every_language_and_for_everybody(db: None, language: str) -> None:
    text = (FOLDER / f"{language}.md").read_text()
    html = Client(headers={"accept-language": language}).get(reverse("conduct_rules")).content.decode()
    assert text.splitlines()[0].removeprefix("## ") in html
    assert f'lang="{language}"' in main_of(html)
    assert text.count("\n## ") == 3
    assert text.count("\n1. ") + text.count("\n5. ") == 2


def test_the_rules_say_the_times_that_are_in_force() -> None:
    english = (FOLDER / "en.md").read_text()
    assert {7: "seven days", 14: "fourteen days"}[ANSWER_DAYS] in english
    assert {7: "seven days", 14: "fourteen days"}[APPEAL_DAYS] in english


def test_stewards_write_the_rules_in_their_own_words_and_nothing_in_them_runs(cast: Cast) -> None:
    miriam = browser_of(cast.miriam)
    text = "# Be kind\n<script>alert(1)</script> [x](javascript:alert(1))"
    miriam.post(reverse("conduct_rules_edit") + "?language=en", {"language": "en", "text": text})
    html = main_of(Client(headers={"accept-language": "en"}).get(reverse("conduct_rules")).content.decode())
    assert "<h2>Be kind</h2>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html
    actions.write_rules(actor=account_of(cast.miriam), language="en", text="Be very kind.")
    assert rules_in("en").text == "Be very kind."
    assert RulesText.objects.count() == 2
    assert rules_in("he").since is None
    with pytest.raises(ValidationError):
        actions.write_rules(actor=account_of(cast.miriam), language="xx", text="Nope.")


def test_who_reported_and_is_erased_takes_their_words_along(cast: Cast) -> None:
    case = told(cast)
    erase(actor=account_of(cast.noa))
    case.refresh_from_db()
    assert (case.reporter, case.words, case.stage) == (None, "", Case.Stage.HEARD)
    actions.answer(actor=account_of(cast.pavel), case=case, words="I did not.")
    actions.decide(actor=account_of(cast.miriam), case=case, finding="advice", reason="Speak softly.")


def test_whom_it_concerns_and_is_erased_leaves_nothing_behind(cast: Cast) -> None:
    case = decided(cast)
    erase(actor=account_of(cast.pavel))
    case.refresh_from_db()
    assert (case.about, case.matter, case.stage) == (None, "", Case.Stage.CLOSED)
    assert not case.decisions.exists()
    assert not [step.words for step in case.steps.all() if step.words]
    assert not Block.objects.exists()
    assert "He shouted" in case.words, "what the other wrote stays theirs"


def test_who_left_still_reads_their_matters(cast: Cast) -> None:
    case = answered(cast)
    leave(actor=account_of(cast.pavel))
    assert browser_of(cast.pavel).get(reverse("my_matter", args=[case.key])).status_code == 200
    assert browser_of(cast.pavel).get(reverse("my_matters")).status_code == 200


def test_today_tells_whom_it_concerns_until_they_answered(cast: Cast) -> None:
    case = told(cast)
    pavel = browser_of(cast.pavel)
    address = reverse("my_matter", args=[case.key])
    assert address in pavel.get(reverse("today")).content.decode()
    pavel.post(address, {"verb": "answer", "words": "I did not."})
    assert address not in pavel.get(reverse("today")).content.decode()
