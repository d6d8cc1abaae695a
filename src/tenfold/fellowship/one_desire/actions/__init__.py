"""Every write of this room, one function for each verb."""

from .composing import begin, say_whose, set_aside, take_in, write
from .consenting import ask_circle, back_to_writing, say_grade
from .owning import agree, have_back, let_walk
from .pen import ask_for_pen, pass_pen, take_pen
from .upward import carry_up, take_back_from_above
from .wording import say_in, take_wording_back

__all__ = [
    "agree",
    "ask_circle",
    "ask_for_pen",
    "back_to_writing",
    "begin",
    "carry_up",
    "have_back",
    "let_walk",
    "pass_pen",
    "say_grade",
    "say_in",
    "say_whose",
    "set_aside",
    "take_back_from_above",
    "take_in",
    "take_pen",
    "take_wording_back",
    "write",
]
