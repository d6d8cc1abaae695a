"""The answer of every room to what is allowed but not possible now, by the name this room has always used."""

from tenfold.fellowship.refusals import Refused

__all__ = ["Refused"]
