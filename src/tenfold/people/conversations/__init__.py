"""Conversations of the kind that Polis holds, on paper: files in, a report of what unites and what divides out."""

from .compatible import Compatible, compatible_with_polis
from .conversation import Conversation, Statement
from .findings import opening_lines
from .reading import read_conversation
from .study import Study, study_of
from .writing import write_report

__all__ = [
    "Compatible",
    "Conversation",
    "Statement",
    "Study",
    "compatible_with_polis",
    "opening_lines",
    "read_conversation",
    "study_of",
    "write_report",
]
