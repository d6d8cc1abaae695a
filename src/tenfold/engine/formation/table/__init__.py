"""Diverse groups from a table of features, for any number of people: no square matrix of distances is ever made.

The distance is the squared Euclidean one of scaled columns; mixed columns are brought to it by :func:`encode`. The
search is anytime, uses all processors, is exactly repeatable for a seed and a work limit, and its result comes with a
bound that no grouping can exceed.
"""

from tenfold.engine.formation.table.bound import bound, total_spread
from tenfold.engine.formation.table.columns import encode, standardised
from tenfold.engine.formation.table.solve import TableGrouping, objective, sizes_of, solve, warm_up

__all__ = [
    "TableGrouping",
    "bound",
    "encode",
    "objective",
    "sizes_of",
    "solve",
    "standardised",
    "total_spread",
    "warm_up",
]
