"""The inner work of a circle: seen by those who sit in it, locked in the database, taken back at will."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test import Client, override_settings
from django.urls import reverse

from tenfold.fellowship.circles.actions import accept_placement, leave_circle
from tenfold.fellowship.circles.models import Circle, Seat
from tenfold.fellowship.members.export import everything_about
from tenfold.fellowship.practice.actions import share, take_back
from tenfold.fellowship.practice.models import Sharing
from tenfold.fellowship.practice.queries import sharings
from tests.cast import Cast
from tests.fellowship.circles.stories import offered, placement_of

WORDS = "Today I wanted to be right, and then I listened."


@pytest.fixture
def ten(cast: Cast) -> Circle:
    circle = offered([cast.noa, cast.pavel])
    for person in (cast.noa, cast.pavel):
        accept_placement(actor=person.account, placement=placement_of(person, circle))
    return circle


def test_the_circle_reads_it_and_nobody_else_the_steward_neither(ten: Circle, cast: Cast) -> None:
    share(actor=cast.noa.account, circle=ten, text=WORDS)

    assert [found.text for found in sharings(ten, viewer=cast.pavel.account)] == [WORDS]
    for stranger in (cast.miriam, cast.ruth):
        with pytest.raises(Http404):
            sharings(ten, viewer=stranger.account)
        browser = Client()
        browser.force_login(stranger.account)
        page = browser.get(reverse("circle", args=[1, ten.number]))
        assert page.status_code == 200
        assert WORDS not in page.content.decode()


def test_the_database_holds_no_readable_word_of_it(ten: Circle, cast: Cast) -> None:
    share(actor=cast.noa.account, circle=ten, text=WORDS)

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM practice_sharing")
        (kept,) = cursor.fetchone()

    assert "listened" not in kept
    assert Sharing.objects.get().text == WORDS


def test_a_changed_key_reads_what_the_former_one_locked_and_an_unknown_one_says_so(ten: Circle, cast: Cast) -> None:
    share(actor=cast.noa.account, circle=ten, text=WORDS)
    from django.conf import settings

    with override_settings(SECRET_KEY="another one altogether", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert Sharing.objects.get().text == WORDS
    with override_settings(SECRET_KEY="another one altogether", SECRET_KEY_FALLBACKS=[]):
        assert "cannot be read" in Sharing.objects.get().text


def test_one_takes_back_ones_own_words_only_also_after_leaving(ten: Circle, cast: Cast) -> None:
    sharing = share(actor=cast.noa.account, circle=ten, text=WORDS)
    with pytest.raises(PermissionDenied):
        take_back(actor=cast.pavel.account, sharing=sharing)

    leave_circle(actor=cast.noa.account, seat=Seat.objects.get(member=cast.noa))
    with pytest.raises(Http404):
        sharings(ten, viewer=cast.noa.account)
    take_back(actor=cast.noa.account, sharing=sharing)
    assert not Sharing.objects.exists()


def test_empty_words_endless_words_and_strangers_words_are_not_taken(ten: Circle, cast: Cast) -> None:
    for text in ("", "  \n", "x" * 2001):
        with pytest.raises(ValidationError):
            share(actor=cast.noa.account, circle=ten, text=text)
    with pytest.raises(PermissionDenied):
        share(actor=cast.ruth.account, circle=ten, text=WORDS)
    assert not Sharing.objects.exists()


def test_the_page_shows_the_two_stages_apart(ten: Circle, cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.noa.account)
    browser.post(reverse("inner_work", args=[1, ten.number]), {"text": WORDS})

    page = browser.get(reverse("circle", args=[1, ten.number])).content.decode()

    assert page.index('id="outer"') < page.index('id="inner"') < page.index(WORDS)
    assert [row["text"] for row in everything_about(cast.noa)["sharings"]] == [WORDS]
