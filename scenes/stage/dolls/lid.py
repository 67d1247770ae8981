"""The two halves of a doll's lid: together a rounded rectangle, lit from above."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, RoundedRectangle, VGroup, VMobject

from scenes.stage.color import mixed
from scenes.stage.measure import allow

_FILL, _SHADE, _INSET, _OVERLAP, _SQUARE = 0.34, 0.1, 0.008, 0.004, 1e-3
"""Share of the doll's colour in a lid, how much more of it is at the top and less at the bottom; from the
wall to the lid, how far the halves overlap, both as shares of the width; the radius of a corner that has
none."""


def shade(part: VMobject, background: str, color: str, share: float, spread: float) -> None:
    """Fill a part with a colour on the background, more of it at the top than at the bottom."""
    ends = [mixed(background, color, share - spread), mixed(background, color, share + spread)]
    part.set_fill(ends, 1.0).set_sheen_direction(UP)  # type: ignore[arg-type]


class Lid(VGroup):
    """The upper and the lower half over an open doll of a size, whose corners have a radius."""

    def __init__(
        self,
        background: str,
        color: str,
        size: tuple[float, float],
        radius: float,
        middle: tuple[float, float, float],
    ) -> None:
        super().__init__()
        width, height = size
        inset, overlap = _INSET * width, _OVERLAP * width
        for side in (UP, DOWN):
            square = _SQUARE * width
            corners = [radius, square, square, radius] if side is UP else [square, radius, radius, square]
            half = RoundedRectangle(
                corner_radius=corners,
                width=width - 2 * inset,
                height=height / 2 - inset + overlap,
                stroke_width=0.0,
            )
            offset = 0.5 * _SHADE if side is UP else -0.5 * _SHADE
            shade(half, background, color, _FILL + offset, 0.5 * _SHADE)
            allow(half, "text on line", "the seam of a lid: both halves have one colour")
            self.add(half.next_to(np.array(middle), side, buff=-overlap))
