"""What a mobject puts on the frame: its look as one comparable key, its reach, and how it is painted."""

from __future__ import annotations

from typing import Any, Protocol

from manim import Mobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject

from scenes.film.frames.canvas import Canvas
from scenes.film.frames.raster_image import image_ink
from scenes.film.frames.raster_path import Outline, OutlineInk
from scenes.film.frames.tiles import Box

Key = tuple[Any, ...]
"""Equal for two frames if and only if a mobject looks the same in both."""


class Ink(Protocol):
    """One mobject as it is painted in one frame."""

    box: Box

    def paint(self, canvas: Canvas, boxes: list[Box]) -> None:
        """Put it on the canvas; what lies outside the boxes does not matter."""


class Unseen:
    """The ink of a mobject that is wholly transparent."""

    box = Box(0, 0, 0, 0)

    def paint(self, canvas: Canvas, boxes: list[Box]) -> None:
        """Leave the canvas as it is."""


UNSEEN = Unseen()


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


def ink_of(mobject: Mobject, key: Key, canvas: Canvas, before: Ink | None) -> Ink:
    """Return a mobject's ink. `key` is its `key_of`; `before` how it was painted last."""
    if not seen(mobject):
        return UNSEEN
    if isinstance(mobject, AbstractImageMobject):
        return image_ink(mobject, canvas.camera, before)
    assert isinstance(mobject, VMobject)
    outline = before.outline if isinstance(before, OutlineInk) else None
    if outline is None or outline.key != key[0]:
        outline = Outline(mobject, key[0], canvas)
    return OutlineInk(mobject, outline, canvas)


def seen(mobject: Mobject) -> bool:
    """Tell whether anything of a mobject that is painted can be seen."""
    if not isinstance(mobject, VMobject):
        return True
    if mobject.background_stroke_width or any(mobject.get_fill_rgbas()[:, 3].tolist()):
        return True
    return bool(mobject.stroke_width and any(mobject.get_stroke_rgbas()[:, 3].tolist()))
