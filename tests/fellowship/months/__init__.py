"""Months of a fellowship, played by hypothesis: each room's verbs are a class of rules, all in one world.

A room that adds verbs writes a module like :mod:`.circles` and names its class in ``test_months_of_a_fellowship.py``.
"""
