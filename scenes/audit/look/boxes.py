"""Where something stands on screen: the box round what can be seen of it."""

from __future__ import annotations

import numpy as np
from manim import Mobject, VMobject

from scenes.audit.look.screen import Screen

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top of something on screen, in Manim units."""


def bounds_of(mobject: Mobject, screen: Screen) -> Bounds | None:
    """Return the box round the points of all that is visible in a mobject, None where nothing is."""
    points = [screen.points(part) for part in mobject.get_family() if len(part.points) and _opacity(part) > 0]
    if not points:
        return None
    everything = np.concatenate(points)
    (left, bottom), (right, top) = everything[:, :2].min(axis=0), everything[:, :2].max(axis=0)
    return float(left), float(bottom), float(right), float(top)


def _opacity(mobject: Mobject) -> float:
    if not isinstance(mobject, VMobject):
        return 1.0
    stroke = float(mobject.get_stroke_opacity()) if float(mobject.get_stroke_width()) > 0 else 0.0
    return max(float(mobject.get_fill_opacity()), stroke)
