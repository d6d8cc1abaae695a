"""Every write of this room, one function for each verb."""

from .answering import respond, take_back_response
from .importing import bring_in
from .moderating import (
    hide_desire,
    hide_rendering,
    look_at_crowd,
    show_desire,
    show_rendering,
    write_desire_rules,
)
from .rendering import render_by_machine, render_desire, take_back_rendering
from .writing import (
    edit_desire,
    end_for_circle,
    redact_for_circle,
    say_anew_for_circle,
    withdraw_desire,
    write_desire,
    write_for_circle,
)

__all__ = [
    "bring_in",
    "edit_desire",
    "end_for_circle",
    "hide_desire",
    "hide_rendering",
    "look_at_crowd",
    "redact_for_circle",
    "render_by_machine",
    "render_desire",
    "respond",
    "say_anew_for_circle",
    "show_desire",
    "show_rendering",
    "take_back_rendering",
    "take_back_response",
    "withdraw_desire",
    "write_desire",
    "write_desire_rules",
    "write_for_circle",
]
