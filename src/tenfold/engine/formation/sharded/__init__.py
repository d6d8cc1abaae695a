"""Formation of millions: the whole nest from tens to the top, shard by shard, on one machine or on many.

It weighs languages, hours, sizes and what circles should differ in; wishes between people, kinds and previous circles
are weighed by :func:`tenfold.engine.formation.form`, for as many people as one search can hold.
"""

from tenfold.engine.formation.sharded.crowd import Crowd, Rules, crowd_of, utc_hours
from tenfold.engine.formation.sharded.explaining import NestExplainer
from tenfold.engine.formation.sharded.former import Nest, form_crowd, form_sharded, form_slice, warm_up
from tenfold.engine.formation.sharded.placeable import Choices, choices_of

__all__ = [
    "Choices",
    "Crowd",
    "Nest",
    "NestExplainer",
    "Rules",
    "choices_of",
    "crowd_of",
    "form_crowd",
    "form_sharded",
    "form_slice",
    "utc_hours",
    "warm_up",
]
