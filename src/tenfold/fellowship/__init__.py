"""The life of the circles: one room per thing people do, each with the same furniture.

A room imports only the rooms left of it: audit · members · circles.
"""
