"""Vector mobjects as Cairo fills and strokes them."""

from __future__ import annotations

import math
from typing import Any

import cairo
import numpy as np
from manim import Camera, VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from scenes.film.frames.canvas import Canvas
from scenes.film.frames.tiles import PixelBox

_MITER_LIMIT = 10.0
"""Cairo's default: a pointed corner reaches at most this many half line widths beyond the path."""
_SOFT_EDGE = 2
"""Pixels by which antialiasing and rounding may reach beyond the path."""
_CURVE = 4
"""Points of a cubic curve: where it starts, two handles, where it ends."""
_RELATIVE = 1e-5
"""What NumPy's `isclose`, by which Manim tells whether two points are one, allows for large coordinates."""


class TracedPath:
    """The path of a vector mobject as Cairo keeps it, and the hull of its points; traced from `key`.

    `low` and `high` are the corners of the hull (x, y).
    """

    def __init__(self, mobject: VMobject, key: object, canvas: Canvas) -> None:
        points = canvas.camera.transform_points_pre_display(mobject, mobject.points)
        self.key, self.count = key, len(points)
        numbers: list[float] = points[:, :2].ravel().tolist()
        self.path = _path(canvas.context, numbers, mobject.tolerance_for_point_equality)
        across, up = numbers[::2], numbers[1::2]
        self.low, self.high = (min(across), min(up)), (max(across), max(up))


class PathPaint:
    """A vector mobject: filled and stroked along a path that is built once."""

    def __init__(self, mobject: VMobject, traced: TracedPath, canvas: Canvas) -> None:
        if mobject.get_background_image():
            raise TypeError("a mobject coloured by an image has no way to be painted")
        self.traced = traced
        self._join, self._cap = LINE_JOIN_MAP[mobject.joint_type], CAP_STYLE_MAP[mobject.cap_style]
        self._behind = self._stroke(mobject, canvas, background=True)
        self._fill = _pattern(canvas, mobject.get_fill_rgbas(), mobject)
        self._front = self._stroke(mobject, canvas, background=False)
        self.box = self._reach(canvas.camera)

    def _stroke(
        self, mobject: VMobject, canvas: Canvas, *, background: bool
    ) -> tuple[cairo.Pattern, float] | None:
        width = mobject.get_stroke_width(background)
        pattern = _pattern(canvas, mobject.get_stroke_rgbas(background), mobject) if width else None
        return None if pattern is None else (pattern, width * canvas.camera.cairo_line_width_multiple)

    def _reach(self, camera: Camera) -> PixelBox:
        """Return the pixels that may be touched: the hull of all control points, and the stroke around it."""
        width = max((stroke[1] for stroke in (self._behind, self._front) if stroke), default=0.0)
        pointed = self._join == cairo.LineJoin.MITER and self.traced.count > _CURVE
        corner = _MITER_LIMIT if pointed else math.sqrt(2)
        margin = width / 2 * corner * camera.pixel_width / camera.frame_width
        return _around(self.traced, margin + _SOFT_EDGE, camera)

    def apply(self, canvas: Canvas, boxes: list[PixelBox]) -> None:
        """Fill and stroke the path, whole: clipping could move an edge by a fraction of a pixel."""
        context = canvas.context
        context.new_path()
        context.append_path(self.traced.path)
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


def _pattern(canvas: Canvas, rgbas: Any, mobject: VMobject) -> cairo.Pattern | None:
    """Return the colour to paint with, as Manim's camera sets it; None where it cannot be seen."""
    if not any(rgbas[:, 3].tolist()):
        return None
    if len(rgbas) == 1:
        red, green, blue, alpha = rgbas[0].tolist()
        return cairo.SolidPattern(blue, green, red, alpha)
    whole = len(mobject.points) % _CURVE == 0
    if whole and not mobject.shade_in_3d and not mobject.submobjects:
        return _gradient(rgbas, mobject)
    canvas.camera.set_cairo_context_color(canvas.context, rgbas, mobject)
    return canvas.context.get_source()


def _gradient(rgbas: Any, mobject: VMobject) -> cairo.LinearGradient:
    """Return colours spread along a mobject's sheen, from edge to edge, as Manim's camera does."""
    ends = mobject.points.reshape(-1, _CURVE, 3)[:, :: _CURVE - 1]
    low, high = ends.min(axis=(0, 1)), ends.max(axis=(0, 1))
    middle = (low + high) / 2
    way = (high - middle) * mobject.get_sheen_direction()
    gradient = cairo.LinearGradient(*(middle - way)[:2], *(middle + way)[:2])
    stops = zip(np.linspace(0, 1, len(rgbas)).tolist(), rgbas.tolist(), strict=True)
    for offset, (red, green, blue, alpha) in stops:
        gradient.add_color_stop_rgba(offset, blue, green, red, alpha)
    return gradient


def _path(context: cairo.Context[Any], numbers: list[float], near: float) -> Any:
    """Return a path (x and y in turn) as Cairo keeps it; traced as Manim's camera does, without detours.

    A curve that does not begin where the one before ends, to within `near`, begins a new part; a part that
    ends where it began is closed.
    """
    context.new_path()
    first = last = None
    for start in range(0, len(numbers) // (2 * _CURVE) * 2 * _CURVE, 2 * _CURVE):
        here = numbers[start], numbers[start + 1]
        if last is None or not (last == here or _one(last, here, near)):
            if first is not None and last is not None and _one(first, last, near):
                context.close_path()
            context.new_sub_path()
            context.move_to(*here)
            first = here
        context.curve_to(*numbers[start + 2 : start + 2 * _CURVE])
        last = numbers[start + 2 * _CURVE - 2], numbers[start + 2 * _CURVE - 1]
    if first is not None and last is not None and _one(first, last, near):
        context.close_path()
    return context.copy_path()


def _one(one: tuple[float, float], other: tuple[float, float], near: float) -> bool:
    """Tell whether two points are the same, as NumPy's `isclose` does for both coordinates."""
    return abs(one[0] - other[0]) <= near + _RELATIVE * abs(other[0]) and abs(
        one[1] - other[1]
    ) <= near + _RELATIVE * abs(other[1])


def _around(traced: TracedPath, margin: float, camera: Camera) -> PixelBox:
    """Return the pixels around a path, with a margin in pixels, cut to the frame."""
    across, up = camera.pixel_width / camera.frame_width, camera.pixel_height / camera.frame_height
    middle, level, _ = camera.frame_center.tolist()
    (left, bottom), (right, top) = traced.low, traced.high
    return PixelBox(
        _clamped(math.floor(camera.pixel_height / 2 - (top - level) * up - margin), camera.pixel_height),
        _clamped(math.ceil(camera.pixel_height / 2 - (bottom - level) * up + margin), camera.pixel_height),
        _clamped(math.floor(camera.pixel_width / 2 + (left - middle) * across - margin), camera.pixel_width),
        _clamped(math.ceil(camera.pixel_width / 2 + (right - middle) * across + margin), camera.pixel_width),
    )


def _clamped(pixel: int, most: int) -> int:
    return min(max(pixel, 0), most)
