"""The pages of the one desire lead back to their circle, and say a day as the reader's language says it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from tenfold.fellowship.members.models import Member
from tenfold.fellowship.one_desire.actions.common import quoted
from tenfold.fellowship.one_desire.models import Version
from tenfold.fellowship.one_desire.templatetags.one_desire_words import on_day_of
from tests.cast import Cast
from tests.fellowship.members.door import browser_of
from tests.fellowship.one_desire.stories import begun, living_ten

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "5 November", "5 November 2026, 12:00"),
        ("he", "5 בנובמבר", "5 בנובמבר 2026, 12:00"),
        ("ru", "5 ноября", "5 ноября 2026, 12:00"),
    ],
)
def test_a_day_is_said_as_the_language_says_it(language: str, day: str, moment: str) -> None:
    with override(language):
        assert date_format(NOON, "MONTH_DAY_FORMAT") == day
        assert on_day_of(NOON, "UTC") == moment


def test_a_version_is_told_by_the_readers_clock(cast: Cast) -> None:
    Member.objects.filter(pk=cast.noa.pk).update(zone="Asia/Tokyo")
    composition = begun(cast.noa, living_ten([cast.noa, cast.pavel, cast.ruth]))
    Version.objects.filter(composition=composition).update(made_at=NOON)
    page = browser_of(cast.noa).get(reverse("composition", args=[composition.key])).content.decode()
    assert "5 November 2026, 21:00" in page


def test_words_in_a_sentence_keep_their_own_direction() -> None:
    assert quoted(["a quiet hour", "songs"]) == "“\u2068a quiet hour\u2069”, “\u2068songs\u2069”"


def test_from_the_text_one_desire_and_its_circle_are_one_tap_away(cast: Cast) -> None:
    ten = living_ten([cast.noa, cast.pavel, cast.ruth])
    composition = begun(cast.noa, ten)
    page = browser_of(cast.noa).get(reverse("composition", args=[composition.key])).content.decode()
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)
    assert crumbs is not None
    where = [ten.level, ten.number]
    assert f'href="{reverse("circle", args=where)}"' in crumbs[0]
    assert f'href="{reverse("one_desire", args=where)}"' in crumbs[0]
    assert crumbs[0].count('aria-current="page"') == 1
