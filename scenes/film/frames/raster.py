"""What a mobject puts on the frame: its look as one comparable key, its reach, and how it is painted."""

from __future__ import annotations

from typing import Any, Protocol

from manim import Mobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject

from scenes.film.frames.canvas import Canvas
from scenes.film.frames.raster_image import image_paint
from scenes.film.frames.raster_path import PathPaint, TracedPath
from scenes.film.frames.tiles import PixelBox

Key = tuple[Any, ...]
"""Equal for two frames if and only if a mobject looks the same in both."""


class Paint(Protocol):
    """One mobject as it is painted in one frame."""

    box: PixelBox

    def apply(self, canvas: Canvas, boxes: list[PixelBox]) -> None:
        """Put it on the canvas; what lies outside the boxes does not matter."""


class Invisible:
    """The paint of a mobject that is wholly transparent."""

    box = PixelBox(0, 0, 0, 0)

    def apply(self, canvas: Canvas, boxes: list[PixelBox]) -> None:
        """Leave the canvas as it is."""


INVISIBLE = Invisible()


def visible(mobject: Mobject) -> bool:
    """Tell whether a mobject is of a kind that is painted at all; a value tracker, say, is not."""
    return isinstance(mobject, VMobject | PMobject | AbstractImageMobject)


def key_of(mobject: Mobject) -> Key:
    """Return everything that decides how a mobject is painted, its shape first.

    Asked of everything that moves, in every frame, and so without a look at whether it can be seen.
    """
    if isinstance(mobject, VMobject):
        fill, stroke = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas()
        behind = mobject.background_stroke_width
        shaded = len(fill) > 1 or len(stroke) > 1
        return (
            mobject.points.tobytes(),
            fill.tobytes(),
            stroke.tobytes(),
            mobject.stroke_width,
            mobject.joint_type,
            mobject.cap_style,
            behind and (behind, mobject.get_stroke_rgbas(background=True).tobytes()),
            shaded and mobject.get_sheen_direction().tobytes(),
        )
    if isinstance(mobject, AbstractImageMobject):
        return mobject.points.tobytes(), mobject.get_pixel_array().tobytes(), mobject.resampling_algorithm
    raise TypeError(f"a {type(mobject).__name__} has no way to be painted")


def paint_of(mobject: Mobject, key: Key, canvas: Canvas, before: Paint | None) -> Paint:
    """Return a mobject's paint. `key` is its `key_of`; `before` how it was painted last."""
    if not seen(mobject):
        return INVISIBLE
    if isinstance(mobject, AbstractImageMobject):
        return image_paint(mobject, canvas.camera, before)
    assert isinstance(mobject, VMobject)
    traced = before.traced if isinstance(before, PathPaint) else None
    if traced is None or traced.key != key[0]:
        traced = TracedPath(mobject, key[0], canvas)
    return PathPaint(mobject, traced, canvas)


def seen(mobject: Mobject) -> bool:
    """Tell whether anything of a mobject that is painted can be seen."""
    if not isinstance(mobject, VMobject):
        return True
    if mobject.background_stroke_width or any(mobject.get_fill_rgbas()[:, 3].tolist()):
        return True
    return bool(mobject.stroke_width and any(mobject.get_stroke_rgbas()[:, 3].tolist()))
