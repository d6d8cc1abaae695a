"""Desires as a member reads them: in their language, with who wrote them if they say so, and what may be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from tenfold.engine.unity.pooling import SMALLEST
from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member, Standing
from tenfold.fellowship.members.permissions import Permission, allowed

from ..models import Desire, Figure, Rendering, Response
from ..reach import may_see

PER_PAGE = 20
ENDS = 2
"""Counts so near to nobody or to everybody are told as a range: else whoever knows that all have answered would know
what each did."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a desire in one language; ``rendered`` where they are not the author's own."""

    text: str
    language: str
    rendered: bool = False
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A count as it may be told: from ``low`` to ``high`` people."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Told:
    """How people answered a desire, as far as it may be told."""

    people: int
    agreed: Range
    disagreed: Range
    passed: Range
    figure: Figure


@dataclass(frozen=True, slots=True)
class Shown:
    """A desire ready for a page. ``author`` is "" where it says nothing of who wrote it."""

    desire: Desire
    said: Said
    author: str
    mine: bool
    answer: int | None
    answered: int
    told: Told | None


def ranged(count: int, of: int) -> Range:
    """A count of ``of`` people as it may be told.

    >>> ranged(1, 10), ranged(4, 10), ranged(9, 10)
    (Range(low=0, high=2), Range(low=4, high=4), Range(low=8, high=10))
    """
    if count <= ENDS:
        return Range(0, ENDS)
    return Range(of - ENDS, of) if count >= of - ENDS else Range(count, count)


def told_of_desire(desire: Desire) -> Told | None:
    """What may be told of a desire whose figure is at hand; None while too few have answered."""
    figure = getattr(desire, "figure", None)
    if figure is None or figure.people < SMALLEST:
        return None
    counted = (figure.agreed, figure.disagreed, figure.passed)
    agreed, disagreed, passed = (ranged(count, figure.people) for count in counted)
    return Told(figure.people, agreed, disagreed, passed, figure)


def said_in(desire: Desire, language: str, renderings: Iterable[Rendering] | None = None) -> Said:
    """The desire in the reader's language where somebody gave it, else as it was written."""
    code = language.partition("-")[0]
    if code != desire.language:
        given = desire.renderings.all() if renderings is None else renderings
        for rendering in given:
            if rendering.current and rendering.language == code:
                return Said(rendering.text, code, rendered=True, machine=rendering.machine)
    return Said(desire.text, desire.language)


def with_all(desires: QuerySet[Desire]) -> QuerySet[Desire]:
    """Desires with what :func:`shown` needs, in two further statements.

    What follows a desire is fetched by itself: joined, SQLite reads all desires once for each of them.
    """
    rows = desires.select_related("figure", "counts", "author", "from_circle", "circle", "follows")
    return rows.prefetch_related("renderings", "followed_by")


def shown(desires: Sequence[Desire], *, viewer: Member, language: str) -> list[Shown]:
    """Desires for a page. One further statement."""
    keys = [desire.pk for desire in desires]
    answers = dict(Response.objects.filter(member=viewer, desire__in=keys).values_list("desire", "value"))
    return [
        Shown(
            desire=desire,
            said=said_in(desire, language),
            author=author_of(desire),
            mine=desire.author_id == viewer.pk,
            answer=answers.get(desire.pk),
            answered=answered_of(desire),
            told=told_of_desire(desire),
        )
        for desire in desires
    ]


def answered_of(desire: Desire) -> int:
    """How many answered, at this moment."""
    counts = getattr(desire, "counts", None)
    return counts.answered if counts else 0


def author_of(desire: Desire) -> str:
    """The name under which a desire stands, or ""."""
    if desire.anonymous or desire.author is None or desire.author.standing != Standing.ENTERED:
        return ""
    return desire.author.name


def desires_of(circle: Circle | None, *, viewer: Member, page: int | str = 1) -> Page[Desire]:
    """Open desires of a circle (None: of the whole), the newest first.

    None for whoever neither belongs to it nor keeps the rules of desires.
    """
    found = Desire.objects.filter(circle=circle, standing=Desire.Standing.OPEN)
    if not may_see(viewer, circle) and not allowed(viewer.account, Permission.MODERATE_DESIRES):
        found = found.none()
    return Paginator(with_all(found), PER_PAGE).get_page(page)


def own_desires(member: Member, *, page: int | str = 1) -> Page[Desire]:
    """Everything a member wrote, the newest first."""
    return Paginator(with_all(Desire.objects.filter(author=member)), PER_PAGE).get_page(page)


def own_answers(member: Member, *, page: int | str = 1) -> Page[Response]:
    """One's own answers, the latest first: seen by nobody else."""
    found = Response.objects.filter(member=member).exclude(desire__standing=Desire.Standing.HIDDEN)
    rows = found.select_related("desire__circle").prefetch_related("desire__renderings")
    return Paginator(rows.order_by("-responded_at", "-pk"), PER_PAGE).get_page(page)


def versions_of(desire: Desire) -> list[Desire]:
    """The versions of a desire, the first first, as far as they are linked; at most ten steps either way."""
    way = [desire]
    for _step in range(10):
        if way[0].follows is None:
            break
        way.insert(0, way[0].follows)
    for _step in range(10):
        later = Desire.objects.filter(follows=way[-1]).first()
        if later is None:
            break
        way.append(later)
    return [version for version in way if version.standing != Desire.Standing.HIDDEN or version == desire]


def unanswered(circle: Circle | None, *, viewer: Member) -> QuerySet[Desire]:
    """Open desires of others that the viewer has not answered."""
    mine = Response.objects.filter(desire=OuterRef("pk"), member=viewer)
    found = Desire.objects.filter(~Exists(mine), circle=circle, standing=Desire.Standing.OPEN)
    return found.exclude(author=viewer)
