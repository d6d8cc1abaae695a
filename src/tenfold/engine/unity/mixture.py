"""One pass of a mixture of Gaussians over people whose places are known only within their own uncertainty, compiled."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

F64 = NDArray[np.float64]


@njit(cache=True)
def visit(
    weight: F64, pull: F64, share: F64, centre: F64, back: F64, member: F64, mass: F64, first: F64, second: F64
) -> float:
    """Fill in who belongs where, and what a next mixture needs; returns the log-likelihood up to a constant.

    weight, pull           float64 (n, 2, 2), (n, 2): precision of each place, and precision times place
    share, centre, back    float64 (c,), (c, 2), (2, 2): the mixture, with the inverse of its shape
    member                 float64 (n, c): filled with the chance that each person belongs to each camp
    mass, first, second    float64 (c,), (c, 2), (2, 2): filled with the sums over people of membership, of membership
                           times expected place, and of expected square of the place
    """
    mass[:], first[:], second[:] = 0.0, 0.0, 0.0
    known = 0.5 * math.log(back[0, 0] * back[1, 1] - back[0, 1] * back[1, 0])
    toward = centre @ back
    base = np.log(share) + known - 0.5 * (toward * centre).sum(1)
    total = 0.0
    for i in range(len(weight)):
        a, b, d = weight[i, 0, 0] + back[0, 0], weight[i, 0, 1] + back[0, 1], weight[i, 1, 1] + back[1, 1]
        size = a * d - b * b
        a, b, d = d / size, -b / size, a / size
        most = -np.inf
        for c in range(len(share)):
            x, y = pull[i, 0] + toward[c, 0], pull[i, 1] + toward[c, 1]
            member[i, c] = base[c] + 0.5 * (x * x * a + 2.0 * x * y * b + y * y * d)
            most = max(most, member[i, c])
        whole = 0.0
        for c in range(len(share)):
            member[i, c] = math.exp(member[i, c] - most)
            whole += member[i, c]
        total += most + math.log(whole) - 0.5 * math.log(size)
        for c in range(len(share)):
            belongs = member[i, c] / whole
            member[i, c] = belongs
            x, y = pull[i, 0] + toward[c, 0], pull[i, 1] + toward[c, 1]
            x, y = a * x + b * y, b * x + d * y
            mass[c] += belongs
            first[c, 0] += belongs * x
            first[c, 1] += belongs * y
            second[0, 0] += belongs * (a + x * x)
            second[0, 1] += belongs * (b + x * y)
            second[1, 1] += belongs * (d + y * y)
    second[1, 0] = second[0, 1]
    return total
