"""Every write of this room, one function for each verb: keyword-only, checked, recorded, in one transaction."""

from .applying import (
    ask,
    begin,
    bring_invitation,
    come_again,
    come_in,
    forget_threshold,
    give_code,
    say_why,
    take_step,
    withdraw,
)
from .conversing import look, mark_spoken, say, stop_letters, wish_letters
from .gate import bring_texts, make_wave, put_texts_away, renew_code, set_entry, turn_wave
from .purpose import agree, leave_open, take_back_agreement, write_purpose

__all__ = [
    "agree",
    "ask",
    "begin",
    "bring_invitation",
    "bring_texts",
    "come_again",
    "come_in",
    "forget_threshold",
    "give_code",
    "leave_open",
    "look",
    "make_wave",
    "mark_spoken",
    "put_texts_away",
    "renew_code",
    "say",
    "say_why",
    "set_entry",
    "stop_letters",
    "take_back_agreement",
    "take_step",
    "turn_wave",
    "wish_letters",
    "withdraw",
    "write_purpose",
]
