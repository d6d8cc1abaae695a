"""Every write of this room."""

from .blocks import block, unblock
from .deciding import appeal, ask_back, close_settled, decide, lift
from .forgetting import forget
from .reporting import answer, report, take_back, tell
from .rules import write_rules

__all__ = [
    "answer",
    "appeal",
    "ask_back",
    "block",
    "close_settled",
    "decide",
    "forget",
    "lift",
    "report",
    "take_back",
    "tell",
    "unblock",
    "write_rules",
]
