"""What an action answers when it cannot be done, in words for the person who asked."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is an answer to a person, not a failure of the program
    """The act is allowed to this person but not possible as things stand. The message says why and what to do."""
