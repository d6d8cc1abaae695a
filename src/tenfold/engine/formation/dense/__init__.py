"""The Maximally Diverse Grouping Problem on a square matrix of distances, for up to some thousands of elements.

Partition n elements into groups, each within its size bounds, so that the sum of the distances inside groups is
largest. The search is anytime, uses all processors, and is exactly repeatable for a seed and a work limit.
"""

from tenfold.engine.formation.dense.board import bounds_of
from tenfold.engine.formation.dense.bounds import eigenvalue_bound, row_bound, upper_bound
from tenfold.engine.formation.dense.effort import Clock, Effort, Progress, Stopped
from tenfold.engine.formation.dense.instance import Instance, InstanceError, read_mdgplib, write_assignment
from tenfold.engine.formation.dense.solve import Grouping, objective, solve, warm_up

__all__ = [
    "Clock",
    "Effort",
    "Grouping",
    "Instance",
    "InstanceError",
    "Progress",
    "Stopped",
    "bounds_of",
    "eigenvalue_bound",
    "objective",
    "read_mdgplib",
    "row_bound",
    "solve",
    "upper_bound",
    "warm_up",
    "write_assignment",
]
