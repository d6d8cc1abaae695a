"""Every write of this room."""

from .formations import publish_formation, set_aside_formation, start_again, start_formation
from .moves import move_member
from .seats import accept_placement, clear_places_of, decline_placement, leave_circle

__all__ = [
    "accept_placement",
    "clear_places_of",
    "decline_placement",
    "leave_circle",
    "move_member",
    "publish_formation",
    "set_aside_formation",
    "start_again",
    "start_formation",
]
