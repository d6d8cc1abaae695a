"""Every write of this room."""

from .counting import count_line, tell_newcomers
from .forming import form_by_itself, give_up_silent, publish_what_was_formed
from .offering import offer_by_itself, offer_open_seats

__all__ = [
    "count_line",
    "form_by_itself",
    "give_up_silent",
    "offer_by_itself",
    "offer_open_seats",
    "publish_what_was_formed",
    "tell_newcomers",
]
