"""Lines that follow: from one place straight to another, as often as a picture needs it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Mobject, VMobject
from manim.typing import Point3D, Point3D_Array

_SHARES = np.linspace(0.0, 1.0, 4)[:, None]
"""Where on the way the four points of a straight curve lie."""


def set_ends(line: Mobject, ends: Sequence[Point3D] | Point3D_Array) -> None:
    """Make a line run straight between two places.

    Manim's own way turns and scales the line as it is, which takes twenty times as long.
    """
    assert isinstance(line, VMobject)
    start, end = ends
    line.points = start + (end - start) * _SHARES


def follow_ends(line: VMobject, ends: Sequence[Point3D] | Point3D_Array) -> None:
    """Make a line that follows run between two places, unless an animation has it at the moment."""
    if not line.updating_suspended:
        set_ends(line, ends)
