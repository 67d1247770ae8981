"""What a mobject puts on the frame: its look as one comparable key, its reach, and how it is painted."""

from __future__ import annotations

import math
from typing import Any, Protocol

import cairo
import numpy as np
from manim import Camera, Mobject, VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject
from manim.typing import PixelArray, Point3D_Array
from PIL import Image

from scenes.production.frames.tiles import Box

_MITER_LIMIT = 10.0
"""Cairo's default: a pointed corner reaches at most this many half line widths beyond the path."""
_SOFT_EDGE = 2
"""Pixels by which antialiasing and rounding may reach beyond the outline."""


class Ink(Protocol):
    """One mobject as it is painted in one frame."""

    key: object
    """Equal for two frames if and only if the mobject looks the same in both."""
    box: Box

    def paint(self, canvas: Canvas, boxes: list[Box]) -> None:
        """Put it on the canvas; what lies outside the boxes does not matter."""


class Unseen:
    """The ink of a mobject that is wholly transparent."""

    key: object = None
    box = Box(0, 0, 0, 0)

    def paint(self, canvas: Canvas, boxes: list[Box]) -> None:
        """Leave the canvas as it is."""


UNSEEN = Unseen()


class Canvas:
    """A frame's pixels (height, width, 4: RGBA, 8 bits each) with a Cairo context on them."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.pixels: PixelArray = np.empty((camera.pixel_height, camera.pixel_width, 4), dtype=np.uint8)
        self.context = camera.get_cairo_context(self.pixels)


def visible(mobject: Mobject) -> bool:
    """Tell whether a mobject is of a kind that is painted at all; a value tracker, say, is not."""
    return isinstance(mobject, VMobject | PMobject | AbstractImageMobject)


def key_of(mobject: Mobject) -> object:
    """Return everything that decides how a mobject is painted, as one value that can be compared.

    It is None for what cannot be seen.
    """
    if isinstance(mobject, VMobject):
        return _outline_key(mobject)
    if isinstance(mobject, AbstractImageMobject):
        return (
            mobject.points.tobytes(),
            mobject.get_pixel_array().tobytes(),
            mobject.resampling_algorithm,
        )
    raise TypeError(f"a {type(mobject).__name__} has no way to be painted")


def ink_of(mobject: Mobject, key: object, canvas: Canvas) -> Ink:
    """Return a mobject's ink. `key` is its `key_of`."""
    if key is None:
        return UNSEEN
    if isinstance(mobject, VMobject):
        return OutlineInk(mobject, key, canvas)
    return ImageInk(mobject, key, canvas)


def _outline_key(mobject: VMobject) -> tuple[Any, ...] | None:
    fill = mobject.get_fill_rgbas()
    stroke = mobject.get_stroke_rgbas()
    behind = mobject.background_stroke_width
    if not (behind or fill[:, 3].any() or (mobject.stroke_width and stroke[:, 3].any())):
        return None
    shaded = len(fill) > 1 or len(stroke) > 1
    return (
        mobject.points.tobytes(),
        fill.tobytes(),
        stroke.tobytes(),
        mobject.stroke_width,
        mobject.joint_type,
        mobject.cap_style,
        behind and (behind, mobject.get_stroke_rgbas(background=True).tobytes()),
        shaded and tuple(mobject.get_sheen_direction()),
    )


class OutlineInk:
    """A vector mobject: filled and stroked by Cairo along a path that is built once."""

    def __init__(self, mobject: VMobject, key: object, canvas: Canvas) -> None:
        if mobject.get_background_image():
            raise TypeError("a mobject coloured by an image has no way to be painted")
        self.key = key
        points = canvas.camera.transform_points_pre_display(mobject, mobject.points)
        self._path = _path(canvas.context, mobject, points)
        self._join, self._cap = LINE_JOIN_MAP[mobject.joint_type], CAP_STYLE_MAP[mobject.cap_style]
        self._behind = self._stroke(mobject, canvas, background=True)
        self._fill = _pattern(canvas, mobject.get_fill_rgbas(), mobject)
        self._front = self._stroke(mobject, canvas, background=False)
        self.box = self._reach(points, canvas.camera)

    def _stroke(
        self, mobject: VMobject, canvas: Canvas, *, background: bool
    ) -> tuple[cairo.Pattern, float] | None:
        width = mobject.get_stroke_width(background)
        pattern = _pattern(canvas, mobject.get_stroke_rgbas(background), mobject) if width else None
        return None if pattern is None else (pattern, width * canvas.camera.cairo_line_width_multiple)

    def _reach(self, points: Point3D_Array, camera: Camera) -> Box:
        """Return the pixels that may be touched: the hull of all control points, and the stroke around it."""
        width = max((stroke[1] for stroke in (self._behind, self._front) if stroke), default=0.0)
        corner = _MITER_LIMIT if self._join == cairo.LineJoin.MITER and len(points) > 4 else math.sqrt(2)
        margin = width / 2 * corner * camera.pixel_width / camera.frame_width
        return _around(points, margin + _SOFT_EDGE, camera)

    def paint(self, canvas: Canvas, boxes: list[Box]) -> None:
        """Fill and stroke the path, whole: clipping could move an edge by a fraction of a pixel."""
        context = canvas.context
        context.new_path()
        context.append_path(self._path)
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
    if not np.any(rgbas[:, 3]):
        return None
    if len(rgbas) > 1 and not mobject.shade_in_3d and not mobject.submobjects:
        return _gradient(rgbas, mobject)
    canvas.camera.set_cairo_context_color(canvas.context, rgbas, mobject)
    return canvas.context.get_source()


