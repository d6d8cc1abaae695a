"""Whose words stand where in a text: pure functions on texts and stretches, without a database.

A stretch says that the letters ``start`` to ``end`` of a text come from a source. Stretches of one text never overlap.
When somebody edits the text, stretches are carried over word by word; and wherever a source stands in a text word by
word, it is found, also where nobody said so: whose words stand there does not depend on who holds the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP = "…"
"""What stands where words were that somebody has back."""
RUN = 5
"""So many words in a row, the same as in a source, are its words; or most of a short one."""
MOST = 0.6
"""Of a source with fewer words, this share of them in a row."""
HOLDS = 3
"""Of a stretch that was edited, so many words in a row or half of them must be left for it to be one still."""
BETWEEN = 3
"""Words put in between two parts of a stretch, up to which it stays one."""

SMALL = 3
"""Letters of a small word: it alone says little of whose words stand beside it."""

_WORD = re.compile(r"[\w'’־-]*\w", re.UNICODE)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    start: int
    end: int
    source: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: words of a source, or words in between (``source`` None)."""

    words: str
    source: int | None
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    key: str


def _tokens(text: str) -> list[_Token]:
    return [_Token(found.start(), found.end(), found[0].casefold()) for found in _WORD.finditer(text)]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without punctuation, capital or small.

    >>> words_of("To be ONE — of our own will!")
    ('to', 'be', 'one', 'of', 'our', 'own', 'will')
    """
    return tuple(token.key for token in _tokens(text))


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row that two texts have in common: from place ``a`` in one and ``b`` in the other."""

    a: int
    b: int
    size: int


def _common(here: Sequence[_Token], there: Sequence[_Token], fewest: int) -> list[_Run]:
    """Runs of at least ``fewest`` words that two texts share, the longest first, wherever they stand in either: whoever
    edits puts things first that came last. No word belongs to two runs."""
    found: list[_Run] = []
    free_here, free_there = [True] * len(here), [True] * len(there)
    while (best := _longest(here, there, free_here, free_there)) is not None and best.size >= fewest:
        found.append(best)
        free_here[best.a : best.a + best.size] = [False] * best.size
        free_there[best.b : best.b + best.size] = [False] * best.size
    return found


def _longest(
    here: Sequence[_Token], there: Sequence[_Token], free_here: list[bool], free_there: list[bool]
) -> _Run | None:
    """The longest run of free words in common, the first of several; by the lengths of runs that end at each pair."""
    best: _Run | None = None
    before: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for b, token in enumerate(there):
        if free_there[b]:
            places.setdefault(token.key, []).append(b)
    for a, token in enumerate(here):
        ending: dict[int, int] = {}
        for b in places.get(token.key, ()) if free_here[a] else ():
            size = before.get(b - 1, 0) + 1
            ending[b] = size
            if best is None or size > best.size:
                best = _Run(a - size + 1, b - size + 1, size)
        before = ending
    return best


def parts(text: str, stretches: Iterable[Stretch]) -> list[Part]:
    """A text from its beginning to its end, cut where a source begins or ends.

    >>> [(part.words, part.source) for part in parts("a quiet hour", [Stretch(2, 7, 3)])]
    [('a ', None), ('quiet', 3), (' hour', None)]
    """
    found, at = [], 0
    for stretch in sorted(stretches):
        if stretch.start > at:
            found.append(Part(text[at : stretch.start], None, at))
        found.append(Part(text[stretch.start : stretch.end], stretch.source, stretch.start))
        at = stretch.end
    if at < len(text):
        found.append(Part(text[at:], None, at))
    return found


def traced(
    before: str, stretches: Sequence[Stretch], after: str, sources: Mapping[int, Sequence[str]]
) -> list[Stretch]:
    """Whose words stand where in ``after``, edited from ``before``; ``sources`` are the texts of each source.

    What was said of ``before`` is carried over first; then the sources are looked for, the longest run first.
    """
    taken = _free(carried_over(before, stretches, after), [])
    runs = [run for source, texts in sources.items() for text in texts for run in verbatim(after, text, source)]
    runs.sort(key=lambda run: (run.start - run.end, run.start, run.source))
    return sorted(_free(runs, taken))


def _free(new: Iterable[Stretch], taken: Sequence[Stretch]) -> list[Stretch]:
    """``taken`` with those of ``new`` that overlap none before them."""
    found = list(taken)
    for one in new:
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return found


def carried_over(before: str, stretches: Sequence[Stretch], after: str) -> list[Stretch]:
    """The stretches of a text in the text that somebody made of it.

    >>> carried_over("We want a quiet hour.", [Stretch(8, 20, 1)], "Together we want a quiet evening hour.")
    [Stretch(start=17, end=37, source=1)]
    """
    old, new = _tokens(before), _tokens(after)
    goes_to = _moves(old, new)
    found = []
    for stretch in sorted(stretches):
        inside = [at for at, token in enumerate(old) if stretch.start <= token.start and token.end <= stretch.end]
        left = sorted(goes_to[at] for at in inside if at in goes_to)
        if left and (2 * len(left) >= len(inside) or _longest_run(left) >= HOLDS):
            found += [Stretch(new[run[0]].start, new[run[-1]].end, stretch.source) for run in _runs(left, new)]
    return found


