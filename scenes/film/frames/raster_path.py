"""Vector mobjects as Cairo fills and strokes them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import cairo
import numpy as np
from manim import VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.typing import FloatRGBA_Array

from scenes.film.frames.canvas import Canvas, Matrix
from scenes.film.frames.optics import Optics
from scenes.film.frames.outline import Outline
from scenes.film.frames.tiles import PixelBox
from scenes.film.frames.view import View

_MITER_LIMIT = 10.0
"""Cairo's default: a pointed corner reaches at most this many half line widths beyond the path."""
_SOFT_EDGE = 2
"""Pixels by which antialiasing and rounding may reach beyond the path."""
_CURVE = 4
"""Points of a single curve, which has no corners."""

Size = tuple[int, int]
"""A frame's width and height in pixels."""


class TracedPath:
    """An outline as Cairo keeps it under a matrix: rounded to 1/256 pixel, so of no use under another one."""

    def __init__(self, outline: Outline, matrix: Matrix) -> None:
        self.outline, self.matrix = outline, matrix
        self._path: Any = None
        self._traced = False

    def on(self, canvas: Canvas) -> cairo.Context[Any]:
        """Make the path a canvas's current one; kept from the second time on: most are wanted only once."""
        context = canvas.under(self.matrix)
        context.new_path()
        if self._path is not None:
            context.append_path(self._path)
            return context
        self.outline.trace(context)
        if self._traced:
            self._path = context.copy_path()
        self._traced = True
        return context


class PathPaint:
    """A vector mobject: filled and stroked along a path that is built once."""

    def __init__(self, mobject: VMobject, traced: TracedPath, view: View, optics: Optics, size: Size) -> None:
        self.traced = traced
        self._join, self._cap = LINE_JOIN_MAP[mobject.joint_type], CAP_STYLE_MAP[mobject.cap_style]
        self._behind = _stroke(mobject, view, optics, background=True)
        self._fill = _pattern(optics.fill(mobject), mobject, optics)
        self._front = _stroke(mobject, view, optics, background=False)
        self.box = self._reach(size)

    def _reach(self, size: Size) -> PixelBox:
        """Return the pixels that may be touched: the hull of all control points, and the stroke around it."""
        width = max((stroke[1] for stroke in (self._behind, self._front) if stroke), default=0.0)
        pointed = self._join == cairo.LineJoin.MITER and self.traced.outline.count > _CURVE
        corner = _MITER_LIMIT if pointed else math.sqrt(2)
        xx, _, _, yy, x0, y0 = self.traced.matrix
        margin = width / 2 * corner * max(abs(xx), abs(yy)) + _SOFT_EDGE
        (left, bottom), (right, top) = self.traced.outline.low, self.traced.outline.high
        return PixelBox(
            _clamped(top * yy + y0 - margin, size[1]),
            _clamped(bottom * yy + y0 + margin + 1, size[1]),
            _clamped(left * xx + x0 - margin, size[0]),
            _clamped(right * xx + x0 + margin + 1, size[0]),
        )

    def apply(self, canvas: Canvas, boxes: list[PixelBox]) -> None:
        """Fill and stroke the path, whole: clipping could move an edge by a fraction of a pixel."""
        context = self.traced.on(canvas)
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


def path_paint(
    mobject: VMobject, key: Any, view: View, optics: Optics, size: Size, before: object
) -> PathPaint:
    """Return a vector mobject's paint.

    `key` tells its points and place from others; `before` is how the mobject was painted last, and what has
    stayed the same is used again.
    """
    assert view.matrix is not None
    traced = before.traced if isinstance(before, PathPaint) else None
    key = *key, view.space
    if traced is None or traced.outline.key != key:
        traced = TracedPath(Outline(mobject, optics.points(mobject), key), view.matrix)
    elif traced.matrix is not view.matrix:
        traced = TracedPath(traced.outline, view.matrix)
    return PathPaint(mobject, traced, view, optics, size)


def _stroke(
    mobject: VMobject, view: View, optics: Optics, *, background: bool
) -> tuple[cairo.Pattern, float] | None:
    """Return what a mobject is stroked with, and how wide in space; None where nothing can be seen."""
    width = mobject.get_stroke_width(background)
    if not width:
        return None
    pattern = _pattern(optics.stroke(mobject, background), mobject, optics)
    return None if pattern is None else (pattern, width * view.line_unit)


def _pattern(rgbas: FloatRGBA_Array, mobject: VMobject, optics: Optics) -> cairo.Pattern | None:
    """Return the colour to paint with, as Manim's camera sets it; None where it cannot be seen."""
    colours = rgbas.tolist()
    if not any(colour[3] for colour in colours):
        return None
    if len(colours) == 1:
        red, green, blue, alpha = colours[0]
        return cairo.SolidPattern(blue, green, red, alpha)
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


def _clamped(pixel: float, most: int) -> int:
    """Return a pixel's whole number, cut to the frame."""
    return int(min(max(pixel, 0), most))
