"""Every write of this room, one function for each verb."""

from .answering import respond, take_back_response
from .writing import edit_desire, withdraw_desire, write_desire, write_for_circle

__all__ = [
    "edit_desire",
    "respond",
    "take_back_response",
    "withdraw_desire",
    "write_desire",
    "write_for_circle",
]
