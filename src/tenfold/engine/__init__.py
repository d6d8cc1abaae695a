"""Numbers only: arrays in, arrays out. No Django, no database, no clock, no network.

Every function is deterministic for its seed. What a number *means* to a person is put into words one floor up,
in :mod:`tenfold.people`.
"""
