"""Words go out: of a text, of its versions, of the desire that it was carried up as, and of what was made of that."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils import timezone

from tenfold.fellowship.desires.actions import end_for_circle, redact_for_circle, say_anew_for_circle
from tenfold.fellowship.desires.models import Desire

from ..models import Carried, Composition, Taking, Version
from ..tracing import GAP, Stretch, cut, holes_of, holes_within, verbatim, words_of
from .common import current, locked, new_version, put, stretches_of

Holes = Callable[[str, Sequence[Stretch]], list[tuple[int, int]]]


def take_out(
    composition: Composition,
    taking: Taking,
    *,
    texts: Sequence[str],
    history: bool = True,
    because: str = Version.Because.WORDS_BACK,
) -> None:
    """Take the words of a desire out of a locked composition, and (with ``history``) of all its versions and above."""

    def holes(text: str, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
        return holes_of(text, stretches, taking.pk, texts)

    gone = _empty(composition, holes, history=history, because=because)
    if history and gone:
        follow_up(composition, gone)


def follow_up(composition: Composition, gone: Sequence[str]) -> None:
    """Take words that went out of a one desire out of the desire it was carried up as, and of what was made of that."""
    for carried in composition.carried.filter(ended_at__isnull=True).select_related("desire"):
        former = carried.desire
        runs = [run for words in gone for run in verbatim(former.text, words, 0)]
        if not runs:
            continue
        shorter, _nothing = cut(former.text, [], [(run.start, run.end) for run in runs])
        takings = list(Taking.objects.filter(desire=former).select_related("composition"))
        takings.sort(key=lambda one: (_level(one.composition), one.composition_id))
        left = words_of(shorter)
        successor = say_anew_for_circle(former, shorter) if left else None
        for taking in takings:
            _above(taking, gone, successor)
        redact_for_circle(former, shorter if left else GAP)
        if successor is not None:
            Carried.objects.filter(pk=carried.pk).update(desire=successor)
        else:
            end_for_circle(former)
            Carried.objects.filter(pk=carried.pk).update(ended_at=timezone.now())


def _above(taking: Taking, gone: Sequence[str], successor: Desire | None) -> None:
    """The same in a text above into which the carried desire was taken."""
    composition = locked(taking.composition)
    if successor is not None:
        taking.desire = successor
    else:
        taking.standing, taking.answered_at = Taking.Standing.BACK, timezone.now()
    taking.words = ""
    taking.save(update_fields=["desire", "standing", "answered_at", "words"])

    def holes(text: str, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
        own = [one for one in stretches if one.source == taking.pk]
        if successor is None:
            return [(one.start, one.end) for one in own]
        return [hole for one in own for words in gone for hole in holes_within(text, one, words)]

    further = _empty(composition, holes, history=True, because=Version.Because.WORDS_BACK)
    if further:
        follow_up(composition, further)


def _empty(composition: Composition, holes: Holes, *, history: bool, because: str) -> list[str]:
    """Cut the holes into a locked composition; returns the words that went out of its newest version."""
    newest = current(composition)
    text, stretches = newest.text, stretches_of(newest)
    found = holes(text, stretches)
    gone = [text[start:end] for start, end in found]
    if found:
        composition.wordings.all().delete()
    if found and composition.open:
        shorter, left = cut(text, stretches, found)
        new_version(composition, text=shorter, stretches=left, by=None, because=because)
        if composition.standing == Composition.Standing.ASKED:
            composition.standing, composition.asked_at = Composition.Standing.COMPOSING, None
            composition.save(update_fields=["standing", "asked_at"])
    elif found and composition.standing == Composition.Standing.STANDS:
        composition.words_back_at = timezone.now()
        composition.save(update_fields=["words_back_at"])
    if history:
        for version in composition.versions.prefetch_related("pieces"):
            _redact(version, holes)
    return gone


def _redact(version: Version, holes: Holes) -> None:
    stretches = stretches_of(version)
    found = holes(version.text, stretches)
    if found:
        version.text, left = cut(version.text, stretches, found)
        version.save(update_fields=["text"])
        put(version, left)


def _level(composition: Composition) -> int:
    """The whole comes after all circles."""
    return composition.circle.level if composition.circle is not None else 99
