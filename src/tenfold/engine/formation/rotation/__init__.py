"""Rounds: the same people at changing tables, so that as few as possible meet twice."""

from tenfold.engine.formation.rotation.designs import design, most_rounds
from tenfold.engine.formation.rotation.plan import Rotation
from tenfold.engine.formation.rotation.rotate import rotate
from tenfold.engine.formation.rotation.seasons import rotate_under, size_for

__all__ = ["Rotation", "design", "most_rounds", "rotate", "rotate_under", "size_for"]
