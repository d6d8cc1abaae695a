"""Walking: from a word of a one desire down to the desires it came from, and from words up to where they went.

Down, as far as their members allow: whoever belongs to a circle reads the desires in it anyway; to others the walk
shows the words that went up and the circle they came from, and the desire behind them only where its author lets it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.desires.reach import circles_of
from tenfold.fellowship.members.models import Member

from ..models import Carried, Composition, Piece, Taking
from ..tracing import Stretch, found_in
from .texts import Text, author_shown, newest


@dataclass(frozen=True, slots=True)
class Step:
    """Words on their way: in which circle they stand (None: the whole), and what they were taken from.

    ``desire`` is None where one may not read it: its author keeps it to the circle. ``circle`` is where a one desire
    came from that was carried up.
    """

    words: str
    language: str
    desire: Desire | None
    author: Member | None
    circle: Circle | None
    below: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Went:
    """Where words went: the desire they are in a circle above, and the texts of which they became a part there."""

    desire: Desire
    at: datetime
    taken: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand in the one desire of a circle (None: of the whole), and where that went in turn."""

    text: Text
    words: tuple[str, ...]
    went: tuple[Went, ...]


def walk_down(piece: Piece, *, viewer: Member) -> Step:
    """From a stretch of words to its source, and on to the sources of that. Some queries for each storey."""
    own = {circle.pk for circle in circles_of(viewer)}
    version = piece.version
    circle_id = version.composition.circle_id
    belongs = circle_id is None or circle_id in own
    words = version.text[piece.start : piece.end]
    return _step(words, version.composition.language, piece.taking, belongs, own, viewer)


def _step(words: str, language: str, taking: Taking, belongs: bool, own: set[int], viewer: Member) -> Step:
    desire = taking.desire
    if desire.from_circle_id is None and desire.author_id is not None:
        seen = belongs or taking.may_be_walked or taking.member_id == viewer.pk
        seen = seen and desire.standing != Desire.Standing.HIDDEN
        return Step(words, language, desire if seen else None, author_shown(desire, viewer) if seen else None, None)
    carried = Carried.objects.filter(desire=desire).select_related("composition__circle", "composition").first()
    if carried is None:
        return Step(words, language, desire if belongs else None, None, desire.from_circle)
    below = _below(words, carried.composition, own, viewer)
    return Step(words, language, desire if belongs else None, None, carried.composition.circle, below)


def _below(words: str, composition: Composition, own: set[int], viewer: Member) -> tuple[Step, ...]:
    """The steps that lead down from words into the one desire of a circle."""
    (text,) = newest([composition])
    pieces = {shown.piece.start: shown.piece for shown in text.parts if shown.piece is not None}
    stretches = [Stretch(piece.start, piece.end, piece.taking_id) for piece in pieces.values()]
    reached = found_in(words, text.version.text, stretches)
    rows = Taking.objects.filter(pk__in={one.source for one in reached})
    takings = (
        rows.select_related("desire__author", "desire__from_circle").prefetch_related("desire__renderings").in_bulk()
    )
    belongs = composition.circle_id in own or composition.circle_id is None
    said = text.version.text
    return tuple(
        _step(said[one.start : one.end], composition.language, takings[one.source], belongs, own, viewer)
        for one in reached
    )


def went_from(compositions: Iterable[Composition]) -> list[Went]:
    """Where the words of one desires went: what they were carried up as, and what that became. For their own people.

    Some queries for each storey above.
    """
    rows = Carried.objects.filter(composition__in=list(compositions)).select_related("desire__circle", "desire")
    return [Went(carried.desire, carried.at, _taken_above(carried.desire)) for carried in rows.order_by("-at")]


def _taken_above(desire: Desire) -> tuple[Part, ...]:
    """The one desires, standing or past, of which words of a desire are a part."""
    stood = (Composition.Standing.STANDS, Composition.Standing.REPLACED)
    takings = Taking.objects.filter(desire=desire, composition__standing__in=stood)
    rows = {taking.composition_id: taking for taking in takings.select_related("composition__circle")}
    found = []
    for text in newest(taking.composition for taking in rows.values()):
        mine = rows[text.composition.pk].pk
        words = tuple(p.words for p in text.parts if p.piece is not None and p.piece.taking_id == mine)
        if words:
            found.append(Part(text, words, tuple(went_from([text.composition]))))
    return tuple(found)


def fate_of(desire: Desire) -> list[Part]:
    """Where the words of a desire stand now, and where they went from there."""
    return list(_taken_above(desire))
