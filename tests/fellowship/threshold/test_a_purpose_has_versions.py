"""What the fellowship is for is written in versions. Members agree to one, see what changed, and may leave it open."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tenfold.fellowship.audit.models import Entry
from tenfold.fellowship.members.models import Standing
from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.models import Purpose, PurposeAnswer, RuleKind
from tenfold.fellowship.threshold.queries.purpose import (
    agreements,
    changes,
    current_purpose,
    stance_of,
    versions,
    worded,
)
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.threshold.stories import asks, member, rules, still_open


def in_force() -> Purpose:
    purpose = current_purpose()
    assert purpose is not None
    return purpose


def write(cast: Cast, text: str = "To become one, slowly, of our own will.", **more: str) -> Purpose:
    return actions.write_purpose(actor=account_of(cast.miriam), texts={"en": text, **more})


def test_a_new_version_leaves_the_one_before_as_it_was(cast: Cast, client: Client) -> None:
    second = write(cast)
    assert (second.number, in_force()) == (2, second)
    assert "To become one, slowly" in client.get(reverse("front")).content.decode()
    before = client.get(reverse("purpose_version", args=[1])).content.decode()
    assert "To become one, of our own will." in before
    assert "slowly" not in before
    assert client.get(reverse("purpose_version", args=[3])).status_code == 404


def test_one_version_in_several_languages_is_read_in_ones_own(cast: Cast) -> None:
    write(cast, he="להיות לאחד, לאט.", ru="Стать одним, не спеша.")
    for language, words in (("he", "להיות לאחד, לאט."), ("ru", "Стать одним, не спеша.")):
        with translation.override(language):
            wording = worded(in_force())
            assert wording is not None
            assert (wording.language, wording.headline) == (language, words)


def test_what_is_not_written_in_ones_language_is_read_in_the_fellowships(cast: Cast) -> None:
    with translation.override("ru"):
        wording = worded(in_force())
    assert wording is not None
    assert wording.language == "en"


def test_the_first_line_stands_large_and_the_rest_below_it(cast: Cast, client: Client) -> None:
    write(cast, "One light\n\nMany windows.   \n\n\n\nAnd a door.")
    wording = worded(in_force())
    assert wording is not None
    assert (wording.headline, wording.rest) == ("One light", "Many windows.\n\nAnd a door.")
    page = client.get(reverse("front")).content.decode()
    assert '<h1 lang="en" dir="auto">One light</h1>' in page
    assert "And a door." in page


@pytest.mark.parametrize(
    "texts", [{}, {"en": "   "}, {"xx": "Words."}, {"en": "a" * 301}, {"en": "a\n" + "b" * 10_000}]
)
def test_what_cannot_be_a_purpose_is_said_and_nothing_written(cast: Cast, texts: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        actions.write_purpose(actor=account_of(cast.miriam), texts=texts)
    assert in_force().number == 1


def test_the_same_words_again_are_no_new_version(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="says already"):
        write(cast, "To become one, of our own will.")


def test_only_stewards_write_it(cast: Cast) -> None:
    for actor in (account_of(cast.noa), account_of(cast.daniel), cast.sam):
        with pytest.raises(PermissionDenied):
            actions.write_purpose(actor=actor, texts={"en": "Mine."})


def test_a_member_who_agreed_sees_what_changed_word_by_word(cast: Cast) -> None:
    actions.agree(actor=account_of(cast.noa), purpose=in_force())
    write(cast, "To become one, slowly, of our will.")
    page = browser_of(cast.noa).get(reverse("purpose")).content.decode()
    assert "What changed since version 1, to which you agreed" in page
    assert '<ins><span class="hear-only">(added: </span>slowly, ' in page
    assert '<del><span class="hear-only">(taken out: </span>own ' in page


def test_a_member_is_asked_kindly_once_and_nothing_is_blocked(cast: Cast) -> None:
    noa = browser_of(cast.noa)
    assert "What this fellowship is for" in noa.get(reverse("today")).content.decode()
    noa.post(reverse("purpose_answer"), {"said": "open", "number": "1", "from": "today"})
    assert "What this fellowship is for" not in noa.get(reverse("today")).content.decode()
    stance = stance_of(cast.noa)
    assert (stance.agrees, stance.agreed_to) == (False, None), "leaving it open is no agreement"
    write(cast)
    assert "What this fellowship is for" in noa.get(reverse("today")).content.decode(), (
        "a new version may be shown anew"
    )
    for name in ("today", "profile", "whole"):
        assert noa.get(reverse(name)).status_code == 200


def test_silence_is_not_agreement(cast: Cast) -> None:
    write(cast)
    assert agreements(viewer=account_of(cast.miriam)) == {}
    assert not PurposeAnswer.objects.exists()


def test_agreement_to_one_version_is_none_to_the_next_and_can_be_taken_back(cast: Cast) -> None:
    actions.agree(actor=account_of(cast.noa), purpose=in_force())
    write(cast)
    stance = stance_of(cast.noa)
    assert not stance.agrees
    assert stance.agreed_to is not None
    assert stance.agreed_to.number == 1
    actions.agree(actor=account_of(cast.noa), purpose=in_force())
    assert agreements(viewer=account_of(cast.miriam)) == {1: 1, 2: 1}
    browser_of(cast.noa).post(reverse("purpose_answer"), {"said": "back"})
    assert agreements(viewer=account_of(cast.miriam)) == {}
    cast.noa.refresh_from_db()
    assert cast.noa.standing == Standing.ENTERED


def test_who_agrees_stewards_do_not_learn(cast: Cast) -> None:
    actions.agree(actor=account_of(cast.noa), purpose=in_force())
    steward = browser_of(cast.miriam)
    written = steward.get(reverse("purpose_write")).content.decode()
    assert "fewer than 5" in written
    assert "Noa" not in written
    assert "agree" not in steward.get(reverse("member", args=[cast.noa.key])).content.decode()


def test_one_agrees_to_the_version_one_has_read_and_to_no_other(cast: Cast) -> None:
    first = in_force()
    write(cast)
    with pytest.raises(ValidationError, match="written anew"):
        actions.agree(actor=account_of(cast.noa), purpose=first)
    assert not PurposeAnswer.objects.exists()


def test_somebody_who_asks_agrees_to_the_version_in_force(cast: Cast) -> None:
    rules(cast, RuleKind.PURPOSE, RuleKind.CONVERSATION)
    lea = asks()
    actions.agree(actor=lea, purpose=in_force())
    assert still_open(lea) == [RuleKind.CONVERSATION]
    write(cast)
    assert still_open(lea) == [RuleKind.PURPOSE, RuleKind.CONVERSATION], "nobody enters under words they have not seen"


def test_without_any_purpose_there_is_nothing_to_agree_to(cast: Cast) -> None:
    Purpose.objects.all().delete()
    rules(cast, RuleKind.PURPOSE)
    assert member(asks()).standing == Standing.ENTERED


def test_writing_it_is_in_the_record(cast: Cast) -> None:
    write(cast)
    entry = Entry.objects.get(verb="threshold.write_purpose")
    assert (entry.actor, entry.details) == (cast.miriam.account, {"number": 2})


def test_versions_are_numbered_and_dated_newest_first(cast: Cast) -> None:
    write(cast)
    write(cast, "Three.")
    assert [version.number for version in versions()] == [3, 2, 1]
    assert all(version.written_at for version in versions())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "all new"),
        ("all gone", ""),
        ("a b c", "a b c"),
        ("one two", "two one"),
        ("שלום לך", "שלום לכם"),
        ("a\n\nb", "a\nb c"),
    ],
)
def test_what_was_kept_and_added_is_the_new_text_and_what_was_kept_and_removed_the_old(before: str, after: str) -> None:
    pieces = changes(before, after)
    assert "".join(piece.words for piece in pieces if piece.change != "removed").split() == after.split()
    assert "".join(piece.words for piece in pieces if piece.change != "added").split() == before.split()
