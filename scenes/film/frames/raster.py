"""What a mobject puts on the frame: its look as one comparable key, its reach, and how it is painted."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, Protocol, cast

import numpy as np
from manim import Mobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject

from scenes.film.frames.canvas import Canvas
from scenes.film.frames.optics import gradient_ends, is_told
from scenes.film.frames.tiles import PixelBox

Key = tuple[Any, ...]
"""Equal for two frames if and only if a mobject looks the same in both."""

Unit = Mobject | tuple[VMobject, ...]
"""What is painted at a time: a mobject, or a run of them that are coloured by one picture."""


class Paint(Protocol):
    """One mobject, or a run, as it is painted in one frame."""

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


def picture_of(mobject: Mobject) -> Any:
    """Return the picture that colours a mobject, None for all that has colours of its own."""
    return (isinstance(mobject, VMobject) and mobject.get_background_image()) or None


def units_of(displayed: Sequence[Mobject]) -> list[Unit]:
    """Return what is painted at a time of mobjects that are displayed in this order."""
    found: list[Unit] = []
    for picture, group in itertools.groupby(displayed, picture_of):
        if picture is None:
            found.extend(mobject for mobject in group if visible(mobject))
        else:
            found.append(cast("tuple[VMobject, ...]", tuple(group)))
    return found


def key_of(unit: Unit) -> Key:
    """Return everything that decides how a mobject or a run is painted, its shape first.

    Asked of everything that moves, in every frame, and so without a look at whether it can be seen.
    """
    if isinstance(unit, VMobject):
        fill, stroke = unit.get_fill_rgbas(), unit.get_stroke_rgbas()
        behind = unit.background_stroke_width
        graded = len(fill) > 1 or len(stroke) > 1
        return (
            unit.points.tobytes(),
            fill.tobytes(),
            stroke.tobytes(),
            unit.stroke_width,
            unit.joint_type,
            unit.cap_style,
            unit.shade_in_3d,
            behind and (behind, unit.get_stroke_rgbas(background=True).tobytes()),
            graded and _spread(unit),
        )
    if isinstance(unit, tuple):
        return (*(key_of(member) for member in unit), str(picture_of(unit[0])))
    if isinstance(unit, PMobject):
        return unit.points.tobytes(), unit.rgbas.tobytes(), unit.stroke_width
    assert isinstance(unit, AbstractImageMobject)
    return unit.points.tobytes(), unit.get_pixel_array().tobytes(), unit.resampling_algorithm


def _spread(mobject: VMobject) -> Key:
    """Return what decides, beside a mobject's own points, where its colours begin and end."""
    if mobject.submobjects or is_told(mobject):
        return (np.asarray(gradient_ends(mobject)).tobytes(),)
    return (mobject.get_sheen_direction().tobytes(),)


def seen(mobject: Mobject) -> bool:
    """Tell whether anything of a mobject that is painted can be seen."""
    if not isinstance(mobject, VMobject):
        return True
    if mobject.background_stroke_width or any(mobject.get_fill_rgbas()[:, 3].tolist()):
        return True
    return bool(mobject.stroke_width and any(mobject.get_stroke_rgbas()[:, 3].tolist()))
