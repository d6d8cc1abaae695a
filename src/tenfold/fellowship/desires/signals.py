"""What the room to the right may want to hear of, said inside the transaction in which it happens."""

from django.dispatch import Signal

words_gone = Signal()
"""The words of a desire are withdrawn, hidden, or about to be erased with their author. Sent with ``desire``."""

words_back = Signal()
"""A hidden desire is shown again. Sent with ``desire``."""
