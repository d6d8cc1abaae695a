"""The circles of a shard with their people side by side in memory, and counts of what each circle holds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tenfold.engine.formation.kernel import kernel
from tenfold.engine.formation.problem import NOBODY
from tenfold.engine.formation.sharded.seating import Hall, Seats
from tenfold.engine.formation.sharded.traits import Traits

Int = NDArray[np.int32]
Float = NDArray[np.float32]
Code = NDArray[np.uint16]
Count = NDArray[np.int16]


class Board(NamedTuple):
    """Circles with their people beside each other; seat k of circle c is ``[c, k]``.

    who, slot, number, known   (g, most, …): the person of each seat and their :class:`Traits`
    own (g, most)              their differences from the others in the circle
    held (g, slots)            people per value (at ``unknown``: all whose value is known, so that taking one from the
                               other leaves 0 for somebody unknown)
    sums (g, G, 3)             known people, the sum of their numbers, and of the squares
    size, cell (g,)            see ``Seats``
    """

    who: Int
    slot: Code
    number: Float
    known: Float
    own: Float
    held: Count
    sums: Float
    size: Int
    cell: Int


def empty_board(hall: Hall, traits: Traits, circles: int) -> Board:
    """Room for so many circles."""
    shape = (circles, hall.most)
    features, numbers = traits.slot.shape[1], traits.number.shape[1]
    return Board(
        np.full(shape, NOBODY, np.int32),
        np.zeros((*shape, features), np.uint16),
        np.zeros((*shape, numbers), np.float32),
        np.zeros((*shape, numbers), np.float32),
        np.zeros(shape, np.float32),
        np.zeros((circles, traits.slots), np.int16),
        np.zeros((circles, numbers, 3), np.float32),
        np.zeros(circles, np.int32),
        np.zeros(circles, np.int32),
    )


@kernel
def toward(traits: Traits, board: Board, circle: int, place: int, other: int) -> float:
    """Differences of the person at a place of a circle from all in the circle ``other``."""
    total, nominal = np.float32(0), board.slot.shape[2]
    for f in range(nominal):
        total += traits.worth[f] * np.float32(
            board.held[other, traits.unknown[f]] - board.held[other, board.slot[circle, place, f]]
        )
    for g in range(board.number.shape[2]):
        x = board.number[circle, place, g]
        parabola = x * (board.sums[other, g, 0] * x - 2 * board.sums[other, g, 1]) + board.sums[other, g, 2]
        total += traits.worth[nominal + g] * board.known[circle, place, g] * parabola
    return float(total)


@kernel
def _note(traits: Traits, board: Board, circle: int, place: int, sign: int) -> None:
    """Count the person at a place into the circle (``sign`` 1) or out of it (-1)."""
    for f in range(board.slot.shape[2]):
        slot, unknown = board.slot[circle, place, f], traits.unknown[f]
        if slot != unknown:
            board.held[circle, slot] += sign
            board.held[circle, unknown] += sign
    for g in range(board.number.shape[2]):
        x, known = board.number[circle, place, g], board.known[circle, place, g] * np.float32(sign)
        board.sums[circle, g, 0] += known
        board.sums[circle, g, 1] += known * x
        board.sums[circle, g, 2] += known * x * x


@kernel
def _retell(traits: Traits, board: Board, circle: int) -> None:
    """Work out anew what everybody in a circle differs from the others."""
    for k in range(board.size[circle]):
        board.own[circle, k] = toward(traits, board, circle, k, circle)


@kernel
def lay_out(traits: Traits, board: Board, seats: Seats) -> None:
    """Put everybody on the board where they sit."""
    for circle in range(len(board.size)):
        board.size[circle], board.cell[circle] = seats.size[circle], seats.cell[circle]
        for k in range(seats.size[circle]):
            u = seats.row[circle, k]
            board.who[circle, k] = u
            board.slot[circle, k] = traits.slot[u]
            board.number[circle, k] = traits.number[u]
            board.known[circle, k] = traits.known[u]
            _note(traits, board, circle, k, 1)
        _retell(traits, board, circle)


@kernel
def take_up(board: Board, seats: Seats) -> None:
    """Write where everybody on the board sits back to the seats."""
    for circle in range(len(board.size)):
        seats.size[circle] = board.size[circle]
        for k in range(board.size[circle]):
            seats.row[circle, k] = board.who[circle, k]
            seats.of[board.who[circle, k]] = circle


@kernel
def swap(traits: Traits, board: Board, a: int, i: int, b: int, j: int) -> None:
    """Let two people change places."""
    _note(traits, board, a, i, -1)
    _note(traits, board, b, j, -1)
    board.who[a, i], board.who[b, j] = board.who[b, j], board.who[a, i]
    for f in range(board.slot.shape[2]):
        board.slot[a, i, f], board.slot[b, j, f] = board.slot[b, j, f], board.slot[a, i, f]
    for g in range(board.number.shape[2]):
        board.number[a, i, g], board.number[b, j, g] = board.number[b, j, g], board.number[a, i, g]
        board.known[a, i, g], board.known[b, j, g] = board.known[b, j, g], board.known[a, i, g]
    _note(traits, board, a, i, 1)
    _note(traits, board, b, j, 1)
    _retell(traits, board, a)
    _retell(traits, board, b)


@kernel
def move(traits: Traits, board: Board, a: int, i: int, b: int) -> None:
    """Let somebody go to another circle; the last of the row takes their place."""
    last, place = board.size[a] - 1, board.size[b]
    _note(traits, board, a, i, -1)
    board.who[b, place], board.slot[b, place] = board.who[a, i], board.slot[a, i]
    board.number[b, place], board.known[b, place] = board.number[a, i], board.known[a, i]
    board.who[a, i], board.slot[a, i] = board.who[a, last], board.slot[a, last]
    board.number[a, i], board.known[a, i] = board.number[a, last], board.known[a, last]
    board.size[a], board.size[b] = last, place + 1
    _note(traits, board, b, place, 1)
    _retell(traits, board, a)
    _retell(traits, board, b)