def _moves(old: Sequence[_Token], new: Sequence[_Token]) -> dict[int, int]:
    """Where each word of the old text stands in the new one: in runs, and single words that stay near them."""
    moves = {run.a + step: run.b + step for run in _common(old, new, 2) for step in range(run.size)}
    taken = set(moves.values())
    for at, token in enumerate(old):
        if at in moves:
            continue
        beside = [moves[near] for near in range(at - BETWEEN, at + BETWEEN + 1) if near in moves]
        places = {place for b in beside for place in range(max(b - BETWEEN, 0), min(b + BETWEEN + 1, len(new)))}
        same = [place for place in sorted(places - taken) if new[place].key == token.key]
        if same:
            moves[at] = same[0]
            taken.add(same[0])
    return moves


def _longest_run(places: Sequence[int]) -> int:
    best = length = 1
    for one, next_one in pairwise(places):
        length = length + 1 if next_one == one + 1 else 1
        best = max(best, length)
    return best


def _runs(places: Sequence[int], words: Sequence[_Token]) -> list[list[int]]:
    """Places that lie near each other, together. A small word that stands off at an end does not belong."""
    runs = [[places[0]]]
    for place in places[1:]:
        if place - runs[-1][-1] <= BETWEEN + 1:
            runs[-1].append(place)
        else:
            runs.append([place])

    def stands_off(place: int, gap: int) -> bool:
        return gap > 2 or (gap > 1 and len(words[place].key) <= SMALL)

    for run in runs:
        while len(run) > 1 and stands_off(run[-1], run[-1] - run[-2]):
            run.pop()
        while len(run) > 1 and stands_off(run[0], run[1] - run[0]):
            run.pop(0)
    return runs


def verbatim(text: str, source_text: str, source: int) -> list[Stretch]:
    """Where a source stands in a text word by word.

    >>> verbatim("Let us have a quiet hour every week, all of us.", "a quiet hour every week", 7)
    [Stretch(start=12, end=35, source=7)]
    >>> verbatim("We want to be heard.", "We want to be together, and nobody left alone at night.", 7)
    []
    """
    here, there = _tokens(text), _tokens(source_text)
    if not here or not there:
        return []
    fewest = max(2, min(RUN, -int(-MOST * len(there) // 1))) if len(there) > 1 else 1
    return [Stretch(here[run.a].start, here[run.a + run.size - 1].end, source) for run in _common(here, there, fewest)]


def cut(text: str, stretches: Iterable[Stretch], holes: Iterable[tuple[int, int]]) -> tuple[str, list[Stretch]]:
    """The text with :data:`GAP` where the holes were, and its stretches without what was in them.

    >>> cut("We want a quiet hour and songs.", [Stretch(8, 20, 1), Stretch(25, 30, 2)], [(8, 20)])
    ('We want … and songs.', [Stretch(start=14, end=19, source=2)])
    """
    merged = _merged(holes)
    pieces, at = [], 0
    for start, end in merged:
        pieces += [text[at:start], GAP]
        at = end
    shorter = "".join([*pieces, text[at:]])

    def moved(place: int) -> int:
        shift = 0
        for start, end in merged:
            if place >= end:
                shift += len(GAP) - (end - start)
        return place + shift

    left = []
    for stretch in sorted(stretches):
        place = stretch.start
        for start, end in [*merged, (len(text), len(text))]:
            until = min(stretch.end, start)
            if text[place:until].strip():
                left.append(Stretch(moved(place), moved(until), stretch.source))
            place = max(place, min(end, stretch.end))
    return shorter, left


def _merged(holes: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(holes):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def holes_of(text: str, stretches: Iterable[Stretch], source: int, texts: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Where the words of a source stand: its stretches, and wherever one of ``texts`` stands word by word, but for
    stretches of others, who may have said the same."""
    known = list(stretches)
    found = [(one.start, one.end) for one in known if one.source == source]
    others = [one for one in known if one.source != source]
    runs = [run for said in texts for run in verbatim(text, said, source)]
    return found + [(run.start, run.end) for run in _free(runs, others) if run.source == source]


def holes_within(text: str, within: Stretch, words: str) -> list[tuple[int, int]]:
    """Where ``words`` stand in a stretch, word by word, as far as they are recognisable."""
    inside = text[within.start : within.end]
    runs = verbatim(inside, words, within.source)
    return [(within.start + run.start, within.start + run.end) for run in runs]


def found_in(words: str, text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of ``text`` from which ``words`` were taken, as far as they were.

    Where no words are the same any more, all of them.

    >>> text, known = "A quiet hour a week; songs of old.", [Stretch(0, 19, 1), Stretch(21, 33, 2)]
    >>> [one.source for one in found_in("the songs of old, a hundred", text, known)]
    [2]
    """
    here = _tokens(text)
    same = {run.a + step for run in _common(here, _tokens(words), 2) for step in range(run.size)}
    found = []
    for stretch in stretches:
        inside = [at for at, token in enumerate(here) if stretch.start <= token.start and token.end <= stretch.end]
        left = [at for at in inside if at in same]
        if left and (2 * len(left) >= len(inside) or _longest_run(left) >= HOLDS):
            found.append(Stretch(here[left[0]].start, here[left[-1]].end, stretch.source))
    return found or list(stretches)
