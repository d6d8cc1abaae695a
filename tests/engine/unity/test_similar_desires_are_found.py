"""The same wish in other words is found, in three scripts."""

import pytest

from tenfold.engine.unity import Similar

DESIRES = [
    "אני רוצה שנלמד יחד כל שבוע",
    "לשתוק יותר בפגישות שלנו",
    "Хочу, чтобы мы чаще встречались все вместе",
    "Больше тишины на встречах",
    "Learn together every week",
    "More silence in our meetings",
    "Cook for the neighbours on holidays",
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("שנלמד ביחד בכל שבוע", 0),
        ("יותר לשתוק בפגישה", 1),
        ("встречаться чаще вместе", 2),
        ("побольше тишины на наших встречах", 3),
        ("let us learn weekly, together", 4),
        ("SILENCE — more silence at meetings!", 5),
    ],
)
def test_the_same_wish_in_other_words(written, meant):
    nearest = Similar.of(DESIRES).find(written, least=0.1)
    assert nearest[0][0] == meant


def test_what_is_not_alike_is_not_shown():
    assert Similar.of(DESIRES).find("A bench under the old tree") == []
    assert Similar.of([]).find("anything") == []
    assert Similar.of(DESIRES).find("…!") == []


def test_a_text_is_most_like_itself_and_accents_do_not_matter():
    index = Similar.of(["Ёлка у реки", "שָׁלוֹם לכולם"])
    assert index.find("елка у реки")[0][1] == pytest.approx(1.0)
    assert index.find("שלום לכולם")[0][1] == pytest.approx(1.0)


def test_pairs_are_listed_once_the_nearest_first():
    pairs = Similar.of([*DESIRES, "Learn together every week!", "Learn together weekly"]).pairs()
    assert pairs[0][:2] == (4, 7)
    assert all(a < b for a, b, _ in pairs)
    assert [p[2] for p in pairs] == sorted((p[2] for p in pairs), reverse=True)
