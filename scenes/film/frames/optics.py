"""What decides how a camera shows a vector mobject: where its points go, and its colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from manim import Camera, VMobject
from manim.typing import Point3D_Array
from numpy.typing import NDArray

_CURVE = 4
"""Points of a cubic curve: where it starts, two handles, where it ends."""

Colours = list[list[float]]
"""Red, green, blue and opacity, each from 0 to 1: one colour, or several that are spread along a gradient."""


class Optics:
    """A flat camera's: points stay where they are."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera

    def look(self) -> None:
        """Look at another frame: what held only for the one before is no more."""

    def prepare(self, mobjects: Sequence[tuple[VMobject, bytes]]) -> None:
        """Work out what can be worked out together for mobjects about to be painted, each with its points."""

    def forget(self, mobjects: Iterable[object]) -> None:
        """Drop what is kept of all but some mobjects."""

    def place(self, mobject: VMobject) -> bytes:
        """Return what else than view, points and colours decides where the camera shows a mobject."""
        return b""

    def points(self, mobject: VMobject) -> Point3D_Array:
        """Return where the camera shows a mobject's points."""
        return self.camera.transform_points_pre_display(mobject, mobject.points)

    def fill(self, mobject: VMobject) -> Colours:
        """Return the colours of a mobject's fill."""
        colours: Colours = self.camera.get_fill_rgbas(mobject).tolist()
        return colours

    def stroke(self, mobject: VMobject, background: bool) -> Colours:
        """Return the colours of a mobject's stroke, or of the one behind it."""
        colours: Colours = self.camera.get_stroke_rgbas(mobject, background).tolist()
        return colours

    def ends(self, mobject: VMobject) -> NDArray[Any]:
        """Return where the camera shows the ends of a mobject's gradient (2, 3)."""
        return np.asarray(self.camera.transform_points_pre_display(mobject, gradient_ends(mobject)))


def is_told(mobject: VMobject) -> bool:
    """Tell whether a mobject's colours were told where to begin and end, as those of axes in space are."""
    told = type(mobject).get_gradient_start_and_end_points is not VMobject.get_gradient_start_and_end_points
    return told or "get_gradient_start_and_end_points" in vars(mobject)


def gradient_ends(mobject: VMobject) -> Any:
    """Return where a mobject's colours begin and end in space, as Manim does."""
    if len(mobject.points) % _CURVE or mobject.shade_in_3d or mobject.submobjects or is_told(mobject):
        return mobject.get_gradient_start_and_end_points()
    ends = mobject.points.reshape(-1, _CURVE, 3)[:, :: _CURVE - 1]
    low, high = ends.min(axis=(0, 1)), ends.max(axis=(0, 1))
    middle = (low + high) / 2
    way = (high - middle) * mobject.get_sheen_direction()
    return middle - way, middle + way
