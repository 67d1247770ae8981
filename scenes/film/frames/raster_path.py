"""Vector mobjects as Cairo paints them: an outline under a matrix, filled and stroked with ink."""

from __future__ import annotations

from typing import Any

import cairo
from manim import VMobject

from scenes.film.frames.canvas import Canvas, Matrix
from scenes.film.frames.ink import Ink
from scenes.film.frames.optics import Optics
from scenes.film.frames.outline import Outline
from scenes.film.frames.tiles import PixelBox
from scenes.film.frames.view import View

_SOFT_EDGE = 2
"""Pixels by which antialiasing and rounding may reach beyond the path."""

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
    """A vector mobject in one view."""

    def __init__(self, ink: Ink, traced: TracedPath, size: Size) -> None:
        self.ink, self.traced, self._size = ink, traced, size
        self.box = _reach(traced, ink.margin, size)

    def under(self, matrix: Matrix) -> PathPaint:
        """Return how the same mobject is painted under another matrix."""
        return PathPaint(self.ink, TracedPath(self.traced.outline, matrix), self._size)

    def apply(self, canvas: Canvas, boxes: list[PixelBox]) -> None:
        """Fill and stroke the path, whole: clipping could move an edge by a fraction of a pixel."""
        self.ink.fill_and_stroke(self.traced.on(canvas))


def _reach(traced: TracedPath, margin: float, size: Size) -> PixelBox:
    """Return the pixels that may be touched: the hull of all control points, and a margin in space."""
    xx, _, _, yy, x0, y0 = traced.matrix
    around = margin * max(abs(xx), abs(yy)) + _SOFT_EDGE
    (left, bottom), (right, top) = traced.outline.low, traced.outline.high
    width, height = size
    return PixelBox(
        int(min(max(top * yy + y0 - around, 0), height)),
        int(min(max(bottom * yy + y0 + around + 1, 0), height)),
        int(min(max(left * xx + x0 - around, 0), width)),
        int(min(max(right * xx + x0 + around + 1, 0), width)),
    )


def path_paint(
    mobject: VMobject, shape: bytes, view: View, optics: Optics, size: Size, before: object
) -> PathPaint | None:
    """Return a vector mobject's paint, None if nothing of it can be seen.

    `shape` tells its points from others; `before` is how the mobject was painted last, and what has stayed
    the same is used again.
    """
    assert view.matrix is not None
    ink = Ink(mobject, view.line_unit, optics)
    if ink.blank:
        return None
    traced = before.traced if isinstance(before, PathPaint) else None
    key = shape, optics.place(mobject), view.space
    if traced is None or traced.outline.key != key:
        traced = TracedPath(Outline(mobject, optics.points(mobject), key), view.matrix)
    elif traced.matrix is not view.matrix:
        traced = TracedPath(traced.outline, view.matrix)
    return PathPaint(ink, traced, size)
