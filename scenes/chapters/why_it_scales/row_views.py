"""The camera over the triangle: it goes back as rows become more, and comes home when they are done."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import Animation, UpdateFromAlphaFunc, ValueTracker
from manim.typing import Point3D

from scenes.chapters.why_it_scales.dot_triangle import DotTriangle
from scenes.chapters.why_it_scales.lattice import rows_box
from scenes.chapters.why_it_scales.views import geometric, view_of
from scenes.stage.chapter import Chapter
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing

DEEPEST = 50
"""Gradients of the long chain."""


class RowViews(Chapter):
    """A chapter that looks at `seen` rows of a `triangle` in a `room`; `home` is where its camera began.

    `rows` are those of the network's own chain.
    """

    triangle: DotTriangle
    seen: ValueTracker
    home: Point3D
    room: Region
    rows: int

    def _pull_back(self, rows: int, rate: Callable[[float], float]) -> list[Animation]:
        """Return the animations that let the frame hold so many rows."""
        return [
            changing(self.seen)(rate_func=rate).set_value(rows),
            UpdateFromAlphaFunc(self.frame, lambda _, __: self._look(float(self.seen.get_value()))),
        ]

    def _go_through_all(self, rows: ValueTracker, seconds: float) -> None:
        """Let a number of rows grow from the network's to the long chain's, and the frame with it."""
        growing = geometric(DEEPEST / self.rows)
        grown = changing(rows)(rate_func=growing).set_value(DEEPEST - 1)
        self.play(grown, *self._pull_back(DEEPEST - 1, growing), run_time=seconds)

    def _look(self, rows: float) -> None:
        scale, middle = view_of(rows_box(rows), self.room)
        self.frame.set_points(scale * self.home + middle)

    def _bring_home(self) -> tuple[list[Point3D], list[float]]:
        """Let the camera stand where it began and the triangle where it is seen; return the edge's dots."""
        scale, middle = view_of(rows_box(float(self.seen.get_value())), self.room)
        self.triangle.clear_updaters()
        self.triangle.shift(-middle).scale(1 / scale, about_point=np.zeros(3))
        self.frame.set_points(self.home)
        edge = self.triangle.edge
        return [dot.get_center() for dot in edge], [float(dot.width) / 2 for dot in edge]
