"""Every write of this room, one function for each verb."""

from .answering import respond, take_back_response
from .importing import bring_in
from .moderating import hide_desire, look_at_crowd, show_desire, write_desire_rules
from .rendering import render_by_machine, render_desire, take_back_rendering
from .writing import edit_desire, withdraw_desire, write_desire, write_for_circle

__all__ = [
    "bring_in",
    "edit_desire",
    "hide_desire",
    "look_at_crowd",
    "render_by_machine",
    "render_desire",
    "respond",
    "show_desire",
    "take_back_rendering",
    "take_back_response",
    "withdraw_desire",
    "write_desire",
    "write_desire_rules",
    "write_for_circle",
]
