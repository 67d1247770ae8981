"""The camera over the triangle: it goes back as rows become more, and comes home when they are done."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, Animation, UpdateFromAlphaFunc, ValueTracker, smooth
from manim.typing import Point3D, Point3D_Array

from scenes.chapters.why_it_scales.dot_triangle import DotTriangle
from scenes.chapters.why_it_scales.lattice import dot_places, rows_box
from scenes.chapters.why_it_scales.views import geometric, view_of
from scenes.stage.chapter import Chapter
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing

DEEPEST = 50
"""Gradients of the long chain."""

ASIDE = 0.3
"""Share of what is free beside the triangle that lies left of it."""


class RowViews(Chapter):
    """A chapter that looks at `seen` rows of a `triangle` in a `room`; `home` is where its camera began.

    `rows` are those of the network's own chain, `headroom` is what stays free over the triangle.
    """

    triangle: DotTriangle
    seen: ValueTracker
    home: Point3D
    room: Region
    rows: int
    headroom: ValueTracker

    def _pull_back(self, rows: int, rate: Callable[[float], float]) -> list[Animation]:
        """Return the animations that let the frame hold so many rows."""
        return [
            changing(self.seen)(rate_func=rate).set_value(rows),
            UpdateFromAlphaFunc(self.frame, lambda _, __: self._look(float(self.seen.get_value()))),
        ]

    def _go_through_all(self, seconds: float, *rows: ValueTracker) -> None:
        """Let numbers of rows grow from the network's to the long chain's, and the frame with them."""
        growing = geometric(DEEPEST / self.rows)
        grown = [changing(one)(rate_func=growing).set_value(DEEPEST - 1) for one in rows]
        self.play(*grown, *self._pull_back(DEEPEST - 1, growing), run_time=seconds)

    def _view(self, rows: float) -> tuple[float, Point3D]:
        room, box = self.room.inset(top=float(self.headroom.get_value())), rows_box(rows)
        scale, middle = view_of(box, room)
        return scale, middle + LEFT * ASIDE * (scale * room.width - box.width)

    def _look(self, rows: float) -> None:
        scale, middle = self._view(rows)
        self.frame.set_points(scale * self.home + middle)

    def _make_headroom(self, room: float) -> list[Animation]:
        """Return the animations that leave so much free over the triangle."""
        rows = float(self.seen.get_value())
        return [
            changing(self.headroom).set_value(room),
            UpdateFromAlphaFunc(self.frame, lambda _, __: self._look(rows)),
        ]

    def _apex(self) -> Point3D:
        """Return where the triangle's first dot is seen on screen."""
        scale, middle = self._view(float(self.seen.get_value()))
        place: Point3D = (dot_places(0)[0] - middle) / scale
        return place

    def _show(self, view: Point3D_Array, rate: Callable[[float], float] = smooth) -> Animation:
        """Return the animation that brings the frame's corners and handles to other places."""
        before = self.frame.points.copy()
        return UpdateFromAlphaFunc(
            self.frame,
            lambda frame, done: frame.set_points(before + (view - before) * done),
            rate_func=rate,
        )

    def _bring_home(self) -> tuple[list[Point3D], list[float]]:
        """Let the camera stand where it began and the triangle where it is seen; return the edge's dots."""
        scale, middle = self._view(float(self.seen.get_value()))
        self.triangle.clear_updaters()
        self.triangle.shift(-middle).scale(1 / scale, about_point=np.zeros(3))
        self.frame.set_points(self.home)
        edge = self.triangle.edge
        return [dot.get_center() for dot in edge], [float(dot.width) / 2 for dot in edge]