def _gradient(rgbas: Any, mobject: VMobject) -> cairo.LinearGradient:
    """Return colours spread along a mobject's sheen, from edge to edge, as Manim's camera does."""
    anchors = mobject.get_anchors()
    low, high = np.min(anchors, axis=0), np.max(anchors, axis=0)
    middle = (low + high) / 2
    way = (high - middle) * mobject.get_sheen_direction()
    gradient = cairo.LinearGradient(*(middle - way)[:2], *(middle + way)[:2])
    for offset, (red, green, blue, alpha) in zip(np.linspace(0, 1, len(rgbas)), rgbas, strict=True):
        gradient.add_color_stop_rgba(offset, blue, green, red, alpha)
    return gradient


def _path(context: cairo.Context[Any], mobject: VMobject, points: Point3D_Array) -> Any:
    """Return a mobject's outline as Cairo keeps it; traced as Manim's camera does, without its detours."""
    context.new_path()
    size = mobject.n_points_per_cubic_curve
    numbers: list[float] = points[:, :2].ravel().tolist()
    for first, end in mobject.get_subpath_split_indices_from_points(points, n_dims=2).tolist():
        if end - first < size:
            continue
        context.new_sub_path()
        context.move_to(*numbers[2 * first : 2 * first + 2])
        for curve in range(2 * first + 2, 2 * (end - size) + 3, 2 * size):
            context.curve_to(*numbers[curve : curve + 6])
        if mobject.consider_points_equals_2d(points[first], points[end - 1]):
            context.close_path()
    return context.copy_path()


class ImageInk:
    """A picture made of pixels: placed once by Manim's camera, then laid over whatever is below."""

    def __init__(self, mobject: Mobject, key: object, canvas: Canvas) -> None:
        self.key = key
        placed = _Placed(canvas.camera, mobject)
        self._picture, self.box = placed.picture, placed.box

    def paint(self, canvas: Canvas, boxes: list[Box]) -> None:
        """Lay the picture over the pixels of the boxes."""
        for box in boxes:
            part = common(box, self.box)
            if part is None:
                continue
            top, bottom, left, right = part
            below = Image.fromarray(np.ascontiguousarray(canvas.pixels[top:bottom, left:right]), "RGBA")
            over = self._picture.crop(
                (left - self.box.left, top - self.box.top, right - self.box.left, bottom - self.box.top)
            )
            canvas.pixels[top:bottom, left:right] = np.asarray(Image.alpha_composite(below, over))


class _Placed:
    """Where a picture stands on the frame, as Manim's camera would put it there."""

    def __init__(self, camera: Camera, mobject: Mobject) -> None:
        self.picture, self.box = Image.new("RGBA", (0, 0)), Box(0, 0, 0, 0)

        def keep(_pixels: object, image: Image.Image) -> None:
            bounds = image.getchannel("A").getbbox()
            if bounds is not None:
                left, top, right, bottom = bounds
                self.picture, self.box = image.crop(bounds), Box(top, bottom, left, right)

        overlay = camera.overlay_PIL_image
        camera.overlay_PIL_image = keep  # type: ignore[method-assign, assignment]
        try:
            camera.display_image_mobject(mobject, np.empty(0))  # type: ignore[arg-type]
        finally:
            camera.overlay_PIL_image = overlay  # type: ignore[method-assign]


def _around(points: Point3D_Array, margin: float, camera: Camera) -> Box:
    """Return the pixels around points of the stage, with a margin in pixels, cut to the frame."""
    across, up = camera.pixel_width / camera.frame_width, camera.pixel_height / camera.frame_height
    low, high = points.min(axis=0) - camera.frame_center, points.max(axis=0) - camera.frame_center
    return Box(
        _clamped(math.floor(camera.pixel_height / 2 - high[1] * up - margin), camera.pixel_height),
        _clamped(math.ceil(camera.pixel_height / 2 - low[1] * up + margin), camera.pixel_height),
        _clamped(math.floor(camera.pixel_width / 2 + low[0] * across - margin), camera.pixel_width),
        _clamped(math.ceil(camera.pixel_width / 2 + high[0] * across + margin), camera.pixel_width),
    )


def _clamped(pixel: int, most: int) -> int:
    return min(max(pixel, 0), most)


def common(one: Box, other: Box) -> Box | None:
    """Return what two boxes share, None if they share nothing."""
    shared = Box(
        max(one.top, other.top),
        min(one.bottom, other.bottom),
        max(one.left, other.left),
        min(one.right, other.right),
    )
    return shared if shared.top < shared.bottom and shared.left < shared.right else None
