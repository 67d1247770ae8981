"""Boxes of a long row folded into lines, so that all of them can be seen at once."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from manim import Animation, FadeIn, Mobject, Scene, VMobject

from scenes.stage.frame import safe_width
from scenes.stage.lettering.flights import changing

_LEAST_GAP, _MOST_GAP, _BETWEEN = 0.3, 0.9, 0.55


def fold(
    boxes: Sequence[VMobject], middle: float, scene: Scene, *, columns: int | None = None
) -> list[Animation]:
    """Return the animations that put boxes of one size in lines round a height, in reading order.

    Those that are not on stage appear. Without `columns` there are as few lines as the safe width allows.
    """
    width, height = max(float(box.width) for box in boxes), max(float(box.height) for box in boxes)
    if columns is None:
        fitting = int((safe_width() + _LEAST_GAP) / (width + _LEAST_GAP))
        columns = ceil(len(boxes) / ceil(len(boxes) / fitting))
    rows = ceil(len(boxes) / columns)
    gap = min(_MOST_GAP, (safe_width() - columns * width) / max(1, columns - 1))
    on_stage, found = set[Mobject](scene.get_mobject_family_members()), list[Animation]()
    for place, box in enumerate(boxes):
        row, column = divmod(place, columns)
        x = (column - (columns - 1) / 2) * (width + gap)
        at = np.array([x, middle - (row - (rows - 1) / 2) * (height + _BETWEEN), 0.0])
        stands = any(part in on_stage for part in box.get_family())
        found.append(changing(box).move_to(at) if stands else FadeIn(box.move_to(at)))
    return found
