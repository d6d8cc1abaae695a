"""One desires as pages read them: the text with whose words stand in it, what stood before, how a circle answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from tenfold.engine.unity import Similar
from tenfold.engine.unity.pooling import SMALLEST
from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.models import Desire
from tenfold.fellowship.desires.queries.ground import common_ground_of
from tenfold.fellowship.members.models import Member, Standing

from ..actions.consenting import OPEN_FOR, tally_of
from ..actions.pen import pen_is_free
from ..models import Composition, Consent, Piece, Taking, Version
from ..reach import composes, may_carry
from ..tracing import Stretch, parts

BLOCKS = 12
"""So many building blocks are proposed."""
COMPARED = 500
"""The latest so many desires are compared with them."""
HISTORY = 50
"""So many one desires back a page goes."""


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of a text: words of a source, with the piece that leads to it, or words in between."""

    words: str
    piece: Piece | None


@dataclass(frozen=True, slots=True)
class Source:
    """Whose words stand in a text: the desire, the words, whether the author has agreed, and whether it is oneself."""

    taking: Taking
    words: tuple[str, ...]
    author: Member | None
    mine: bool

    @property
    def agreed(self) -> bool:
        return self.taking.standing == Taking.Standing.AGREED


@dataclass(frozen=True, slots=True)
class Text:
    """A version of a composition, ready to be read."""

    composition: Composition
    version: Version
    parts: tuple[PartShown, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the circle sees of its answers. ``grades`` are counted only once the text stands, and from five answers on:
    while people still answer, a count that changes would say who said what."""

    asked: int
    answered: int
    somebody_asks_to_talk: bool
    until: datetime | None
    grades: tuple[tuple[str, int], ...]
    mine: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A desire that is proposed as a building block; ``unites``: it is common ground as reckoned; ``alike``: others say
    nearly the same."""

    desire: Desire
    unites: bool
    taken: bool
    alike: tuple[Desire, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a circle composes with."""

    text: Text
    sources: tuple[Source, ...]
    versions: tuple[Version, ...]
    answers: Answers | None
    blocks: tuple[Block, ...]
    composes: bool
    holds_pen: bool
    pen_free: bool
    may_carry: bool
    carried: bool
    names: bool
    """Whether the viewer reads who holds the pen and who wrote: names are for those who sit in the same circle."""


def newest(compositions: Iterable[Composition]) -> list[Text]:
    """The newest text of each composition. Four queries, however many they are."""
    found = {composition.pk: composition for composition in compositions}
    prefetch_related_objects(list(found.values()), "wordings")
    versions: dict[int, Version] = {}
    rows = Version.objects.filter(composition__in=found).order_by("number")
    for version in rows.prefetch_related("pieces__taking"):
        versions[version.composition_id] = version
    return [text_of(composition, versions[pk]) for pk, composition in found.items() if pk in versions]


def text_of(composition: Composition, version: Version) -> Text:
    """A version cut where other words begin; its pieces are at hand or fetched in one query."""
    pieces = {piece.start: piece for piece in version.pieces.all()}
    stretches = [Stretch(piece.start, piece.end, piece.taking_id) for piece in pieces.values()]
    shown = tuple(
        PartShown(part.words, pieces.get(part.start) if part.source is not None else None)
        for part in parts(version.text, stretches)
    )
    return Text(composition, version, shown)


def standing_of(circle: Circle | None) -> Text | None:
    """The one desire that stands in a circle (None: in the whole). Three queries."""
    found = Composition.objects.filter(circle=circle, standing=Composition.Standing.STANDS).select_related("circle")
    return next(iter(newest(found)), None)


def open_of(circle: Circle | None) -> Composition | None:
    """The composition that goes on in a circle."""
    on = (Composition.Standing.COMPOSING, Composition.Standing.ASKED)
    return Composition.objects.filter(circle=circle, standing__in=on).select_related("circle").first()


def history_of(circle: Circle | None) -> list[Text]:
    """The one desires that stood in a circle before, the latest first. Three queries."""
    past = Composition.objects.filter(circle=circle, standing=Composition.Standing.REPLACED).select_related("circle")
    return newest(past.order_by("-stood_at")[:HISTORY])


def desk_of(composition: Composition, *, viewer: Member) -> Desk:
    """What a page of a composition needs. About twenty queries, however long its history."""
    version = composition.versions.prefetch_related("pieces__taking").order_by("-number")[0]
    text = text_of(composition, version)
    takes_part = composes(viewer, composition.circle)
    writing = composition.standing == Composition.Standing.COMPOSING
    holds_pen = writing and takes_part and composition.pen_id == viewer.pk
    circle = composition.circle
    return Desk(
        text=text,
        sources=tuple(sources_of(text, viewer=viewer)),
        versions=tuple(composition.versions.select_related("by").order_by("-number")),
        answers=answers_of(composition, version, viewer=viewer),
        blocks=tuple(blocks_of(composition, viewer=viewer)) if holds_pen else (),
        composes=takes_part,
        holds_pen=holds_pen,
        pen_free=writing and pen_is_free(composition, timezone.now()),
        may_carry=circle is not None and may_carry(viewer, circle),
        carried=composition.carried.filter(ended_at__isnull=True).exists(),
        names=takes_part and circle is not None,
    )


def sources_of(text: Text, *, viewer: Member) -> list[Source]:
    """Whose words stand in a text, in the order in which they stand there. One query."""
    words: dict[int, list[str]] = {}
    for part in text.parts:
        if part.piece is not None:
            words.setdefault(part.piece.taking_id, []).append(part.words)
    found = Taking.objects.filter(pk__in=words).select_related("desire__author", "desire__from_circle")
    rows = found.prefetch_related("desire__renderings").in_bulk()
    return [
        Source(rows[pk], tuple(said), author_shown(rows[pk].desire, viewer), rows[pk].member_id == viewer.pk)
        for pk, said in words.items()
        if pk in rows
    ]


def author_shown(desire: Desire, viewer: Member) -> Member | None:
    """Who wrote a desire, as far as they let it be seen."""
    if desire.author is None or desire.author_id == viewer.pk:
        return desire.author
    return desire.author if not desire.anonymous and desire.author.standing == Standing.ENTERED else None


def answers_of(composition: Composition, version: Version, *, viewer: Member) -> Answers | None:
    """What may be seen of the answers: how many, and whether somebody asks to talk. None before anybody was asked."""
    standing = composition.standing
    if standing in (Composition.Standing.COMPOSING, Composition.Standing.SET_ASIDE):
        return None
    mine = version.consents.filter(member=viewer).values_list("grade", flat=True).first()
    if standing != Composition.Standing.ASKED:
        said = Counter(version.consents.values_list("grade", flat=True))
        return Answers(0, sum(said.values()), False, None, counted(said), mine)
    tally = tally_of(composition, version)
    until = composition.asked_at + OPEN_FOR if composition.asked_at else None
    return Answers(tally.asked, tally.answered, tally.somebody_asks_to_talk, until, (), mine)


def counted(said: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Grades counted, in their order, where enough have answered that it tells of nobody."""
    if sum(said.values()) < SMALLEST:
        return ()
    return tuple((str(grade.label), said[grade]) for grade in Consent.Grade if grade != Consent.Grade.TALK)


def blocks_of(composition: Composition, *, viewer: Member) -> list[Block]:
    """What the pen's holder may build with: common ground first, the most uniting first, then the latest desires."""
    taken = set(composition.takings.filter(pieces__isnull=False).values_list("desire_id", flat=True))
    gone = composition.takings.filter(standing__in=[Taking.Standing.BACK, Taking.Standing.LAPSED])
    back = set(gone.values_list("desire_id", flat=True))
    ground = [found.desire for found in common_ground_of(composition.circle, viewer=viewer, count=BLOCKS)]
    known = {desire.pk for desire in ground} | back
    rows = Desire.objects.filter(circle=composition.circle_id, standing=Desire.Standing.OPEN)
    latest = rows.exclude(pk__in=known).select_related("author", "from_circle").prefetch_related("renderings")
    more = list(latest[: max(BLOCKS - len(ground), 0)])
    alike = _alike([*ground, *more], composition)
    found = [(desire, True) for desire in ground if desire.pk not in back] + [(desire, False) for desire in more]
    return [Block(desire, unites, desire.pk in taken, alike.get(desire.pk, ())) for desire, unites in found]


def _alike(desires: Sequence[Desire], composition: Composition) -> dict[int, tuple[Desire, ...]]:
    """For each desire others of the circle that say nearly the same, in whichever language. Two queries."""
    rows = Desire.objects.filter(circle=composition.circle_id, standing=Desire.Standing.OPEN).order_by("-pk")
    others = list(rows.prefetch_related("renderings")[:COMPARED])
    if len(others) < 2:
        return {}
    near = Similar.of([desire.text for desire in others])
    found: dict[int, tuple[Desire, ...]] = {}
    for desire in desires:
        numbers = [number for number, _likeness in near.find(desire.text, count=4)]
        found[desire.pk] = tuple(others[number] for number in numbers if others[number].pk != desire.pk)
    return found
