"""Every write of this room."""

from .answers import ask_for_another, decline_placement, rather_wait
from .formations import propose, set_aside_formation, start_again, start_by_itself, start_formation
from .letters import choose_letters, choose_letters_by_link
from .listing import take_list
from .moves import move_member
from .pausing import pause_seat, resume_seat
from .publishing import publish_by_itself, publish_formation
from .seats import accept_placement, clear_places_of, come_back, leave_circle
from .wishing import wish_for_a_ten, wish_for_no_ten

__all__ = [
    "accept_placement",
    "ask_for_another",
    "choose_letters",
    "choose_letters_by_link",
    "clear_places_of",
    "come_back",
    "decline_placement",
    "leave_circle",
    "move_member",
    "pause_seat",
    "propose",
    "publish_by_itself",
    "publish_formation",
    "rather_wait",
    "resume_seat",
    "set_aside_formation",
    "start_again",
    "start_by_itself",
    "start_formation",
    "take_list",
    "wish_for_a_ten",
    "wish_for_no_ten",
]
