"""Which desires say nearly the same, by their letters: any script, no dictionary, nothing to download.

Texts are lowered, stripped of accents, vowel points and punctuation, and cut into runs of three to five letters that
do not cross words; a run counts by how seldom it is (tf-idf), so that shared beginnings and endings of a language say
little. In Hebrew the letters that are put before a word as prefixes are left out of a second reading of each word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

F64 = NDArray[np.float64]

SHORTEST, LONGEST = 3, 5
_PREFIXES = frozenset("והבכלמש")
_FINALS = str.maketrans("ךםןףץё", "כמנפצе")
ALIKE = 0.35
"""Similarity from which two texts are worth showing side by side before one of them is posted."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, marks and punctuation.

    >>> words("Ёлки, שָׁלוֹם — Peace!")
    ('елки', 'שלומ', 'peace')
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_FINALS))
    kept = "".join(
        c if unicodedata.category(c)[0] in "LN" else "" if unicodedata.category(c) == "Mn" else " " for c in plain
    )
    return tuple(kept.translate(_FINALS).split())


def runs(text: str) -> dict[str, float]:
    """Runs of letters of a text and how often each occurs; a word's two ends are marked."""
    found: dict[str, float] = {}
    for word in words(text):
        readings = [(word, 1.0)]
        if len(word) > 3 and word[0] in _PREFIXES:
            readings = [(word, 0.5), (word[1:], 0.5)]
        for reading, weight in readings:
            marked = f"<{reading}>"
            for length in range(SHORTEST, LONGEST + 1):
                for at in range(max(len(marked) - length + 1, 1 if length == SHORTEST else 0)):
                    run = marked[at : at + length]
                    found[run] = found.get(run, 0.0) + weight
    return found


@dataclass(frozen=True, slots=True)
class Similar:
    """An index of texts. ``find`` gives the texts nearest to a new one, ``pairs`` those near each other."""

    place: dict[str, int]
    rarity: F64
    table: sparse.csr_matrix

    @classmethod
    def of(cls, texts: Sequence[str]) -> Similar:
        counted = [runs(text) for text in texts]
        place: dict[str, int] = {}
        for one in counted:
            for run in one:
                place.setdefault(run, len(place))
        seen = np.zeros(len(place))
        for one in counted:
            seen[[place[run] for run in one]] += 1
        rarity = np.log((1.0 + len(texts)) / (1.0 + seen)) + 1.0
        return cls(place, rarity, _table(counted, place, rarity))

    def find(self, text: str, *, count: int = 5, least: float = ALIKE) -> list[tuple[int, float]]:
        """Numbers and similarities (0 to 1) of at most ``count`` texts at least ``least`` like this one.

        >>> Similar.of(["More trees in our street", "Cheaper buses"]).find("more trees on our streets!")[0][0]
        0
        """
        row = _table([runs(text)], self.place, self.rarity)
        likeness = np.asarray((self.table @ row.T).todense()).ravel()
        order = np.argsort(-likeness, kind="stable")[:count]
        return [(int(i), float(likeness[i])) for i in order if likeness[i] >= least]

    def pairs(self, *, least: float = ALIKE) -> list[tuple[int, int, float]]:
        """All pairs of texts at least ``least`` alike, the most alike first."""
        upper = sparse.triu(self.table @ self.table.T, k=1).tocoo()
        kept = upper.data >= least
        found = zip(upper.row[kept].tolist(), upper.col[kept].tolist(), upper.data[kept].tolist(), strict=True)
        return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _table(counted: list[dict[str, float]], place: dict[str, int], rarity: F64) -> sparse.csr_matrix:
    """Rows of length one, a column per known run; unknown runs lengthen a row without a column of their own."""
    row, column, value = [], [], []
    unknown_rarity = float(rarity.max(initial=1.0))
    for i, one in enumerate(counted):
        weight = {
            run: (1.0 + np.log(max(n, 0.5))) * (rarity[place[run]] if run in place else unknown_rarity)
            for run, n in one.items()
        }
        length = float(np.sqrt(sum(w * w for w in weight.values()))) or 1.0
        for run, w in weight.items():
            if run in place:
                row.append(i)
                column.append(place[run])
                value.append(w / length)
    return sparse.csr_matrix((value, (row, column)), shape=(len(counted), len(place)))
