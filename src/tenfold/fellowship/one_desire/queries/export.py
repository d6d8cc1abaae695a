"""What this room keeps about a person, for their export."""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.fellowship.members.export import Row
from tenfold.fellowship.members.models import Member

from ..models import Carried, Composition, Consent, RoundLetter, Taking, Version


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
    """The texts one began and the versions one wrote, with the pen in one's hand; and what one carried up."""
    for version in Version.objects.filter(by=member).select_related("composition__circle").order_by("pk"):
        composition = version.composition
        yield {
            "circle": _where(composition),
            "text": composition.key,
            "what": "wrote",
            "version": version.number,
            "words": version.text,
            "at": version.made_at,
            "holds_the_pen": composition.pen_id == member.pk,
            "asked_for_the_pen": composition.pen_wanted_by_id == member.pk,
        }
    for carried in Carried.objects.filter(by=member).select_related("composition__circle", "desire").order_by("pk"):
        yield {
            "circle": _where(carried.composition),
            "text": carried.composition.key,
            "what": "carried up",
            "version": None,
            "words": carried.desire.text,
            "at": carried.at,
            "holds_the_pen": False,
            "asked_for_the_pen": False,
        }


def round_letters_for_export(member: Member) -> Iterator[Row]:
    """The rounds about which one asked for a letter."""
    for wished in RoundLetter.objects.filter(member=member).select_related("season_round"):
        yield {"round": wished.season_round.title, "asked_at": wished.asked_at, "sent_at": wished.sent_at}
