"""What this room keeps about a person, for their export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from tenfold.fellowship.members.export import Row
from tenfold.fellowship.members.models import Member

from ..models import AskedLetter, Carried, Composition, Consent, RoundLetter, Taking, Version, Wording


def _where(composition: Composition) -> str:
    circle = composition.circle
    return f"{circle.level}-{circle.number}" if circle is not None else "whole"


def words_for_export(member: Member) -> Iterator[Row]:
    """Words of one's desires that were taken, and what one said to it."""
    for taking in Taking.objects.filter(member=member).select_related("composition__circle", "desire"):
        yield {
            "circle": _where(taking.composition),
            "text": taking.composition.key,
            "desire": taking.desire.text,
            "standing": taking.standing,
            "words_agreed_to": taking.words,
            "others_may_walk_to_the_desire": taking.may_be_walked,
            "asked_at": taking.asked_at,
            "answered_at": taking.answered_at,
        }


def consents_for_export(member: Member) -> Iterator[Row]:
    """What one said to texts."""
    for said in Consent.objects.filter(member=member).select_related("version__composition__circle"):
        yield {
            "circle": _where(said.version.composition),
            "text": said.version.composition.key,
            "version": said.version.number,
            "words": said.version.text,
            "grade": said.grade,
            "said_at": said.said_at,
        }


def versions_for_export(member: Member) -> Iterator[Row]:
    """The texts one began, in which one wrote or has to do with the pen, and what one carried up."""
    for version in Version.objects.filter(by=member).select_related("composition__circle").order_by("pk"):
        what = "began" if version.number == 0 else "wrote"
        yield _row(version.composition, what, version.number, version.text, version.made_at)
    pens = Composition.objects.filter(Q(pen=member) | Q(pen_wanted_by=member)).select_related("circle")
    for composition in pens.order_by("pk"):
        what = "holds the pen" if composition.pen_id == member.pk else "asked for the pen"
        yield _row(composition, what, None, "", composition.pen_used_at)
    for wording in Wording.objects.filter(by=member).select_related("composition__circle").order_by("pk"):
        yield _row(wording.composition, f"said in {wording.language}", None, wording.text, wording.at)
    for carried in Carried.objects.filter(by=member).select_related("composition__circle", "desire").order_by("pk"):
        yield _row(carried.composition, "carried up", None, carried.desire.text, carried.at)


def _row(composition: Composition, what: str, version: int | None, words: str, at: datetime | None) -> Row:
    return {
        "circle": _where(composition),
        "text": composition.key,
        "what": what,
        "version": version,
        "words": words,
        "at": at,
    }


def round_letters_for_export(member: Member) -> Iterator[Row]:
    """The rounds about which one asked for a letter."""
    for wished in RoundLetter.objects.filter(member=member).select_related("season_round"):
        yield {"round": wished.season_round.title, "asked_at": wished.asked_at, "sent_at": wished.sent_at}


def asked_letters_for_export(member: Member) -> Iterator[Row]:
    """The texts about which one is, or was, told by letter that one's circle is asked."""
    for owed in AskedLetter.objects.filter(member=member).select_related("composition__circle").order_by("pk"):
        where, text = _where(owed.composition), owed.composition.key
        yield {"circle": where, "text": text, "owed_at": owed.owed_at, "sent_at": owed.sent_at}
