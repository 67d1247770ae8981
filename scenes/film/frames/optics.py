"""What decides how a camera shows a vector mobject: where its points go, and its colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Camera, VMobject
from manim.typing import FloatRGBA_Array, Point3D_Array
from numpy.typing import NDArray

_CURVE = 4
"""Points of a cubic curve: where it starts, two handles, where it ends."""


class Optics:
    """A flat camera's: points stay where they are."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera

    def prepare(self, mobjects: Sequence[VMobject]) -> None:
        """Work out at once what can be worked out together for mobjects that are about to be painted."""

    def place(self, mobject: VMobject) -> bytes:
        """Return what else than view, points and colours decides where the camera shows a mobject."""
        return b""

    def points(self, mobject: VMobject) -> Point3D_Array:
        """Return where the camera shows a mobject's points."""
        return self.camera.transform_points_pre_display(mobject, mobject.points)

    def fill(self, mobject: VMobject) -> FloatRGBA_Array:
        """Return the colours of a mobject's fill."""
        return self.camera.get_fill_rgbas(mobject)

    def stroke(self, mobject: VMobject, background: bool) -> FloatRGBA_Array:
        """Return the colours of a mobject's stroke, or of the one behind it."""
        return self.camera.get_stroke_rgbas(mobject, background)

    def ends(self, mobject: VMobject) -> NDArray[Any]:
        """Return where the camera shows the ends of a mobject's gradient (2, 3)."""
        return np.asarray(self.camera.transform_points_pre_display(mobject, gradient_ends(mobject)))


def gradient_ends(mobject: VMobject) -> Any:
    """Return where a mobject's colours begin and end in space, as Manim does."""
    if len(mobject.points) % _CURVE or mobject.shade_in_3d or mobject.submobjects:
        return mobject.get_gradient_start_and_end_points()
    ends = mobject.points.reshape(-1, _CURVE, 3)[:, :: _CURVE - 1]
    low, high = ends.min(axis=(0, 1)), ends.max(axis=(0, 1))
    middle = (low + high) / 2
    way = (high - middle) * mobject.get_sheen_direction()
    return middle - way, middle + way
