"""What somebody said for a desire in another language is reported from where it stands, and hidden by a rule."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from tenfold.fellowship.audit.queries import entries_concerning
from tenfold.fellowship.conduct.models import Case
from tenfold.fellowship.desires.actions import (
    hide_desire,
    hide_rendering,
    render_by_machine,
    render_desire,
    show_rendering,
    take_back_rendering,
)
from tenfold.fellowship.desires.contributions import renderings
from tenfold.fellowship.desires.models import Desire, Hiding, Rendering
from tenfold.fellowship.desires.queries.reading import said_in
from tenfold.fellowship.refusals import Refused
from tests.cast import Cast
from tests.fellowship.desires.stories import goes_along, living_ten, wish
from tests.fellowship.members.door import account_of, browser_of

KIND, HURTFUL = "שירים בערב", "הזקנים צריכים <ללכת>"
WHY = {"rule": "person", "reason": "It is about the old."}


@pytest.fixture
def desire(cast: Cast) -> Desire:
    return wish(cast.noa, "Songs in the evening")


@pytest.fixture
def hurtful(cast: Cast, desire: Desire) -> Rendering:
    """Pavel gives words in Hebrew that the author did not say."""
    return render_desire(actor=account_of(cast.pavel), desire=desire, language="he", text=HURTFUL)


def in_hebrew(who: Client) -> Client:
    who.cookies["django_language"] = "he"
    return who


def read_in_hebrew(desire: Desire) -> str:
    return said_in(Desire.objects.get(pk=desire.pk), "he").text


def hide(cast: Cast, rendering: Rendering, **why: str) -> Hiding:
    return hide_rendering(actor=account_of(cast.miriam), rendering=rendering, **(WHY | why))


def test_whoever_reads_it_reports_the_words_they_read(cast: Cast, desire: Desire, hurtful: Rendering) -> None:
    ruth = in_hebrew(browser_of(cast.ruth))
    address = f"/report/?rendering={hurtful.pk}"
    assert f'href="{address}"' in ruth.get(reverse("desire", args=[desire.key])).content.decode()
    ruth.cookies["django_language"] = "en"
    page = ruth.get(address).content.decode()
    assert "Pavel" not in page
    ruth.post(address, {"words": "It hurts.", "quote": goes_along(page)})
    lines = Case.objects.get().quote.splitlines()
    assert lines[0] == HURTFUL
    assert lines[1] == "Said in Hebrew. The original, in English: “\u2068Songs in the evening\u2069”"
    assert lines[2].endswith(f"{reverse('desire', args=[desire.key])}#languages")


def test_who_reads_another_language_reports_it_from_the_list(cast: Cast, desire: Desire, hurtful: Rendering) -> None:
    address = reverse("desire", args=[desire.key])
    for who in (cast.ruth, cast.noa):
        assert f"/report/?rendering={hurtful.pk}" in browser_of(who).get(address).content.decode()
    giver = in_hebrew(browser_of(cast.pavel)).get(address).content.decode()
    assert f"?rendering={hurtful.pk}" not in giver
    assert f"?desire={desire.key}" in giver


def test_only_stewards_see_who_gave_it(cast: Cast, desire: Desire, hurtful: Rendering) -> None:
    address = reverse("desire", args=[desire.key])
    for language in ("en", "he"):
        for who, sees in ((cast.ruth, False), (cast.noa, False), (cast.miriam, True)):
            browser = browser_of(who)
            browser.cookies["django_language"] = language
            page = browser.get(address).content.decode()
            assert ("Pavel" in page) is sees
            assert (reverse("rendering_hide", args=[hurtful.pk]) in page) is sees


def test_what_one_may_not_read_cannot_be_reported_by_guessing(cast: Cast) -> None:
    inside = wish(cast.pavel, "A quiet hour", living_ten([cast.pavel, cast.ruth]))
    given = render_desire(actor=account_of(cast.ruth), desire=inside, language="he", text=KIND)
    replaced = render_desire(actor=account_of(cast.ruth), desire=inside, language="ru", text="Тихо")
    render_desire(actor=account_of(cast.ruth), desire=inside, language="ru", text="Тихий час")
    noa = browser_of(cast.noa)
    for key in (str(given.pk), "0", "-1", "x", "²", "9" * 40):
        assert noa.get("/report/", {"rendering": key}).status_code == 404
    assert browser_of(cast.pavel).get("/report/", {"rendering": str(given.pk)}).status_code == 200
    assert browser_of(cast.pavel).get("/report/", {"rendering": str(replaced.pk)}).status_code == 404


def test_hidden_words_give_way_to_those_before_or_to_the_original(cast: Cast, desire: Desire) -> None:
    kind = render_desire(actor=account_of(cast.ruth), desire=desire, language="he", text=KIND)
    hurtful = render_desire(actor=account_of(cast.pavel), desire=desire, language="he", text=HURTFUL)
    hide(cast, hurtful)
    assert read_in_hebrew(desire) == KIND
    hide(cast, kind, rule="unlike", reason="She wrote something else.")
    assert read_in_hebrew(desire) == desire.text
    assert browser_of(cast.ruth).get(reverse("desire", args=[desire.key])).status_code == 200


def test_it_is_shown_again_with_a_reason_unless_newer_words_stand(
    cast: Cast, desire: Desire, hurtful: Rendering
) -> None:
    hide(cast, hurtful)
    with pytest.raises(ValidationError):
        show_rendering(actor=account_of(cast.miriam), rendering=hurtful, reason=" ")
    show_rendering(actor=account_of(cast.miriam), rendering=hurtful, reason="It was misread.")
    assert read_in_hebrew(desire) == HURTFUL
    hide(cast, hurtful)
    newer = render_desire(actor=account_of(cast.ruth), desire=desire, language="he", text=KIND)
    show_rendering(actor=account_of(cast.miriam), rendering=hurtful, reason="It was misread.")
    assert read_in_hebrew(desire) == KIND
    take_back_rendering(actor=account_of(cast.ruth), rendering=newer)
    assert read_in_hebrew(desire) == HURTFUL
    with pytest.raises(Refused):
        show_rendering(actor=account_of(cast.miriam), rendering=hurtful, reason="Once more")


def test_who_gave_it_reads_rule_and_reason_and_the_log_has_them_without_names(
    cast: Cast, desire: Desire, hurtful: Rendering
) -> None:
    hide(cast, hurtful)
    here = reverse("desire", args=[desire.key])
    giver = browser_of(cast.pavel).get(here).content.decode()
    assert "What you said in Hebrew is hidden." in giver
    assert "It is about the old." in giver
    assert "desires.hide_rendering" in set(entries_concerning(cast.pavel).values_list("verb", flat=True))
    assert next(iter(renderings(cast.pavel)))["hidden_because"] == "It is about the old."
    for who in (cast.noa, cast.ruth):
        assert "It is about the old." not in browser_of(who).get(here).content.decode()
    log = browser_of(cast.ruth).get(reverse("desire_log")).content.decode()
    assert "It is about the old." in log
    assert "words in Hebrew" in log
    assert "ללכת" not in log
    assert "Pavel" not in log
    show_rendering(actor=account_of(cast.miriam), rendering=hurtful, reason="It was misread.")
    assert "It was misread." in browser_of(cast.ruth).get(reverse("desire_log")).content.decode()


def test_the_author_is_not_told_that_the_desire_was_hidden(cast: Cast, desire: Desire, hurtful: Rendering) -> None:
    hide(cast, hurtful)
    page = browser_of(cast.noa).get(reverse("desire", args=[desire.key])).content.decode()
    assert "This desire is hidden." not in page
    assert Desire.objects.get().standing == Desire.Standing.OPEN
    hide_desire(actor=account_of(cast.miriam), desire=desire, rule="advert", reason="It sells.")
    assert Hiding.objects.filter(lifted_at=None).count() == 2


def test_only_those_who_keep_the_rules_hide_by_a_rule_with_a_reason_and_not_their_own(
    cast: Cast, desire: Desire, hurtful: Rendering
) -> None:
    with pytest.raises(PermissionDenied):
        hide_rendering(actor=account_of(cast.noa), rendering=hurtful, **WHY)
    for why in ({"rule": "unpopular"}, {"rule": "double"}, {"reason": ""}):
        with pytest.raises(ValidationError):
            hide(cast, hurtful, **why)
    with pytest.raises(ValidationError):
        hide_desire(actor=account_of(cast.miriam), desire=desire, rule="unlike", reason="No")
    own = render_desire(actor=account_of(cast.miriam), desire=desire, language="ru", text="Песни")
    with pytest.raises(Refused, match="your own"):
        hide(cast, own)
    hide(cast, hurtful)
    with pytest.raises(Refused, match="already"):
        hide(cast, hurtful)


def test_the_same_words_do_not_come_back_by_a_person_or_a_machine(
    cast: Cast, desire: Desire, hurtful: Rendering
) -> None:
    hide(cast, hurtful)
    with pytest.raises(Refused, match="hidden by a rule"):
        render_desire(actor=account_of(cast.pavel), desire=desire, language="he", text=f"  {HURTFUL} ")
    assert render_by_machine(desire=desire, language="he", text=HURTFUL) is None
    assert read_in_hebrew(desire) == desire.text


def test_who_takes_hidden_words_back_leaves_the_line_of_the_log(cast: Cast, desire: Desire, hurtful: Rendering) -> None:
    hide(cast, hurtful)
    take_back_rendering(actor=account_of(cast.pavel), rendering=hurtful)
    assert "It is about the old." in browser_of(cast.ruth).get(reverse("desire_log")).content.decode()
    assert "Nothing is hidden." in browser_of(cast.miriam).get(reverse("desire_keeping")).content.decode()
    with pytest.raises(Refused, match="taken back"):
        show_rendering(actor=account_of(cast.miriam), rendering=hurtful, reason="Again")


def test_a_steward_does_it_on_pages_and_undoes_it(cast: Cast, desire: Desire, hurtful: Rendering) -> None:
    miriam = browser_of(cast.miriam)
    page = miriam.get(reverse("rendering_hide", args=[hurtful.pk])).content.decode()
    assert "Pavel" in page
    assert "Hebrew" in page
    assert desire.text in page
    miriam.post(reverse("rendering_hide", args=[hurtful.pk]), WHY)
    assert read_in_hebrew(desire) == desire.text
    show = reverse("rendering_show", args=[hurtful.pk])
    assert show in miriam.get(reverse("desire_keeping")).content.decode()
    assert "It is about the old." in miriam.get(show).content.decode()
    miriam.post(show, {"reason": "It was misread."})
    assert read_in_hebrew(desire) == HURTFUL
    assert miriam.get(reverse("rendering_hide", args=[2**70])).status_code == 404


def test_programs_of_the_stewards_hide_and_find_them_again(cast: Cast, desire: Desire, hurtful: Rendering) -> None:
    miriam = browser_of(cast.miriam)
    told = miriam.get(reverse("api:desire", args=[desire.key])).json()["renderings"]
    assert [one["id"] for one in told] == [hurtful.pk]
    hidden = miriam.post(reverse("api:rendering_hide", args=[hurtful.pk]), WHY, content_type="application/json")
    assert hidden.status_code == 204
    assert miriam.get(reverse("api:desire", args=[desire.key])).json()["renderings"] == []
    rows = {who: browser_of(who).get(reverse("api:desire_log")).json() for who in (cast.miriam, cast.noa)}
    assert [(row["language"], row["rendering"]) for row in rows[cast.miriam]] == [("he", hurtful.pk)]
    assert [(row["language"], row["rendering"]) for row in rows[cast.noa]] == [("he", None)]
    shown = miriam.post(
        reverse("api:rendering_show", args=[hurtful.pk]), {"reason": "It was a joke."}, content_type="application/json"
    )
    assert shown.status_code == 204
    assert read_in_hebrew(desire) == HURTFUL
