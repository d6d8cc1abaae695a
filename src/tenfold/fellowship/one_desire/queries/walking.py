"""Walking: from a word of a one desire down to the desires it came from, and from words up to where they went.

Down, as far as their members allow: whoever belongs to a circle reads the desires in it anyway; to others the walk
shows the words that went up and the circle they came from, and the desire behind them only where its author lets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


@dataclass(slots=True)
class _Place:
    """Words on the way down, before what is below them is known."""

    words: str
    language: str
    taking: Taking
    belongs: bool
    carried: Carried | None = None
    below: Sequence[_Place] = ()

    @property
    def written(self) -> bool:
        """Somebody wrote it; otherwise a circle carried it up."""
        return self.taking.desire.from_circle_id is None and self.taking.desire.author_id is not None


def walk_down(piece: Piece, *, viewer: Member) -> Step:
    """From a stretch of words to its source, and on to the sources of that. Some queries for each storey."""
    own = {circle.pk for circle in circles_of(viewer)}
    version = piece.version
    circle_id = version.composition.circle_id
    words = version.text[piece.start : piece.end]
    top = _Place(words, version.composition.language, piece.taking, circle_id is None or circle_id in own)
    storey = [top]
    while storey:
        storey = _descend([place for place in storey if not place.written], own)
    return _step(top, viewer)


def _descend(places: Sequence[_Place], own: set[int]) -> list[_Place]:
    """Put below each of these places what its words came from; the places of the storey below."""
    carried = Carried.objects.filter(desire__in={place.taking.desire_id for place in places})
    by_desire = {row.desire_id: row for row in carried.select_related("composition__circle", "composition")}
    texts = {text.composition.pk: text for text in newest(row.composition for row in by_desire.values())}
    reached: list[tuple[_Place, Text, list[Stretch]]] = []
    for place in places:
        place.carried = by_desire.get(place.taking.desire_id)
        text = texts.get(place.carried.composition_id) if place.carried is not None else None
        if text is not None:
            pieces = {shown.piece.start: shown.piece for shown in text.parts if shown.piece is not None}
            stretches = [Stretch(piece.start, piece.end, piece.taking_id) for piece in pieces.values()]
            reached.append((place, text, list(found_in(place.words, text.version.text, stretches))))
    rows = Taking.objects.filter(pk__in={one.source for _place, _text, ones in reached for one in ones})
    takings = (
        rows.select_related("desire__author", "desire__from_circle").prefetch_related("desire__renderings").in_bulk()
    )
    for place, text, ones in reached:
        circle_id, language = text.composition.circle_id, text.composition.language
        belongs, said = circle_id in own or circle_id is None, text.version.text
        place.below = [_Place(said[one.start : one.end], language, takings[one.source], belongs) for one in ones]
    return [below for place, _text, _ones in reached for below in place.below]


def _step(place: _Place, viewer: Member) -> Step:
    taking, desire = place.taking, place.taking.desire
    if place.written:
        seen = place.belongs or taking.may_be_walked or taking.member_id == viewer.pk
        seen = seen and desire.standing != Desire.Standing.HIDDEN
        author = author_shown(desire, viewer) if seen else None
        return Step(place.words, place.language, desire if seen else None, author, None)
    circle = desire.from_circle if place.carried is None else place.carried.composition.circle
    below = tuple(_step(one, viewer) for one in place.below)
    return Step(place.words, place.language, desire if place.belongs else None, None, circle, below)


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
