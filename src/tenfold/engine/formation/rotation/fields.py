"""Finite fields and products of them: the numbers behind rounds in which nobody meets twice."""

from __future__ import annotations

from itertools import product

Digits = tuple[int, ...]


def prime_powers(n: int) -> list[tuple[int, int]]:
    """The prime powers whose product is n, as (prime, exponent).

    >>> prime_powers(360)
    [(2, 3), (3, 2), (5, 1)]
    """
    found, p = [], 2
    while n > 1:
        exponent = 0
        while n % p == 0:
            n, exponent = n // p, exponent + 1
        if exponent:
            found.append((p, exponent))
        p = p + 1 if p * p <= n else max(n, p + 1)
    return found


class Field:
    """The field of p**k elements, written 0 .. p**k - 1: digits to the base p are coefficients, lowest first."""

    def __init__(self, p: int, k: int) -> None:
        self.p, self.k, self.order = p, k, p**k
        self._modulus = _irreducible(p, k)

    def times(self, a: int, b: int) -> int:
        """The product of two elements.

        >>> Field(2, 2).times(2, 3), Field(7, 1).times(3, 5)
        (1, 1)
        """
        if self.k == 1:
            return a * b % self.p
        x, y = _digits(a, self.p, self.k), _digits(b, self.p, self.k)
        wide = [0] * (2 * self.k - 1)
        for i, one in enumerate(x):
            for j, other in enumerate(y):
                wide[i + j] += one * other
        return _number(_remainder(wide, self._modulus, self.p), self.p)

    def plus(self, a: int, b: int) -> int:
        """The sum of two elements."""
        x, y = _digits(a, self.p, self.k), _digits(b, self.p, self.k)
        return _number([(one + other) % self.p for one, other in zip(x, y, strict=True)], self.p)

    def powers(self) -> list[int]:
        """All elements but 0 as powers of one: 1, w, w², …"""
        for w in range(1, self.order):
            row, x = [1], w
            while x != 1:
                row.append(x)
                x = self.times(x, w)
            if len(row) == self.order - 1:
                return row
        raise AssertionError("every finite field has a primitive element")


def _digits(number: int, p: int, k: int) -> Digits:
    return tuple(number // p**i % p for i in range(k))


def _number(digits: list[int], p: int) -> int:
    return sum(digit * p**i for i, digit in enumerate(digits))


def _remainder(digits: list[int], divisor: Digits, p: int) -> list[int]:
    """The remainder of a polynomial divided by a monic one, both lowest coefficient first."""
    rest, degree = list(digits), len(divisor) - 1
    for top in range(len(rest) - 1, degree - 1, -1):
        factor = rest[top] % p
        for i, digit in enumerate(divisor):
            rest[top - degree + i] = (rest[top - degree + i] - factor * digit) % p
    return [digit % p for digit in rest[:degree]]


def _irreducible(p: int, k: int) -> Digits:
    """A monic polynomial of degree k that no smaller one divides."""
    for low in product(range(p), repeat=k):
        candidate = [*low, 1]
        smaller = ((*d, 1) for degree in range(1, k // 2 + 1) for d in product(range(p), repeat=degree))
        if k == 1 or (low[0] and all(any(_remainder(candidate, divisor, p)) for divisor in smaller)):
            return tuple(candidate)
    raise AssertionError("there is an irreducible polynomial of every degree")
