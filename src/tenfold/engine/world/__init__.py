"""Synthetic dispersed people: for demonstrations, for load, and to see how formations do at any scale.

>>> world = make_world(1000, preset="dispersion", seed=7)
>>> world.countries[world.country[0]], world.zones[world.zone[0]]
('IL', 'Asia/Jerusalem')
"""

from .presets import ORIGINS, PresetName
from .rhythms import RHYTHMS
from .ties import FAMILY, FRIEND, TIE_KINDS, Ties
from .worlds import GIFTS, NOBODY, World, make_world, world_chunks

__all__ = [
    "FAMILY",
    "FRIEND",
    "GIFTS",
    "NOBODY",
    "ORIGINS",
    "RHYTHMS",
    "TIE_KINDS",
    "PresetName",
    "Ties",
    "World",
    "make_world",
    "world_chunks",
]
