"""Who sees which answer of a profile. Said beside each field, and kept by :func:`card_of`; a charter test compares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Attribute, Member


class Seen(Enum):
    """By whom; the value is the sentence beside the field."""

    CIRCLES = _("Those in your circles and the stewards see this.")
    COUNTED = _("Those in your circles and the stewards see this. Everyone sees it counted, without your name.")
    CLOCK = _("Those in your circles and the stewards see this, and so what time it is for you.")
    STEWARDS = _("Formations use this, and the stewards see it. Nobody else does.")
    LETTERS = _("The stewards see this, to write to you. Nobody else does.")
    FORMATIONS = _(
        "Only formations use this. Your ten sees the hour that all of you have in common, nothing else of it."
    )
    NOBODY = _("Only formations use this. Nobody sees it, the stewards neither.")

    @property
    def words(self) -> Promise:
        return self.value


SEEN = {
    "name": Seen.CIRCLES,
    "email": Seen.LETTERS,
    "languages": Seen.COUNTED,
    "zone": Seen.CLOCK,
    "hours": Seen.FORMATIONS,
    "country": Seen.COUNTED,
    "origin": Seen.COUNTED,
    "gift": Seen.CIRCLES,
    "together": Seen.NOBODY,
    "apart": Seen.NOBODY,
}


def seen_attribute(attribute: Attribute) -> Seen:
    """Who sees the answer to a question that the steward added."""
    return Seen.CIRCLES if attribute.shown else Seen.STEWARDS


@dataclass(frozen=True, slots=True)
class Card:
    """All of a member that those in the same circle may see."""

    key: str
    name: str
    languages: tuple[str, ...]
    zone: str
    country: str
    origin: str
    gift: str
    attributes: tuple[tuple[str, str], ...]


def cards_of(members: Iterable[Member]) -> list[Card]:
    """The cards of members, in their order, in two further SQL statements however many there are."""
    found = list(members)
    prefetch_related_objects(found, "languages", "attribute_values__attribute")
    return [card_of(member) for member in found]


def card_of(member: Member) -> Card:
    """What those in the same circle may see of ``member``, and nothing more."""
    values = [value for value in member.attribute_values.all() if seen_attribute(value.attribute) is Seen.CIRCLES]
    return Card(
        key=member.key,
        name=member.name,
        languages=tuple(language.code for language in member.languages.all()),
        zone=member.zone,
        country=member.country,
        origin=member.origin,
        gift=member.gift,
        attributes=tuple((value.attribute.label, value.value) for value in values),
    )
