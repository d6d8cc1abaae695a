"""Whose words stand where: through edits, in any order, in several scripts; nothing is cut but what is asked for."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.fellowship.one_desire.tracing import (
    GAP,
    Stretch,
    carried_over,
    cut,
    found_in,
    holes_of,
    parts,
    traced,
    verbatim,
    words_of,
)

WORDS = st.sampled_from(["peace", "bread", "שלום", "לחם", "мир", "хлеб", "we", "and", "one", "hour"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


def told(text: str, stretches: list[Stretch]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in stretches:
        found.setdefault(one.source, []).append(text[one.start : one.end])
    return found


def test_what_came_last_is_put_first_and_is_still_theirs() -> None:
    before = "Nobody eats alone on a feast; each of us is heard before anybody speaks twice."
    known = [Stretch(0, 28, 1), Stretch(30, 77, 2)]
    after = "Each of us is heard before anybody speaks twice, and nobody eats alone on a feast."
    found = told(after, carried_over(before, known, after))
    assert found == {1: ["nobody eats alone on a feast"], 2: ["Each of us is heard before anybody speaks twice"]}


def test_a_word_in_between_belongs_and_a_word_that_merely_looks_the_same_does_not() -> None:
    before = "A quiet hour every week"
    after = "Every one of us has an hour: a quiet evening hour every single week"
    assert told(after, carried_over(before, [Stretch(0, 23, 1)], after)) == {
        1: ["a quiet evening hour every single week"]
    }


def test_a_few_usual_words_in_a_row_are_nobodys() -> None:
    desire = "We want to be together with all who were forgotten"
    assert verbatim("We want to be heard.", desire, 1) == []
    assert len(verbatim("Let us be together with all who were forgotten", desire, 1)) == 1


def test_hebrew_is_traced_like_english() -> None:
    text = "אנחנו רוצים שאף אחד לא יישאר לבד בחג, ושנלמד לשתוק."
    found = verbatim(text, "שאף אחד לא יישאר לבד בחג", 1)
    assert [text[one.start : one.end] for one in found] == ["שאף אחד לא יישאר לבד בחג"]


def test_the_longer_claim_comes_first_and_no_letter_has_two_sources() -> None:
    sources = {1: ["a quiet hour every week"], 2: ["a quiet hour every week in which we listen"]}
    text = "We want a quiet hour every week in which we listen."
    assert told(text, traced("", [], text, sources)) == {2: ["a quiet hour every week in which we listen"]}


def test_walking_down_reaches_only_what_the_words_came_from() -> None:
    text = "Nobody eats alone on a feast; each is heard before anybody speaks twice; an hour in which nobody is right."
    known = [Stretch(0, 28, 1), Stretch(30, 71, 2), Stretch(73, 105, 3)]
    reached = found_in("Each is heard before anybody speaks twice, and nobody", text, known)
    assert [one.source for one in reached] == [2]


@settings(max_examples=60)
@given(SENTENCES, SENTENCES, SENTENCES)
def test_stretches_never_overlap_and_parts_are_the_text(before: str, after: str, source: str) -> None:
    first = traced("", [], before, {1: [source], 2: [source[::-1]]})
    found = traced(before, first, after, {1: [source]})
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.start < one.end <= len(after) for one in found)
    assert "".join(part.words for part in parts(after, found)) == after


@settings(max_examples=60)
@given(st.lists(SENTENCES, min_size=1, max_size=5), st.integers(0, 4))
def test_what_is_cut_is_gone_and_all_else_stays(sentences: list[str], which: int) -> None:
    text, known = "", []
    for number, sentence in enumerate(sentences):
        known.append(Stretch(len(text), len(text) + len(sentence), number))
        text += f"{sentence}; "
    source = which % len(sentences)
    shorter, left = cut(text, known, holes_of(text, known, source))
    assert source not in {one.source for one in left}
    assert told(shorter, left) == {one.source: [text[one.start : one.end]] for one in known if one.source != source}
    assert shorter.count(GAP) == 1
    assert len(words_of(shorter)) == len(words_of(text)) - len(words_of(sentences[source]))


@settings(max_examples=60)
@given(SENTENCES)
def test_an_untouched_text_keeps_its_sources(text: str) -> None:
    known = [Stretch(0, len(text), 7)]
    found = carried_over(text, known, text)
    assert told(text, found) == {7: [text]} or len(words_of(text)) == 1
