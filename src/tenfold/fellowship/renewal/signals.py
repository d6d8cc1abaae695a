"""What other rooms may want to hear of, said inside the transaction in which it happens."""

from django.dispatch import Signal

hour_changed = Signal()
"""A circle meets at another hour or in another language. Sent with ``circle``."""

attached = Signal()
"""A circle belongs to another one above. Sent with ``circle`` and ``former``, the primary key of the one before or
None: its voice is carried there no more."""
