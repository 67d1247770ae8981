"""What a vector mobject is filled and stroked with."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import cairo
import numpy as np
from manim import VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from scenes.film.frames.optics import Colours, Optics

_MITER_LIMIT = 10.0
"""Cairo's default: a pointed corner reaches at most this many half line widths beyond the path."""
_CURVE = 4
"""Points of a single curve, which has no corners."""


class Ink:
    """A mobject's fill and strokes.

    `widths` are those of its strokes, `margin` is how far they may reach beyond the outline, both in space.
    """

    def __init__(self, mobject: VMobject, line_unit: float, optics: Optics) -> None:
        self._join, self._cap = LINE_JOIN_MAP[mobject.joint_type], CAP_STYLE_MAP[mobject.cap_style]
        self._behind = _stroke(mobject, line_unit, optics, background=True)
        self._fill = _pattern(optics.fill(mobject), mobject, optics)
        self._front = _stroke(mobject, line_unit, optics, background=False)
        self.widths = [stroke[1] for stroke in (self._behind, self._front) if stroke]
        width = max(self.widths, default=0.0)
        pointed = self._join == cairo.LineJoin.MITER and len(mobject.points) > _CURVE
        self.margin = width / 2 * (_MITER_LIMIT if pointed else math.sqrt(2))

    @property
    def blank(self) -> bool:
        """Whether nothing of it can be seen."""
        return self._fill is None and self._front is None and self._behind is None

    @property
    def even(self) -> bool:
        """Whether all its colours are the same everywhere."""
        patterns = (self._behind and self._behind[0], self._fill, self._front and self._front[0])
        return not any(isinstance(pattern, cairo.Gradient) for pattern in patterns)

    def fill_and_stroke(self, context: cairo.Context[Any]) -> None:
        """Fill and stroke a context's path."""
        if self._behind is not None:
            self._draw(context, *self._behind)
        if self._fill is not None:
            context.set_source(self._fill)
            context.fill_preserve()
        if self._front is not None:
            self._draw(context, *self._front)

    def _draw(self, context: cairo.Context[Any], pattern: cairo.Pattern, width: float) -> None:
        context.set_source(pattern)
        context.set_line_width(width)
        context.set_line_join(self._join)
        context.set_line_cap(self._cap)
        context.stroke_preserve()


def _stroke(
    mobject: VMobject, line_unit: float, optics: Optics, *, background: bool
) -> tuple[cairo.Pattern, float] | None:
    """Return what a mobject is stroked with, and how wide in space; None where nothing can be seen."""
    width = mobject.get_stroke_width(background)
    if not width:
        return None
    pattern = _pattern(optics.stroke(mobject, background), mobject, optics)
    return None if pattern is None else (pattern, width * line_unit)


def _pattern(colours: Colours, mobject: VMobject, optics: Optics) -> cairo.Pattern | None:
    """Return the colour to paint with, as Manim's camera sets it; None where it cannot be seen."""
    if len(colours) == 1:
        red, green, blue, alpha = colours[0]
        return cairo.SolidPattern(blue, green, red, alpha) if alpha else None
    if not any(colour[3] for colour in colours):
        return None
    (x0, y0, _), (x1, y1, _) = optics.ends(mobject).tolist()
    gradient = cairo.LinearGradient(x0, y0, x1, y1)
    for offset, (red, green, blue, alpha) in zip(_offsets(len(colours)), colours, strict=True):
        gradient.add_color_stop_rgba(offset, blue, green, red, alpha)
    return gradient


@lru_cache
def _offsets(count: int) -> list[float]:
    """Return where along a gradient its colours lie, from 0 to 1."""
    offsets: list[float] = np.linspace(0, 1, count).tolist()
    return offsets
