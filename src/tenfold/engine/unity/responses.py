"""Who answered what, and how: the one input of everything in this package."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

AGREE, PASS, DISAGREE = 1, 0, -1


class ResponsesError(ValueError):
    """Arrays that cannot be read as responses; the message says what is wrong with which of them."""


@dataclass(frozen=True, slots=True)
class Responses:
    """Sparse responses, one row of a person after another, inside a row in the order in which they came.

    start    int64 (people + 1,): the responses of person ``i`` are ``start[i]:start[i + 1]``
    desire   int32 (R,): numbers of desires, 0 .. desires - 1
    value    int8 (R,): ``AGREE`` +1, ``DISAGREE`` -1, ``PASS`` 0
    time     float64 (R,): when it came, in any unit; only the order and the ratio of distances are used
    desires  how many desires there are, answered or not

    >>> r = Responses.gather(person=[0, 0, 1, 0], desire=[0, 1, 1, 0], value=[1, 0, -1, -1])
    >>> r.people, r.desires, len(r)
    (2, 2, 3)
    >>> r.value.tolist()  # the later answer of person 0 to desire 0 counts
    [0, -1, -1]
    """

    start: NDArray[np.int64]
    desire: NDArray[np.int32]
    value: NDArray[np.int8]
    time: NDArray[np.float64]
    desires: int

    @property
    def people(self) -> int:
        return len(self.start) - 1

    def __len__(self) -> int:
        return len(self.desire)

    @property
    def person(self) -> NDArray[np.int32]:
        """int32 (R,): the person of each response."""
        return np.repeat(np.arange(self.people, dtype=np.int32), np.diff(self.start))

    @classmethod
    def gather(
        cls,
        person: ArrayLike,
        desire: ArrayLike,
        value: ArrayLike,
        time: ArrayLike | None = None,
        *,
        people: int | None = None,
        desires: int | None = None,
    ) -> Responses:
        """Read four columns of equal length; the last response of a person to a desire is the one that counts.

        Without ``time`` the order of the columns is the order in which the responses came. Raises
        :class:`ResponsesError` for columns of unequal length, numbers out of range and values other than -1, 0, 1.
        """
        who, what, how = np.asarray(person), np.asarray(desire), np.asarray(value)
        when = np.arange(len(who), dtype=np.float64) if time is None else np.asarray(time, np.float64)
        if not len(who) == len(what) == len(how) == len(when):
            raise ResponsesError(
                f"columns differ in length: person {len(who)}, desire {len(what)}, value {len(how)}, time {len(when)}"
            )
        n = _count(who, people, "person")
        m = _count(what, desires, "desire")
        if len(how) and not np.isin(how, (AGREE, PASS, DISAGREE)).all():
            raise ResponsesError("a value is neither 1 (agree), -1 (disagree) nor 0 (pass)")
        if not np.isfinite(when).all():
            raise ResponsesError("a time is missing or infinite")
        came = np.argsort(when, kind="stable") if time is not None else np.arange(len(who))
        pair = who[came].astype(np.int64) * max(m, 1) + what[came]
        last = came[_last_of_each(pair)]
        kept = last[np.argsort(who[last], kind="stable")]
        start = np.zeros(n + 1, np.int64)
        np.cumsum(np.bincount(who[kept].astype(np.int64), minlength=n), out=start[1:])
        return cls(start, what[kept].astype(np.int32), how[kept].astype(np.int8), when[kept], m)

    def with_new(
        self, person: ArrayLike, desire: ArrayLike, value: ArrayLike, time: ArrayLike | None = None
    ) -> Responses:
        """These responses and later ones; people and desires keep their numbers, new ones are counted on."""
        who, what = np.asarray(person), np.asarray(desire)
        begin = self.time.max(initial=0.0) + 1.0
        when = begin + np.arange(len(who)) if time is None else np.asarray(time, np.float64)
        return Responses.gather(
            np.concatenate([self.person, who]),
            np.concatenate([self.desire, what]),
            np.concatenate([self.value, np.asarray(value)]),
            np.concatenate([self.time, when]),
            people=max(self.people, int(who.max(initial=-1)) + 1),
            desires=max(self.desires, int(what.max(initial=-1)) + 1),
        )

    def chosen(self, keep: NDArray[np.bool_]) -> Responses:
        """Only the responses where ``keep`` (bool (R,)) is true; people and desires keep their numbers."""
        start = np.concatenate([[0], np.cumsum(keep)])[self.start]
        return Responses(start, self.desire[keep], self.value[keep], self.time[keep], self.desires)

    def counts(self, weight: NDArray[np.floating] | None = None) -> NDArray[np.float64]:
        """float64 (desires, 3): how many agreed, disagreed, passed; a person counts ``weight`` (people,) if given."""
        each = None if weight is None else weight[self.person]
        return np.stack(
            [
                np.bincount(
                    self.desire[self.value == v],
                    None if each is None else each[self.value == v],
                    minlength=self.desires,
                ).astype(np.float64)
                for v in (AGREE, DISAGREE, PASS)
            ],
            axis=1,
        )


def _count(numbers: NDArray[np.integer], given: int | None, name: str) -> int:
    """How many there are, after a look at the numbers."""
    if len(numbers) and not np.issubdtype(numbers.dtype, np.integer):
        raise ResponsesError(f"the {name} column holds {numbers.dtype}, not whole numbers")
    low, high = int(numbers.min(initial=0)), int(numbers.max(initial=-1))
    if low < 0:
        raise ResponsesError(f"the {name} column holds {low}; numbers start from 0")
    if given is not None and high >= given:
        raise ResponsesError(f"the {name} column holds {high}, but there are only {given} (0 to {given - 1})")
    return high + 1 if given is None else given


def _last_of_each(key: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ascending positions of the last occurrence of every key."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    is_last = np.ones(len(key), bool)
    is_last[:-1] = ordered[1:] != ordered[:-1]
    return np.sort(order[is_last])
