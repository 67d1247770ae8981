"""A fan of light between two number lines: what a nudge becomes on its way through a machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, ManimColor, Polygon, VGroup
from numpy.typing import NDArray

from scenes.stage.line_ends import set_ends

Place = NDArray[np.float64]

LIT, FAINT = 0.55, 0.3
"""Opacity of a fan that is spoken of, and of one that is not."""

_EDGE = 3.0


class Fan(VGroup):
    """`body` between `edges`, the one at the home of the nudge and the one at its tip; both begin unseen.

    Its colour runs from that of the nudge that comes in to that of the nudge that goes out.
    """

    def __init__(self, colors: Sequence[str]) -> None:
        super().__init__()
        self.body = Polygon(LEFT, RIGHT, UP, stroke_width=0)
        self.body.set_fill(opacity=0.0).set_sheen_direction(DOWN)
        self.paint(colors)
        self.edges = [Line(UP, DOWN, stroke_width=_EDGE).set_stroke(colors[-1], opacity=0.0) for _ in "ht"]
        self.add(self.body, *self.edges)

    def paint(self, colors: Sequence[str]) -> None:
        """Let the colour run from one to another, from the top down, as bright as it is."""
        spread: Any = [ManimColor(color) for color in colors]
        self.body.set_fill(spread, opacity=self.body.get_fill_opacity())

    def light(self, opacity: float) -> Fan:
        """Make the fan as bright as told, its edges as bright as edges are."""
        self.body.set_fill(opacity=opacity)
        for edge in self.edges:
            edge.set_stroke(opacity=0.9 if opacity >= LIT else min(1.0, 2 * opacity))
        return self

    def span(self, above: tuple[Place, Place], below: tuple[Place, Place], reach: float) -> None:
        """Lay it from the home and tip of one nudge toward those of the next, as far as it has come."""
        ends = [start + (end - start) * reach for start, end in zip(above, below, strict=True)]
        corners = above[0], above[1], ends[1], ends[0]
        self.body.set_points_as_corners([*corners, corners[0]])
        for edge, start, end in zip(self.edges, above, ends, strict=True):
            set_ends(edge, (start, end))
