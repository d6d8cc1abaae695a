"""Three kinds of letters, each once, by day, in the reader's language, stopped from the letter itself: that one's words
were taken and one is asked, that one's circle is asked about a text (both like all letters about proposals), and that a
round is over, to those who asked for it. No letter holds the text: words that stand in it could not be had back."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tenfold.fellowship.circles.letters.owing import by_day
from tenfold.fellowship.circles.letters.stopping import stop_link
from tenfold.fellowship.circles.models import LetterChoice
from tenfold.fellowship.desires.models import SeasonRound
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.queries import fellowship

from .actions.common import current, stretches_of
from .actions.owning import standing_words
from .models import AskedLetter, Composition, RoundLetter, Taking
from .reach import asked_of

log = logging.getLogger(__name__)
MOST = 500
"""Letters in one round of keeping."""


def keep_letters(now: datetime) -> None:
    """Write to everybody to whom a letter is owed, when it is day for them."""
    stopped = LetterChoice.objects.filter(proposals=False).values("member")
    owed = Taking.objects.filter(
        standing=Taking.Standing.ASKED,
        letter_at__isnull=True,
        member__standing=Standing.ENTERED,
        composition__standing=Composition.Standing.COMPOSING,
    ).exclude(member__in=stopped)
    told: set[tuple[int, int | None]] = set()
    for taking in owed.select_related("member__account", "composition__circle").order_by("pk")[:MOST]:
        if (taking.composition_id, taking.member_id) not in told and _due(taking.member, now):
            told.add((taking.composition_id, taking.member_id))
            _send_about_words(taking, now)
    asked = AskedLetter.objects.filter(
        sent_at__isnull=True, composition__standing=Composition.Standing.ASKED, member__standing=Standing.ENTERED
    ).exclude(member__in=stopped)
    waited_for: dict[int, set[int]] = {}
    for letter in asked.select_related("member__account", "composition__circle").order_by("pk")[:MOST]:
        if letter.composition_id not in waited_for:
            waited_for[letter.composition_id] = _waited_for(letter.composition)
        if letter.member_id not in waited_for[letter.composition_id]:
            letter.delete()  # who has answered, or is not asked any more, is owed nothing
        elif _due(letter.member, now):
            _send_about_being_asked(letter, now)
    over = RoundLetter.objects.filter(
        sent_at__isnull=True, season_round__standing=SeasonRound.Standing.CLOSED, member__standing=Standing.ENTERED
    ).exclude(member__in=stopped)
    for wished in over.select_related("member__account", "season_round").order_by("pk")[:MOST]:
        if _due(wished.member, now):
            _send_about_round(wished, now)


def _due(member: Member | None, now: datetime) -> bool:
    return member is not None and bool(member.address) and by_day(now, member.zone) <= now


def _send_about_words(taking: Taking, now: datetime) -> None:
    """One letter for all of one's words that one text took, claimed first."""
    version = current(taking.composition)
    here = {stretch.source for stretch in stretches_of(version)}
    asked = Taking.objects.filter(
        composition=taking.composition, member=taking.member, letter_at__isnull=True, standing=Taking.Standing.ASKED
    )
    mine = list(asked.filter(pk__in=here))
    if not mine or not asked.filter(pk__in=[one.pk for one in mine]).update(letter_at=now):
        return
    words = [standing_words(one, version) for one in mine]
    member = taking.member
    assert member is not None  # noqa: S101 - only a member's words are asked for
    letter = _letter(member, "words", {"words": words, "circle": taking.composition.circle}, reverse("my_words"))
    _post(letter, f"words-{taking.composition.key}-{member.key}", lambda: _unclaim(mine))


def _unclaim(mine: Iterable[Taking]) -> None:
    Taking.objects.filter(pk__in=[one.pk for one in mine]).update(letter_at=None)


def _waited_for(composition: Composition) -> set[int]:
    """Who is asked about a text now and has not answered."""
    return set(asked_of(composition.circle)) - set(current(composition).consents.values_list("member_id", flat=True))


def _send_about_being_asked(owed: AskedLetter, now: datetime) -> None:
    if not AskedLetter.objects.filter(pk=owed.pk, sent_at__isnull=True).update(sent_at=now):
        return
    composition, member = owed.composition, owed.member
    path = reverse("composition", args=[composition.key])
    letter = _letter(member, "asked", {"circle": composition.circle}, path)

    def unclaim() -> None:
        AskedLetter.objects.filter(pk=owed.pk).update(sent_at=None)

    _post(letter, f"asked-{composition.key}-{member.key}", unclaim)


def _send_about_round(wished: RoundLetter, now: datetime) -> None:
    if not RoundLetter.objects.filter(pk=wished.pk, sent_at__isnull=True).update(sent_at=now):
        return
    season_round = wished.season_round
    letter = _letter(wished.member, "round", {"round": season_round}, reverse("round", args=[season_round.key]))

    def unclaim() -> None:
        RoundLetter.objects.filter(pk=wished.pk).update(sent_at=None)

    _post(letter, f"round-{season_round.key}-{wished.member.key}", unclaim)


def _letter(member: Member, kind: str, more: Mapping[str, Any], path: str) -> EmailMessage:
    """A letter in the first of the person's languages that the site speaks."""
    home, known = fellowship(), dict(settings.LANGUAGES)
    spoken = [language.code for language in member.languages.all() if language.code in known]
    with translation.override((*spoken, home.language)[0]):
        link, stop = f"{settings.URL}{path}", stop_link(member)
        context = {"member": member, "fellowship": home, "link": link, "stop": stop, **more}
        subject = " ".join(render_to_string(f"one_desire/letter_{kind}_subject.txt", context).split())
        body = render_to_string(f"one_desire/letter_{kind}.txt", context)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(subject, body, to=[member.address], headers=headers)


def _post(letter: EmailMessage, name: str, unclaim: Any) -> None:
    """Send it, and give the claim back when the mail server refuses."""
    letter.extra_headers["Message-ID"] = f"<{name}@{urlsplit(settings.URL).hostname}>"
    try:
        letter.send()
    except Exception:
        log.exception("The letter %s could not be sent.", name)
        unclaim()
