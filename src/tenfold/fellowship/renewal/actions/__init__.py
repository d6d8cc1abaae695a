"""Every write of this room."""

from .answering import answer_change
from .asks import ask_to_move, begin_ask, support_ask, take_back_move, take_back_support
from .repairs import start_repair
from .seasons import close_season, open_season, wish_in_season

__all__ = [
    "answer_change",
    "ask_to_move",
    "begin_ask",
    "close_season",
    "open_season",
    "start_repair",
    "support_ask",
    "take_back_move",
    "take_back_support",
    "wish_in_season",
]
