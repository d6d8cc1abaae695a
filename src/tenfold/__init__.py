"""Tenfold: the home of a scattered community that wants to become one."""

__version__ = "0.1.0"
