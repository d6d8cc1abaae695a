"""The motif as inline SVG: each person a point of light, ten on a ring a ten, rings on a ring a hundred.

Pure functions from a few plain shapes to markup; colours and strokes come from ``static/css/drawing.css``. The page
that shows a drawing says the same in text. Templates reach them through ``{% load drawing %}``.
"""

from tenfold.site.drawing.nest import nest
from tenfold.site.drawing.ring import mark, ring
from tenfold.site.drawing.shapes import Branch, Light, Point
from tenfold.site.drawing.whole import whole

__all__ = ["Branch", "Light", "Point", "mark", "nest", "ring", "whole"]
